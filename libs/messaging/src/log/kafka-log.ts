import { retryWithBackOff, type PartitionRef } from '@thongsuot/mongo-store';
import { Kafka, logLevel, Partitioners, type Consumer, type KafkaMessage, type LogEntry } from 'kafkajs';
import {
  partitionKey,
  type EventLog,
  type LogAdmin,
  type LogBounds,
  type LogReader,
  type LogReaderHandlers,
  type LogRecord,
  type LogWriter,
  type OutgoingRecord,
  type ReaderOptions,
  type TopicDemand,
} from './event-log';

/** How to reach the brokers. */
export interface KafkaLogOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Replicas of the topics it makes; 1 unless told. */
  readonly replicationFactor?: number;
  /** Bytes of one partition that one fetch brings, 1 MiB unless told. */
  readonly fetchBytesMax?: number;
  readonly onLog?: (level: 'warn' | 'error', message: string, detail: Record<string, unknown>) => void;
}

const REQUEST_TIMEOUT_MS = 15_000;
const SESSION_TIMEOUT_MS = 15_000;
const HEARTBEAT_MS = 1500;

/** Kafka, through kafkajs 2.2.4 (its oddities are met here and in the contract suite, nowhere else). */
export function kafkaLog(options: KafkaLogOptions): EventLog {
  const kafka = new Kafka({
    clientId: options.clientId,
    brokers: [...options.brokers],
    connectionTimeout: 3000,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: { initialRetryTime: 100, maxRetryTime: 2000, retries: 8 },
    logLevel: logLevel.WARN,
    logCreator: () => (entry: LogEntry) => {
      const { message, timestamp: _timestamp, ...detail } = entry.log;
      options.onLog?.(entry.level === logLevel.ERROR ? 'error' : 'warn', message, detail);
    },
  });
  return {
    writer: () => kafkaWriter(kafka),
    reader: (reader) => new KafkaReader(kafka, reader, options.fetchBytesMax ?? 1024 * 1024),
    admin: () => kafkaAdmin(kafka, options.replicationFactor ?? 1),
  };
}

function kafkaWriter(kafka: Kafka): LogWriter {
  // No retries inside: the relay repeats the same request itself, so that it always knows what was asked and answered.
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    // Every record names its partition; kafkajs warns where none is chosen.
    createPartitioner: Partitioners.DefaultPartitioner,
    idempotent: false,
    retry: { retries: 0 },
  });
  return {
    connect: () => producer.connect(),
    append: async (topic, records) => {
      await producer.send({ topic, acks: -1, timeout: REQUEST_TIMEOUT_MS, messages: records.map(messageOf) });
    },
    close: () => producer.disconnect(),
  };
}

function messageOf({ partition, key, headers, value }: OutgoingRecord): {
  partition: number;
  key: string;
  value: string;
  headers: Record<string, string>;
} {
  return { partition, key, value, headers: { ...headers } };
}

async function kafkaAdmin(kafka: Kafka, replicationFactor: number): Promise<LogAdmin> {
  const admin = kafka.admin();
  await admin.connect();
  const bounds = async (topic: string): Promise<LogBounds> =>
    (await admin.fetchTopicOffsets(topic))
      .map(({ partition, low, high }) => ({ partition, first: low, end: high }))
      // kafkajs gives them in the order of the brokers' metadata, which is any.
      .sort((one, other) => one.partition - other.partition);
  return {
    ensureTopics: async (topics) => {
      await admin.createTopics({
        waitForLeaders: true,
        topics: topics.map(({ topic, partitions }) => ({
          topic,
          numPartitions: partitions,
          replicationFactor,
          configEntries: [
            { name: 'retention.ms', value: '-1' },
            { name: 'retention.bytes', value: '-1' },
            { name: 'cleanup.policy', value: 'delete' },
          ],
        })),
      });
      await Promise.all(topics.map((demand) => assertPartitions(demand, bounds)));
    },
    bounds,
    deleteTopics: (topics) => admin.deleteTopics({ topics: [...topics] }),
    close: () => admin.disconnect(),
  };
}

