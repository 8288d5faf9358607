import { randomUUID } from 'node:crypto';
import { SurveyInvited } from '@thongsuot/contracts';
import { EventConsumer, eventsOf, type BatchHandler } from '@thongsuot/messaging';
import { SessionPool, UnitOfWork } from '@thongsuot/mongo-store';
import { FIGURES, faultSetting, openStore, trouble, type AreaTotal } from './setting';

/** Adds every event to its area's figure: doubled and lost ones show at once. */
const project: BatchHandler = async (events, { tx }) => {
  const sums = new Map<string, number>();
  for (const { key } of eventsOf(events, SurveyInvited)) sums.set(key, (sums.get(key) ?? 0) + 1);
  const operations = [...sums].map(([area, count]) => ({
    updateOne: { filter: { _id: area }, update: { $inc: { total: count, events: count } }, upsert: true },
  }));
  await tx.collection<AreaTotal>(FIGURES).bulkWrite(operations, { session: tx.session });
};

async function main(): Promise<void> {
  const { env, topic, group, log } = faultSetting();
  const store = await openStore(env.MONGODB_URI, `${env.NAMESPACE}-figures`);
  const pool = await SessionPool.open(store, `${env.PROCESS_ID}-${randomUUID()}`, 1);
  const consumer = new EventConsumer({
    store,
    unitOfWork: new UnitOfWork(store, pool, null),
    log,
    group,
    topics: [topic],
    handler: project,
    gatherMs: 100,
    onTrouble: (message, error, detail) => {
      trouble(message, { ...detail, error: error?.message });
    },
  });
  await consumer.start();
  setInterval(() => {
    // As Kubernetes does by the liveness probe.
    if (consumer.health().live) return;
    trouble('not live', consumer.health());
    process.exit(1);
  }, 500);
}

if (require.main === module) void main();
