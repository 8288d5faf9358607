import { randomUUID } from 'node:crypto';
import { engines, testNamespace } from '@thongsuot/testing';
import {
  SessionPool,
  UnitOfWork,
  connectStore,
  coreCollections,
  coreIndexes,
  ensureIndexes,
  type Store,
} from '@thongsuot/mongo-store';
import { MemoryLog, kafkaLog, type EventLog } from '../../src';
import { effectIndexes } from '../../src/effects/effect';

/** A store of the test file's own, with the core's collections. */
export interface StoreRig {
  readonly store: Store;
  readonly pool: SessionPool;
  readonly unitOfWork: UnitOfWork;
  close(): Promise<void>;
}

/** Collections of the test handlers. */
export const APPLIED = 'applied';

/** Opens a database of the file's own, with every collection of the core. */
export async function openStoreRig(name: string): Promise<StoreRig> {
  const { mongodb } = await engines();
  const store = await connectStore({ uri: mongodb.uri, database: `${testNamespace()}-${name}` });
  await ensureIndexes(store.db, [...coreIndexes, ...effectIndexes], [...coreCollections, APPLIED, 'state']);
  const pool = await SessionPool.open(store, randomUUID(), 4);
  return {
    store,
    pool,
    unitOfWork: new UnitOfWork(store, pool, null),
    close: async () => {
      await pool.close();
      await store.close();
    },
  };
}

/** Both logs, for suites that run on each. */
export const LOGS: readonly { readonly name: string; readonly open: () => Promise<EventLog> }[] = [
  { name: 'MemoryLog', open: () => Promise.resolve(new MemoryLog()) },
  { name: 'Kafka', open: openKafka },
];

/** The real broker. */
export async function openKafka(): Promise<EventLog> {
  const { kafka } = await engines();
  return kafkaLog({ brokers: kafka.brokers, clientId: testNamespace() });
}
