import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineStatus, killEngine, resetEngines, startEngine, stopEngines } from '../src';

// A blank and diacritics in the path: the project may lie in such a folder.
const home = mkdtempSync(join(tmpdir(), 'máy chủ '));
const options = { home, log: () => undefined };

afterAll(async () => {
  await resetEngines(options);
  rmSync(home, { recursive: true });
}, 60_000);

describe('the document store under kill -9', () => {
  it('keeps every write it acknowledged with w: majority, and comes back on its port', async () => {
    const before = await startEngine('mongodb', options);
    const acknowledged: number[] = [];
    const writers = [0, 1, 2, 3].map(async (writer) => {
      const client = await new MongoClient(before.uri, { serverSelectionTimeoutMS: 1_000, retryWrites: false }).connect();
      const things = client
        .db('faults')
        .collection<{ _id: number }>('things', { writeConcern: { w: 'majority', journal: true } });
      try {
        for (let n = writer; ; n += 4) {
          await things.insertOne({ _id: n });
          acknowledged.push(n);
        }
      } catch {
        // The kill ends the writer; what was acknowledged until then is what counts.
      } finally {
        await client.close();
      }
    });
    while (acknowledged.length < 300) await new Promise((resolve) => setTimeout(resolve, 10));
    await killEngine('mongodb', options);
    await Promise.all(writers);

    const after = await startEngine('mongodb', options);

    expect(after.uri).toBe(before.uri);
    const client = await new MongoClient(after.uri).connect();
    const found = await client.db('faults').collection<{ _id: number }>('things').find().toArray();
    await client.close();
    const stored = new Set(found.map((thing) => thing._id));
    expect(acknowledged.filter((n) => !stored.has(n))).toEqual([]);
  }, 120_000);
});

describe('the broker under kill -9', () => {
  const send = async (brokers: string[], values: string[]): Promise<void> => {
    const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
    const [admin, producer] = [kafka.admin(), kafka.producer({ idempotent: true })];
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'faults.events', numPartitions: 3 }], waitForLeaders: true });
    await admin.disconnect();
    await producer.connect();
    await producer.send({ topic: 'faults.events', acks: -1, messages: values.map((value) => ({ key: value, value })) });
    await producer.disconnect();
  };

  const receive = async (brokers: string[], count: number): Promise<string[]> => {
    const consumer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).consumer({ groupId: 'faults' });
    const received: string[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic: 'faults.events', fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        received.push(message.value?.toString() ?? '');
        return Promise.resolve();
      },
    });
    while (received.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
    await consumer.disconnect();
    return received.sort();
  };

  it('keeps topics and acknowledged messages, and comes back on its port', async () => {
    const before = await startEngine('kafka', options);
    const values = Array.from({ length: 500 }, (_, n) => `v${String(n).padStart(3, '0')}`);
    await send(before.brokers, values);
    await killEngine('kafka', options);
    const after = await startEngine('kafka', options);
    expect(after.brokers).toEqual(before.brokers);
    expect(await receive(after.brokers, values.length)).toEqual(values);
  }, 120_000);

  it('keeps them over an orderly stop, and a running engine is reused', async () => {
    expect((await stopEngines(options)).sort()).toEqual(['kafka', 'mongodb']);
    expect((await engineStatus(options)).map((one) => one.running)).toEqual([false, false]);
    const again = await startEngine('kafka', options);
    await expect(startEngine('kafka', options)).resolves.toEqual(again);
    const admin = new Kafka({ brokers: again.brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets('faults.events');
    await admin.disconnect();
    expect(offsets.reduce((sum, { high }) => sum + Number(high), 0)).toBe(500);
  }, 120_000);

  it('refuses a topic nobody declared', async () => {
    const { brokers } = await startEngine('kafka', options);
    const producer = new Kafka({ brokers, logLevel: logLevel.NOTHING, retry: { retries: 1 } }).producer({
      allowAutoTopicCreation: false,
    });
    await producer.connect();
    await expect(producer.send({ topic: 'nobody.events', messages: [{ value: 'x' }] })).rejects.toThrow();
    await producer.disconnect();
  }, 60_000);

  it('tells that an engine to be killed does not run', async () => {
    await stopEngines(options);
    await expect(killEngine('kafka', options)).rejects.toThrow('kafka does not run');
  }, 60_000);
});
