import { setTimeout as sleep } from 'node:timers/promises';
import type { PartitionRef } from '@thongsuot/mongo-store';
import {
  partitionKey,
  type EventLog,
  type LogAdmin,
  type LogReader,
  type LogReaderHandlers,
  type LogRecord,
  type LogWriter,
  type OutgoingRecord,
  type ReaderOptions,
} from './event-log';

const BATCH_MAX = 500;
/** As a broker's `message.max.bytes`. */
const REQUEST_BYTES_MAX = 1024 * 1024;

/** A log in this process's memory, for tests that need no broker. Members of a group share its partitions evenly. */
export class MemoryLog implements EventLog {
  private readonly topics = new Map<string, LogRecord[][]>();
  private readonly groups = new Map<string, MemoryReader[]>();
  /** Set to make the next appends fail after (true) or before (false) they took hold. */
  failNextAppend: 'before' | 'after' | null = null;

  writer(): LogWriter {
    return {
      connect: () => Promise.resolve(),
      append: (topic, records) => this.append(topic, records),
      close: () => Promise.resolve(),
    };
  }

  reader(options: ReaderOptions): LogReader {
    return new MemoryReader(this, options);
  }

  admin(): Promise<LogAdmin> {
    return Promise.resolve({
      ensureTopics: (demands) => {
        for (const { topic, partitions } of demands) {
          const present = this.topics.get(topic);
          if (present && present.length !== partitions) {
            return Promise.reject(
              new Error(`topic ${topic} has ${String(present.length)} partitions, the contract ${String(partitions)}`),
            );
          }
          if (!present)
            this.topics.set(
              topic,
              Array.from({ length: partitions }, () => []),
            );
        }
        return Promise.resolve();
      },
      bounds: (topic) =>
        Promise.resolve(
          this.partitions(topic).map((records, partition) => ({ partition, first: '0', end: String(records.length) })),
        ),
      deleteTopics: (topics) => {
        for (const topic of topics) this.topics.delete(topic);
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    });
  }

  /** Records of a partition, for readers and for assertions. */
  records({ topic, partition }: PartitionRef): readonly LogRecord[] {
    return this.partitions(topic)[partition] ?? [];
  }

  /** Adds or removes a member and hands the partitions out anew. */
  async rebalance(group: string, change: { join?: MemoryReader; leave?: MemoryReader }): Promise<void> {
    const members = (this.groups.get(group) ?? []).filter((member) => member !== change.leave);
    if (change.join) members.push(change.join);
    this.groups.set(group, members);
    const refs = [...new Set(members.flatMap((member) => member.options.topics))].flatMap((topic) =>
      this.partitions(topic).map((_, partition) => ({ topic, partition })),
    );
    await Promise.all(members.map((member, index) => member.assign(refs.filter((_, each) => each % members.length === index))));
  }

  private partitions(topic: string): LogRecord[][] {
    const partitions = this.topics.get(topic);
    if (!partitions) throw new Error(`topic ${topic} was never made`);
    return partitions;
  }

  private append(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    const failure = this.failNextAppend;
    this.failNextAppend = null;
    if (failure === 'before') return Promise.reject(new Error('no answer from the log'));
    const partitions = this.partitions(topic);
    const bytes = new Map<number, number>();
    for (const { partition, value } of records) bytes.set(partition, (bytes.get(partition) ?? 0) + Buffer.byteLength(value));
    if (Math.max(0, ...bytes.values()) > REQUEST_BYTES_MAX)
      return Promise.reject(new Error('the request is larger than the log takes'));
    for (const { partition, key, headers, value } of records) {
      const list = partitions[partition];
      if (!list) return Promise.reject(new Error(`topic ${topic} has no partition ${String(partition)}`));
      list.push({
        topic,
        partition,
        offset: String(list.length),
        key,
        headers: { ...headers },
        value: Buffer.from(value, 'utf8'),
      });
    }
    return failure === 'after' ? Promise.reject(new Error('no answer from the log')) : Promise.resolve();
  }
}

class MemoryReader implements LogReader {
  private handlers: LogReaderHandlers | undefined;
  private readonly positions = new Map<string, number>();
  private readonly paused = new Set<string>();
  private assignment: readonly PartitionRef[] = [];
  private epoch = 0;
  private loop: Promise<void> | undefined;
  private running = false;

  constructor(
    private readonly log: MemoryLog,
    readonly options: ReaderOptions,
  ) {}

  async start(handlers: LogReaderHandlers): Promise<void> {
    this.handlers = handlers;
    this.running = true;
    await this.log.rebalance(this.options.group, { join: this });
    this.loop = this.run();
  }

  async assign(partitions: readonly PartitionRef[]): Promise<void> {
    this.epoch++;
    this.assignment = [];
    const epoch = this.epoch;
    this.paused.clear();
    const offsets = (await this.handlers?.assigned(partitions)) ?? new Map<string, string>();
    if (epoch !== this.epoch) return;
    this.positions.clear();
    for (const ref of partitions) this.positions.set(partitionKey(ref), Number(offsets.get(partitionKey(ref)) ?? '0'));
    this.assignment = partitions;
  }

  pause(ref: PartitionRef): void {
    this.paused.add(partitionKey(ref));
  }

  resume(ref: PartitionRef): void {
    this.paused.delete(partitionKey(ref));
  }

  seek(ref: PartitionRef, offset: string): void {
    this.positions.set(partitionKey(ref), Number(offset));
  }

  hint(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.running = false;
    this.epoch++;
    await this.loop;
    if (this.handlers) await this.log.rebalance(this.options.group, { leave: this });
    this.handlers = undefined;
  }

  private async run(): Promise<void> {
    try {
      while (this.running) {
        const epoch = this.epoch;
        const held = this.assignment.filter((ref) => !this.paused.has(partitionKey(ref)));
        await Promise.all(held.map((ref) => this.hand(ref, epoch)));
        await sleep(2);
      }
    } catch (error) {
      this.running = false;
      this.handlers?.crashed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private async hand(ref: PartitionRef, epoch: number): Promise<void> {
    const key = partitionKey(ref);
    const all = this.log.records(ref);
    // A topic made anew is shorter than a reader's position: Kafka's clients then begin at its first record.
    if ((this.positions.get(key) ?? 0) > all.length) this.positions.set(key, 0);
    const from = this.positions.get(key) ?? 0;
    const records = all.slice(from, from + BATCH_MAX);
    if (records.length === 0 || !this.handlers) return;
    const isStale = (): boolean => epoch !== this.epoch || this.positions.get(key) !== from || !this.running;
    await this.handlers.records(ref, records, all.length - from - records.length, {
      heartbeat: () => Promise.resolve(),
      isStale,
    });
    if (!isStale()) this.positions.set(key, from + records.length);
  }
}
