import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';

/** Reads `count` messages of a topic with plain kafkajs and parses each as JSON: events a second, from joining to the last. */
export async function rawRate(brokers: string[], topic: string, count: number): Promise<number> {
  const kafka = new Kafka({ clientId: 'bench-raw', brokers, logLevel: logLevel.NOTHING });
  const groupId = `${topic}.raw-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxBytesPerPartition: 4 * 1024 * 1024, maxWaitTimeInMs: 200 });
  let started = 0;
  let seen = 0;
  let bytes = 0;
  const done = new Promise<number>((resolve, reject) => {
    consumer.on(consumer.events.GROUP_JOIN, () => {
      started ||= performance.now();
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      reject(payload.error);
    });
    const run = async (): Promise<void> => {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        partitionsConsumedConcurrently: 6,
        eachBatch: ({ batch }) => {
          for (const message of batch.messages) {
            const parsed = JSON.parse(message.value?.toString('utf8') ?? 'null') as object | null;
            if (parsed !== null) seen++;
            bytes += message.value?.length ?? 0;
          }
          if (seen >= count) resolve(count / ((performance.now() - started) / 1000));
          return Promise.resolve();
        },
      });
    };
    run().catch(reject);
  });
  try {
    const rate = await done;
    if (bytes === 0) throw new Error('the topic is empty');
    return rate;
  } finally {
    await consumer.disconnect();
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect();
  }
}
