import { randomBytes } from 'node:crypto';
import { ensureEngines } from '@thongsuot/engines';
import { cleanNamespace } from '@thongsuot/testing';
import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { machine, median, whole } from '../machine';
import { ourRate, type OurRate } from './our-rate';
import { rawRate } from './raw-rate';
import { PARTITIONS, syntheticEvents, type Message } from './synthetic-events';
import { syntheticTree } from './synthetic-tree';

/** What a run of the benchmark is told. */
export interface RollUpOptions {
  readonly events: number;
  readonly runs: number;
  readonly seed: number;
}

/**
 * Events a second from the topic to committed figures of the real reporting service, beside the rate at which plain kafkajs
 * reads and parses the same topic, in turn in one run.
 */
export async function benchRollUp({ events, runs, seed }: RollUpOptions): Promise<Record<string, unknown>> {
  const engines = await ensureEngines({ log: () => undefined });
  const { brokers } = engines.kafka;
  const namespace = `bench-${randomBytes(4).toString('hex')}`;
  const topic = `${namespace}.one-stop.events`;
  try {
    await produce(brokers, topic, events, seed);
    const env = {
      PORT: '0',
      HOST: '127.0.0.1',
      MONGODB_URI: engines.mongodb.uri,
      KAFKA_BROKERS: brokers.join(','),
      NAMESPACE: namespace,
      TOKEN_KEY: randomBytes(32).toString('hex'),
      LOG_LEVEL: 'error',
    };
    const tree = syntheticTree();
    const raw: number[] = [];
    const ours: OurRate[] = [];
    for (let run = 1; run <= runs; run++) {
      raw.push(await rawRate(brokers, topic, events));
      ours.push(await ourRate(env, tree, events));
      process.stderr.write(
        `run ${String(run)}: raw ${String(whole(raw.at(-1) ?? 0))}/s, ours ${String(whole(ours.at(-1)?.eventsPerSecond ?? 0))}/s\n`,
      );
      await dropDatabase(engines.mongodb.uri, `${namespace}-reporting`);
    }
    const rates = ours.map((run) => run.eventsPerSecond);
    return {
      name: 'rollup',
      events,
      communes: 10_599,
      fields: 30,
      runs,
      eventsPerSecond: whole(median(rates)),
      spread: [whole(Math.min(...rates)), whole(Math.max(...rates))],
      rawEventsPerSecond: whole(median(raw)),
      rawSpread: [whole(Math.min(...raw)), whole(Math.max(...raw))],
      ratioToRaw: Math.round((1000 * median(rates)) / median(raw)) / 1000,
      countryRollUpMs: whole(median(ours.map((run) => run.rollUpMs))),
      heapMbMax: whole(Math.max(...ours.map((run) => run.heapMb))),
      received: ours.at(-1)?.received,
      ...machine(engines),
    };
  } finally {
    await cleanNamespace(namespace);
  }
}

async function produce(brokers: string[], topic: string, events: number, seed: number): Promise<void> {
  const kafka = new Kafka({ clientId: 'bench', brokers, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: PARTITIONS, replicationFactor: 1 }] });
  await admin.disconnect();
  const producer = kafka.producer({ allowAutoTopicCreation: false, maxInFlightRequests: 1 });
  await producer.connect();
  let waiting: Message[] = [];
  const send = async (): Promise<void> => {
    await producer.send({ topic, acks: -1, messages: waiting });
    waiting = [];
  };
  for (const message of syntheticEvents(events, seed)) {
    waiting.push(message);
    if (waiting.length >= 2000) await send();
  }
  if (waiting.length > 0) await send();
  await producer.disconnect();
}

async function dropDatabase(uri: string, name: string): Promise<void> {
  const client = await new MongoClient(uri).connect();
  await client.db(name).dropDatabase();
  await client.close();
}
