import { setTimeout as sleep } from 'node:timers/promises';
import type { PartitionRef } from '@thongsuot/mongo-store';
import { waitUntil } from '@thongsuot/testing';
import { partitionKey, type EventLog, type LogAdmin, type LogReader, type LogWriter } from '../src';
import type { LogReaderHandlers } from '../src/log/event-log';
import { record, recordsBetween } from './support/events';

/** What a log under contract needs told. */
export interface LogUnderContract {
  readonly open: () => Promise<EventLog>;
  /** A topic or group name of this run's own. */
  readonly named: (name: string) => string;
}

interface Member {
  readonly reader: LogReader;
  /** `partition/offset` of every record handed over, in order. */
  readonly seen: string[];
  /** Assignments so far. */
  readonly assignments: PartitionRef[][];
  readonly crashes: Error[];
}

/** What every log must do for the relay and the consumer to keep their promises. */
export function logContract({ open, named }: LogUnderContract): void {
  let log: EventLog;
  let admin: LogAdmin;
  let writer: LogWriter;
  let topic = '';
  let count = 0;
  const readers: LogReader[] = [];

  beforeAll(async () => {
    log = await open();
    admin = await log.admin();
    writer = log.writer();
    await writer.connect();
  });
  beforeEach(async () => {
    topic = named(`log-${String(++count)}`);
    await admin.ensureTopics([{ topic, partitions: 2 }]);
  });
  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.close()));
  });
  afterAll(async () => {
    await writer.close();
    await admin.close();
  });

  async function join(
    offsets: Readonly<Record<number, string>> = {},
    handlers: Partial<LogReaderHandlers> = {},
  ): Promise<Member> {
    const reader = log.reader({ group: topic, topics: [topic] });
    readers.push(reader);
    const member: Member = { reader, seen: [], assignments: [], crashes: [] };
    await reader.start({
      assigned: (refs) => {
        member.assignments.push([...refs]);
        return Promise.resolve(new Map(refs.map((ref) => [partitionKey(ref), offsets[ref.partition] ?? '0'])));
      },
      records: (_ref, records) => {
        member.seen.push(...records.map((each) => `${String(each.partition)}/${each.offset}`));
        return Promise.resolve();
      },
      crashed: (error) => member.crashes.push(error),
      ...handlers,
    });
    return member;
  }

  const places = (partition: number, from: number, to: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, index) => `${String(partition)}/${String(from + index)}`);

  it('keeps what is appended in the partition it names, in order, with key, headers and value', async () => {
    await writer.append(topic, [...recordsBetween(1, 3), ...recordsBetween(1, 2, { partition: 1 })]);
    const values: string[] = [];
    await join(
      {},
      {
        records: (_ref, records) => {
          for (const each of records)
            values.push([each.partition, each.key, each.headers['ce_sequence'], each.value?.length].join('|'));
          return Promise.resolve();
        },
      },
    );
    await waitUntil(() => values.length === 5);
    const size = String(record(1).value.length);
    expect(values.filter((each) => each.startsWith('0'))).toEqual(['1', '2', '3'].map((n) => `0|19360.2025-07-01|${n}|${size}`));
    expect(values.filter((each) => each.startsWith('1'))).toHaveLength(2);
  });

  it('begins where the assignment says, and hands over nothing from elsewhere before', async () => {
    await writer.append(topic, recordsBetween(1, 20));
    const member = await join({ 0: '15' });
    await waitUntil(() => member.seen.includes('0/19'));
    expect(member.seen).toEqual(places(0, 15, 19));
  });

  it('hands over nothing before the assignment is answered', async () => {
    await writer.append(topic, recordsBetween(1, 5));
    let answered = false;
    const early: boolean[] = [];
    await join(
      {},
      {
        assigned: async () => {
          await sleep(400);
          answered = true;
          return new Map();
        },
        records: () => {
          early.push(!answered);
          return Promise.resolve();
        },
      },
    );
    await waitUntil(() => early.length > 0);
    expect(early).not.toContain(true);
  });

  it('calls a batch stale once its reader was sent elsewhere, and goes on there', async () => {
    await writer.append(topic, recordsBetween(1, 10));
    const starts: string[] = [];
    const stale: boolean[] = [];
    await join(
      {},
      {
        records: (ref, records, _behind, work) => {
          starts.push(records[0]?.offset ?? '');
          stale.push(work.isStale());
          if (starts.length === 1) {
            readers.at(-1)?.seek(ref, '4');
            stale.push(work.isStale());
          }
          return Promise.resolve();
        },
      },
    );
    await waitUntil(() => starts.length === 2);
    expect(starts).toEqual(['0', '4']);
    expect(stale).toEqual([false, true, false]);
  });

  it('tells how many records wait behind a batch', async () => {
    await writer.append(topic, recordsBetween(1, 10));
    const ends: number[] = [];
    await join(
      { 0: '3' },
      {
        records: (_ref, records, behind) => {
          ends.push(Number(records.at(-1)?.offset) + behind);
          return Promise.resolve();
        },
      },
    );
    await waitUntil(() => ends.length > 0);
    expect(new Set(ends)).toEqual(new Set([9]));
  });

  it('leaves a paused partition alone, and only that one, until it is resumed', async () => {
    const member = await join();
    await waitUntil(() => member.assignments.length > 0);
    await sleep(100);
    member.reader.pause({ topic, partition: 0 });
    await sleep(300);
    await writer.append(topic, [...recordsBetween(1, 3), ...recordsBetween(1, 3, { partition: 1 })]);
    await waitUntil(() => member.seen.includes('1/2'));
    await sleep(300);
    expect(member.seen).toEqual(places(1, 0, 2));
    member.reader.resume({ topic, partition: 0 });
    await waitUntil(() => member.seen.includes('0/2'));
  });

  it('refuses one request that is larger than it takes, as a whole', async () => {
    const large = Array.from({ length: 5 }, (_, index) =>
      record(index + 1, { value: JSON.stringify({ x: randomText(300_000, index) }) }),
    );
    await expect(writer.append(topic, large)).rejects.toThrow();
    expect((await admin.bounds(topic)).map(({ end }) => end)).toEqual(['0', '0']);
    await writer.append(topic, large.slice(0, 2));
    expect((await admin.bounds(topic))[0]).toMatchObject({ first: '0', end: '2' });
  });

  it('makes a topic once and refuses another partition count', async () => {
    await admin.ensureTopics([{ topic, partitions: 2 }]);
    await writer.append(topic, recordsBetween(1, 2));
    await admin.ensureTopics([{ topic, partitions: 2 }]);
    expect((await admin.bounds(topic)).map(({ end }) => end).sort()).toEqual(['0', '2']);
    await expect(admin.ensureTopics([{ topic, partitions: 3 }])).rejects.toThrow('2 partitions');
  });

  it('shares partitions between members and moves those of one that leaves', async () => {
    const first = await join();
    await waitUntil(() => first.assignments.at(-1)?.length === 2);
    const second = await join();
    await waitUntil(() => first.assignments.at(-1)?.length === 1 && second.assignments.at(-1)?.length === 1, {
      timeoutMs: 30_000,
    });
    const held = [first, second].map((member) => member.assignments.at(-1)?.[0]?.partition);
    expect(held.sort()).toEqual([0, 1]);
    readers.splice(readers.indexOf(first.reader), 1);
    await first.reader.close();
    await waitUntil(() => second.assignments.at(-1)?.length === 2, { timeoutMs: 30_000 });
    await writer.append(topic, [record(1), record(1, { partition: 1 })]);
    await waitUntil(() => second.seen.includes('0/0') && second.seen.includes('1/0'));
    expect([...first.crashes, ...second.crashes]).toEqual([]);
  });

  it('hands a paused partition over again after a new assignment', async () => {
    const member = await join();
    await waitUntil(() => member.assignments.length > 0);
    await sleep(100);
    member.reader.pause({ topic, partition: 0 });
    member.reader.pause({ topic, partition: 1 });
    const second = await join();
    await waitUntil(() => member.assignments.at(-1)?.length === 1 && second.assignments.length > 0, { timeoutMs: 30_000 });
    await writer.append(topic, [record(1), record(1, { partition: 1 })]);
    await waitUntil(() => member.seen.length === 1 && second.seen.length === 1);
  });
}

/** Text that no codec makes much smaller. */
function randomText(length: number, seed: number): string {
  let state = seed + 1;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCharCode(33 + ((state >> 16) % 90));
  }).join('');
}
