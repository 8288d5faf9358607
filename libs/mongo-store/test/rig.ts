import { randomUUID } from 'node:crypto';
import { systemClock, type Clock } from '@thongsuot/calendar';
import { AreaVersionId, PlainDate, SurveyInvited, Uuid } from '@thongsuot/contracts';
import { engines, testNamespace } from '@thongsuot/testing';
import { SessionPool, UnitOfWork, connectStore, coreCollections, coreIndexes, ensureIndexes, type Store, type Tx } from '../src';

/** Partitions of the streams under test. */
export const PARTITIONS = 3;

/** A store of the test file's own, with what commands need. */
export interface Rig {
  readonly store: Store;
  readonly pool: SessionPool;
  readonly unitOfWork: UnitOfWork;
  close(): Promise<void>;
}

/** Opens database `<namespace>-<name>` with every collection of the core and `states`. */
export async function openRig(name: string, clock: Clock = systemClock): Promise<Rig> {
  const { mongodb } = await engines();
  const store = await connectStore({ uri: mongodb.uri, database: `${testNamespace()}-${name}` });
  await ensureIndexes(store.db, coreIndexes, [...coreCollections, 'states']);
  const pool = await SessionPool.open(store, randomUUID(), 4);
  return {
    store,
    pool,
    unitOfWork: new UnitOfWork(store, pool, { partitions: PARTITIONS, clock }),
    close: async () => {
      await pool.close();
      await store.close();
    },
  };
}

/** Data of a small sound event. */
export function invited(area: string, procedureCode: string | null = null): SurveyInvited {
  return SurveyInvited.reader.parse({
    invitationId: Uuid.parse('00000000-0000-7000-8000-000000000001'),
    unit: { areaVersion: AreaVersionId.parse(area), agency: null },
    procedureCode,
    invitedOn: PlainDate.parse('2026-01-05'),
  });
}

/** Area versions whose events spread over the partitions. */
export function areaOf(n: number): string {
  return `${String(10_000 + n)}.2025-07-01`;
}

/** Emits `count` events of one area. */
export function emitMany(tx: Tx, area: string, count: number): Promise<void> {
  for (let each = 0; each < count; each++)
    tx.emit(SurveyInvited, { subject: `${area}-${String(each)}`, key: area, data: invited(area) });
  return Promise.resolve();
}
