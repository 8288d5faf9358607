import { z } from 'zod';
import { retryWithBackOff, connectStore, coreCollections, coreIndexes, ensureIndexes, type Store } from '@thongsuot/mongo-store';
import { kafkaLog, type EventLog } from '@thongsuot/messaging';

/** Partitions of the topic under test. */
export const PARTITIONS = 3;
/** What the commands write: one document an area, the state that the figures must agree with. */
export const ACCOUNTS = 'accounts';
/** What the projection writes. */
export const FIGURES = 'figures';

/** One area's state, or its figure. */
export interface AreaTotal {
  _id: string;
  total: number;
  events: number;
  lastPackId?: string;
}

const Environment = z.object({
  MONGODB_URI: z.string().min(1),
  KAFKA_BROKERS: z.string().min(1),
  /** Prefix of databases, topic and group of this run. */
  NAMESPACE: z.string().min(1),
  /** Name of this process, unique in the run and over its restarts. */
  PROCESS_ID: z.string().min(1),
  PORT: z.coerce.number().int().default(0),
});

/** What each process of the fault test is given. */
export interface FaultSetting {
  readonly env: z.infer<typeof Environment>;
  readonly topic: string;
  readonly group: string;
  readonly log: EventLog;
}

/** Reads the setting from the environment. */
export function faultSetting(): FaultSetting {
  const env = Environment.parse(process.env);
  return {
    env,
    topic: topicOf(env.NAMESPACE),
    group: `${env.NAMESPACE}.figures`,
    log: kafkaLog({ brokers: env.KAFKA_BROKERS.split(','), clientId: env.PROCESS_ID }),
  };
}

/** Topic of a run. */
export function topicOf(namespace: string): string {
  return `${namespace}.events`;
}

/** Opens one of the two databases of a run with the core's collections, however long it takes. */
export async function openStore(uri: string, database: string): Promise<Store> {
  const store = await connectStore({ uri, database });
  await retryWithBackOff(() => ensureIndexes(store.db, coreIndexes, [...coreCollections, ACCOUNTS, FIGURES]));
  return store;
}

/** Writes what went wrong where the run's log keeps it. */
export function trouble(message: string, detail: unknown = ''): void {
  process.stderr.write(`${process.env['PROCESS_ID'] ?? ''} ${message} ${JSON.stringify(detail)}\n`);
}
