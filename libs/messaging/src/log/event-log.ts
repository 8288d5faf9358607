import type { KafkaHeaders } from '@thongsuot/contracts';
import type { PartitionRef } from '@thongsuot/mongo-store';

/** A record to append: the partition is chosen by the sender, never by the log. */
export interface OutgoingRecord {
  readonly partition: number;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

/** A record as read. */
export interface LogRecord extends PartitionRef {
  /** Decimal offset. */
  readonly offset: string;
  readonly key: string | null;
  /** As they stand in the log: one name may come twice, and a reader refuses that. */
  readonly headers: KafkaHeaders;
  readonly value: Buffer | null;
}

/** The writing end of a log. */
export interface LogWriter {
  connect(): Promise<void>;
  /**
   * Appends in order, in one request, and answers once every in-sync replica has it. A failure leaves open whether it
   * was appended: the caller sends the very same request again.
   */
  append(topic: string, records: readonly OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** What a reader tells its user. Calls for one partition never overlap. */
export interface LogReaderHandlers {
  /**
   * This member now holds exactly these partitions; whatever was known of others is void. Answers where to read on.
   * No record of the new assignment is handed over before the answer.
   */
  assigned(partitions: readonly PartitionRef[]): Promise<ReadonlyMap<string, string>>;
  /** Records of one partition in order, and how many wait behind them. May be slow: it is the back-pressure. */
  records(ref: PartitionRef, records: readonly LogRecord[], behind: number, work: ReaderWork): Promise<void>;
  /** The reader ended by itself and reads no more. */
  crashed(error: Error): void;
}

/** What a handler may ask of the reader while it works. */
export interface ReaderWork {
  /** Says that this member is alive; throws when the group moves on without it, and the handler must then stop. */
  heartbeat(): Promise<void>;
  /** True once the records at hand belong to an assignment or position that is past. */
  isStale(): boolean;
}

/** The reading end of a log: one member of a group. */
export interface LogReader {
  start(handlers: LogReaderHandlers): Promise<void>;
  pause(ref: PartitionRef): void;
  resume(ref: PartitionRef): void;
  /** Goes on reading at `offset`. */
  seek(ref: PartitionRef, offset: string): void;
  /** Tells the log's own tools how far the group is: a hint for lag displays, never read back. */
  hint(ref: PartitionRef, offset: string): Promise<void>;
  close(): Promise<void>;
}

/** First and next-to-be-written offset of each partition of a topic, by partition. */
export type LogBounds = readonly { readonly partition: number; readonly first: string; readonly end: string }[];

/** Making and measuring topics. */
export interface LogAdmin {
  /** Makes what is missing. @throws where a topic stands with another partition count. */
  ensureTopics(topics: readonly TopicDemand[]): Promise<void>;
  bounds(topic: string): Promise<LogBounds>;
  deleteTopics(topics: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** A topic as a service needs it. */
export interface TopicDemand {
  readonly topic: string;
  readonly partitions: number;
}

/** Options of one reader. */
export interface ReaderOptions {
  readonly group: string;
  readonly topics: readonly string[];
}

/** A log of events: Kafka in earnest, memory in fast tests. Both pass one contract suite. */
export interface EventLog {
  writer(): LogWriter;
  reader(options: ReaderOptions): LogReader;
  admin(): Promise<LogAdmin>;
}

/** `topic|partition`, the key of maps by partition. */
export function partitionKey({ topic, partition }: PartitionRef): string {
  return `${topic}|${String(partition)}`;
}