async function assertPartitions(
  { topic, partitions }: TopicDemand,
  bounds: (topic: string) => Promise<LogBounds>,
): Promise<void> {
  const found = await retryWithBackOff(() => bounds(topic), { attemptsMax: 10 });
  if (found.length !== partitions) {
    throw new Error(
      `topic ${topic} has ${String(found.length)} partitions, the contract ${String(partitions)}: numbers are per partition, a new count is a new topic`,
    );
  }
}

class KafkaReader implements LogReader {
  private readonly consumer: Consumer;
  /** Settles when the ledger has said where the present assignment goes on. */
  private ready: Promise<void> = Promise.resolve();
  /** Counts the joins, so that an answer about an earlier assignment is not taken for the present one's. */
  private joins = 0;
  private closing = false;

  constructor(
    kafka: Kafka,
    private readonly options: ReaderOptions,
    fetchBytesMax: number,
  ) {
    this.consumer = kafka.consumer({
      groupId: options.group,
      allowAutoTopicCreation: false,
      sessionTimeout: SESSION_TIMEOUT_MS,
      rebalanceTimeout: 20_000,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: 500,
      maxBytesPerPartition: fetchBytesMax,
      maxBytes: fetchBytesMax * 12,
      retry: { initialRetryTime: 100, maxRetryTime: 2000, retries: 8, restartOnFailure: () => Promise.resolve(false) },
    });
  }

  async start(handlers: LogReaderHandlers): Promise<void> {
    const { GROUP_JOIN, CRASH } = this.consumer.events;
    this.consumer.on(GROUP_JOIN, ({ payload }) => {
      const partitions = Object.entries(payload.memberAssignment).flatMap(([topic, numbers]) =>
        numbers.map((partition) => ({ topic, partition })),
      );
      // Not awaited by kafkajs, whose first fetch may come before a seek: every batch waits for it instead.
      const join = ++this.joins;
      // kafkajs keeps a partition paused through any number of joins; who pauses is asked anew at each.
      for (const ref of partitions) this.resume(ref);
      this.ready = handlers.assigned(partitions).then((offsets) => {
        if (join !== this.joins) return;
        for (const ref of partitions) this.seek(ref, offsets.get(partitionKey(ref)) ?? '0');
      });
      this.ready.catch((error: unknown) => {
        if (!this.closing && join === this.joins) handlers.crashed(error instanceof Error ? error : new Error(String(error)));
      });
    });
    this.consumer.on(CRASH, ({ payload }) => {
      if (!this.closing) handlers.crashed(payload.error);
    });
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.options.topics], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 12,
      eachBatch: async (payload) => {
        const { batch } = payload;
        const isStale = (): boolean => payload.isStale() || !payload.isRunning() || join !== this.joins;
        const join = this.joins;
        await this.ready;
        if (isStale()) return;
        const ref = { topic: batch.topic, partition: batch.partition };
        const records = batch.messages.map((message) => recordOf(ref, message));
        const last = records.at(-1);
        if (!last) return;
        const behind = Math.max(0, Number(BigInt(batch.highWatermark) - BigInt(last.offset)) - 1);
        await handlers.records(ref, records, behind, { heartbeat: () => payload.heartbeat(), isStale });
        if (!isStale()) payload.resolveOffset(last.offset);
      },
    });
  }

  pause(ref: PartitionRef): void {
    this.consumer.pause([{ topic: ref.topic, partitions: [ref.partition] }]);
  }

  resume(ref: PartitionRef): void {
    this.consumer.resume([{ topic: ref.topic, partitions: [ref.partition] }]);
  }

  seek(ref: PartitionRef, offset: string): void {
    this.consumer.seek({ topic: ref.topic, partition: ref.partition, offset });
  }

  async hint(ref: PartitionRef, offset: string): Promise<void> {
    await this.consumer.commitOffsets([{ topic: ref.topic, partition: ref.partition, offset }]);
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.consumer.disconnect();
  }
}

function recordOf(ref: PartitionRef, message: KafkaMessage): LogRecord {
  return {
    topic: ref.topic,
    partition: ref.partition,
    offset: message.offset,
    key: message.key?.toString('utf8') ?? null,
    headers: message.headers ?? {},
    value: message.value,
  };
}
