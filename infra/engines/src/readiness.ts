import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { setTimeout as sleep } from 'node:timers/promises';

/** Gives up waiting early: returns a reason when the engine can no longer become ready. */
type Hopeless = () => string | undefined;

async function untilReady(what: string, timeoutMs: number, probe: () => Promise<void>, hopeless: Hopeless): Promise<void> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    try {
      await probe();
      return;
    } catch (error) {
      const reason = hopeless();
      if (reason !== undefined) throw new Error(`${what}: ${reason}`, { cause: error });
      if (performance.now() > until) throw new Error(`${what} does not answer after ${timeoutMs} ms`, { cause: error });
      await sleep(150);
    }
  }
}

/** Waits until the brokers answer for their cluster. */
export function kafkaReady(brokers: readonly string[], timeoutMs: number, hopeless: Hopeless = () => undefined): Promise<void> {
  return untilReady(
    'Kafka',
    timeoutMs,
    async () => {
      const kafka = new Kafka({
        clientId: 'thongsuot-engines',
        brokers: [...brokers],
        logLevel: logLevel.NOTHING,
        connectionTimeout: 2_000,
        retry: { retries: 0 },
      });
      const admin = kafka.admin();
      try {
        await admin.connect();
        const cluster = await admin.describeCluster();
        if (cluster.brokers.length === 0) throw new Error('no broker is registered yet');
      } finally {
        await admin.disconnect();
      }
    },
    hopeless,
  );
}

/** Waits until the document store has a primary that answers. */
export function mongoReady(uri: string, timeoutMs: number, hopeless: Hopeless = () => undefined): Promise<void> {
  return untilReady(
    'MongoDB',
    timeoutMs,
    async () => {
      const client = new MongoClient(uri, { serverSelectionTimeoutMS: 2_000, connectTimeoutMS: 2_000 });
      try {
        const hello = await client.db('admin').command({ hello: 1 });
        if (hello['isWritablePrimary'] !== true) throw new Error('not a writable primary');
      } finally {
        await client.close();
      }
    },
    hopeless,
  );
}
