import { randomUUID } from 'node:crypto';
import { systemClock } from '@thongsuot/calendar';
import { SurveyInvited } from '@thongsuot/contracts';
import { OUTBOX_COLLECTION, OutboxRelayStore, UnitOfWork, type OutboxPack } from '@thongsuot/mongo-store';
import { cleanAfterFile, waitUntil } from '@thongsuot/testing';
import { EventConsumer, MemoryLog, OutboxRelay } from '../src';
import { areaIn, invitation } from './support/events';
import { APPLIED, openStoreRig, type StoreRig } from './support/rig';

const TOPIC = 'events';
const PARTITIONS = 2;
const AREAS = [areaIn(0, PARTITIONS), areaIn(1, PARTITIONS)];
const RESTORE = 'backup of 02:00, restored at 09:00';

cleanAfterFile();
let rig: StoreRig;
beforeAll(async () => {
  rig = await openStoreRig('new-stream');
});
const started: { stop(): Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(started.map((each) => each.stop()));
  await rig.close();
});

it('loses and doubles nothing where a database falls back to its backup and begins a new stream', async () => {
  const log = new MemoryLog();
  await (await log.admin()).ensureTopics([{ topic: TOPIC, partitions: PARTITIONS }]);
  const unitOfWork = new UnitOfWork(rig.store, rig.pool, { partitions: PARTITIONS, clock: systemClock });
  const outbox = new OutboxRelayStore(rig.store, randomUUID(), PARTITIONS);
  const relay = new OutboxRelay({ store: rig.store, outbox, log, topic: TOPIC, sourcePrefix: '/test/survey', pollMs: 50 });
  const applied = rig.store.collection<{ _id: string; count: number }>(APPLIED);
  const consumer = new EventConsumer({
    ...{ store: rig.store, unitOfWork, log, group: 'g', topics: [TOPIC], gatherMs: 20 },
    handler: async (events, { tx }) => {
      for (const { subject } of events)
        await tx
          .collection<{ _id: string; count: number }>(APPLIED)
          .updateOne({ _id: subject }, { $inc: { count: 1 } }, { upsert: true, session: tx.session });
    },
  });
  started.push(relay, consumer);
  const stated: string[] = [];
  const state = (count: number): Promise<void> => {
    const subjects = Array.from({ length: count }, (_, index) => `fact-${String(stated.length + index)}`);
    stated.push(...subjects);
    return unitOfWork.run((tx) => {
      for (const [index, subject] of subjects.entries()) {
        const key = AREAS[index % AREAS.length] ?? '';
        tx.emit(SurveyInvited, { subject, key, data: invitation(index, key) });
      }
      return Promise.resolve();
    });
  };
  const arrived = (): Promise<unknown> =>
    waitUntil(async () => (await applied.countDocuments({})) === stated.length, { timeoutMs: 15_000 });

  await consumer.start();
  relay.start();
  await state(10);
  await arrived();
  await relay.stop();
  // The backup: ten facts sent, six wait for their numbers. What happens to them afterwards is forgotten below.
  await state(6);
  const backup = {
    stream: await rig.store.collection('streams').findOne({}),
    packs: await rig.store.collection<OutboxPack>(OUTBOX_COLLECTION).find({}).toArray(),
  };
  relay.start();
  await arrived();
  await relay.stop();
  await rig.store.collection('streams').replaceOne({}, backup.stream ?? {});
  for (const pack of backup.packs) await rig.store.collection<OutboxPack>(OUTBOX_COLLECTION).replaceOne({ _id: pack._id }, pack);

  relay.start();
  const begun = await outbox.beginNewStream(unitOfWork, RESTORE);
  if (!begun) throw new Error('no stream began');
  expect(begun.before).toBe(backup.stream?.['streamId']);
  expect(begun.lastNumbers).toEqual([8, 8]);
  // A process that starts later finds it done.
  expect(await outbox.beginNewStream(unitOfWork, RESTORE)).toBeNull();
  await state(8);
  await arrived();
  // Sent again, everything keeps the source and number it had.
  expect(await outbox.republish(new Date(0))).toBeGreaterThan(2);
  await waitUntil(async () => (await outbox.status()).waitingPacks === 0, { timeoutMs: 15_000 });
  await state(2);
  await arrived();
  expect((await applied.find({ count: { $ne: 1 } }).toArray()).map(({ _id }) => _id)).toEqual([]);
  const sources = new Map<string, number>();
  for (const { headers } of log.records({ topic: TOPIC, partition: 0 })) {
    const source = String(headers['ce_source']);
    sources.set(source, Math.max(sources.get(source) ?? 0, Number(headers['ce_sequence'])));
  }
  expect([...sources]).toEqual([
    [`/test/survey/${begun.before}`, 8],
    [`/test/survey/${begun.streamId}`, 5],
  ]);
  const [position] = await consumer.positions();
  expect([...(position?.position.known ?? [])]).toEqual([...sources]);
  const audit = await rig.store.collection('audit').find({ action: 'outbox.beginNewStream' }).toArray();
  expect(audit).toMatchObject([{ detail: { restoredFrom: RESTORE, before: begun.before } }]);
}, 60_000);
