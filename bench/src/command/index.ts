import { randomBytes, randomUUID } from 'node:crypto';
import { AreaVersionId, ApologySent, TOPICS, plainDate } from '@thongsuot/contracts';
import { systemClock } from '@thongsuot/calendar';
import { ensureEngines } from '@thongsuot/engines';
import {
  Commands,
  SessionPool,
  UnitOfWork,
  connectStore,
  coreCollections,
  coreIndexes,
  ensureIndexes,
  type Store,
} from '@thongsuot/mongo-store';
import { machine, median, whole } from '../machine';

const CONCURRENCY = 8;
const DURABLE = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', j: true } } as const;

/**
 * Commands a second (state, Idempotency-Key, audit row and outbox pack in one transaction) beside a bare transaction that
 * writes the same four documents, eight at a time, in turn in one run.
 */
export async function benchCommand(runs: number, commands: number): Promise<Record<string, unknown>> {
  const engines = await ensureEngines({ log: () => undefined });
  const database = `bench-${randomBytes(4).toString('hex')}-command`;
  const store = await connectStore({ uri: engines.mongodb.uri, database });
  try {
    await ensureIndexes(store.db, coreIndexes, [...coreCollections, 'notes', 'bare-keys', 'bare-audit', 'bare-outbox']);
    const pool = await SessionPool.open(store, `bench-${randomUUID()}`);
    const publishing = { partitions: TOPICS['one-stop'].partitions, clock: systemClock };
    const unitOfWork = new Commands(new UnitOfWork(store, pool, publishing));
    const bare: number[] = [];
    const ours: number[] = [];
    for (let run = 0; run < runs; run++) {
      bare.push(await rate(commands, () => bareTransaction(store)));
      ours.push(await rate(commands, () => ourCommand(unitOfWork)));
    }
    await pool.close();
    return {
      name: 'command',
      commands,
      concurrency: CONCURRENCY,
      runs,
      commandsPerSecond: whole(median(ours)),
      spread: [whole(Math.min(...ours)), whole(Math.max(...ours))],
      barePerSecond: whole(median(bare)),
      bareSpread: [whole(Math.min(...bare)), whole(Math.max(...bare))],
      ratioToBare: Math.round((1000 * median(ours)) / median(bare)) / 1000,
      ...machine(engines),
    };
  } finally {
    await store.db.dropDatabase();
    await store.close();
  }
}

async function rate(count: number, work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  let left = count;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (left-- > 0) await work();
    }),
  );
  return count / ((performance.now() - started) / 1000);
}

function factOf(dossierCode: string): ApologySent {
  return {
    dossierCode,
    unit: { areaVersion: AreaVersionId.parse('19360.open'), agency: null },
    kind: 'letter',
    sentOn: plainDate('2024-01-02'),
    dueOn: plainDate('2024-01-04'),
    newDueOn: null,
    inTime: true,
  };
}

async function ourCommand(commands: Commands): Promise<void> {
  const key = { caller: 'bench', route: 'POST /bench', key: randomUUID(), bodyHash: 'x' };
  await commands.run(key, async (tx) => {
    const lastPackId = tx.stamp(null);
    await tx.collection<{ _id: string }>('notes').insertOne({ _id: lastPackId }, { session: tx.session });
    tx.emit(ApologySent, { subject: lastPackId, key: '19360.open', data: factOf(lastPackId) });
    tx.audit({ actor: 'bench', action: 'bench.command', subject: lastPackId });
    return { id: lastPackId };
  });
}

async function bareTransaction(store: Store): Promise<void> {
  const session = store.client.startSession();
  const _id = randomUUID();
  const at = systemClock.now();
  try {
    await session.withTransaction(async () => {
      const write = (name: string, document: object): Promise<unknown> =>
        store.collection<{ _id: string }>(name).insertOne({ _id, ...document }, { session });
      await write('notes', {});
      await write('bare-keys', { caller: 'bench', route: 'POST /bench', bodyHash: 'x', answer: { id: _id }, at });
      await write('bare-audit', { actor: 'bench', action: 'bench.command', subject: _id, at });
      await write('bare-outbox', { at, state: 'new', events: [{ id: _id, subject: _id, data: JSON.stringify(factOf(_id)) }] });
    }, DURABLE);
  } finally {
    await session.endSession();
  }
}
