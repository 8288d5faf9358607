import { setTimeout as sleep } from 'node:timers/promises';
import { MongoNetworkError } from 'mongodb';
import { ProblemError, SurveyInvited } from '@thongsuot/contracts';
import { Ledger } from '@thongsuot/mongo-store';
import { cleanAfterFile, testTopic, waitUntil } from '@thongsuot/testing';
import {
  EventConsumer,
  MemoryLog,
  noMetrics,
  type EventConsumerOptions,
  type EventLog,
  type LogAdmin,
  type LogWriter,
} from '../src';
import type { BatchHandler } from '../src';
import { record, recordsBetween } from './support/events';
import { APPLIED, LOGS, openStoreRig, type StoreRig } from './support/rig';

interface AppliedRow {
  _id: string;
  partition: number;
  sequence: number;
  times: number;
}

/** Counts each event by id; an event applied twice shows as `times: 2`. */
const counting: BatchHandler = async (events, { tx }) => {
  const operations = events.map(({ id, partition, sequence }) => ({
    updateOne: { filter: { _id: id }, update: { $inc: { times: 1 }, $set: { partition, sequence } }, upsert: true },
  }));
  await tx.collection<AppliedRow>(APPLIED).bulkWrite(operations, { session: tx.session });
};

/** As {@link counting}, but refuses the subjects in `poisoned`. */
function refusing(poisoned: Set<string>, error: () => Error = () => new TypeError('cannot read nothing')): BatchHandler {
  return async (events, context) => {
    await counting(events, context);
    if (events.some((event) => poisoned.has(event.subject))) throw error();
  };
}

cleanAfterFile();
let rig: StoreRig;
let count = 0;
beforeAll(async () => {
  rig = await openStoreRig('consumer');
});
afterAll(() => rig.close());

describe.each(LOGS)('a consumer of $name', ({ open }) => {
  let log: EventLog;
  let admin: LogAdmin;
  let writer: LogWriter;
  let topic = '';
  const consumers: EventConsumer[] = [];

  beforeAll(async () => {
    log = await open();
    admin = await log.admin();
    writer = log.writer();
    await writer.connect();
  });
  beforeEach(async () => {
    topic = testTopic(`events-${String(++count)}`);
    await admin.ensureTopics([{ topic, partitions: 2 }]);
    await rig.store.collection(APPLIED).deleteMany({});
  });
  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
  });
  afterAll(async () => {
    await writer.close();
    await admin.close();
  });

  async function consume(options: Partial<EventConsumerOptions> = {}): Promise<EventConsumer> {
    const { store, unitOfWork } = rig;
    const base = { store, unitOfWork, log, group: topic, topics: [topic], handler: counting, gatherMs: 20 };
    const consumer = new EventConsumer({ ...base, ...options });
    consumers.push(consumer);
    await consumer.start();
    return consumer;
  }

  async function applied(): Promise<string[]> {
    const rows = await rig.store.collection<AppliedRow>(APPLIED).find().sort({ partition: 1, sequence: 1 }).toArray();
    expect(rows.filter((row) => row.times !== 1)).toEqual([]);
    return rows.map((row) => `${String(row.partition)}/${String(row.sequence)}`);
  }

  const appliedCount = (): Promise<number> => rig.store.collection(APPLIED).countDocuments();

  it('applies each number once, drops repeats and goes on after a restart', async () => {
    await writer.append(topic, [...recordsBetween(1, 30), ...recordsBetween(10, 30), ...recordsBetween(1, 5, { partition: 1 })]);
    let repeated = 0;
    const first = await consume({ metrics: { ...noMetrics, repeated: (_group, events) => (repeated += events) } });
    await waitUntil(async () => (await appliedCount()) === 35 && repeated === 21, { what: '35 events applied' });
    await first.stop();

    await writer.append(topic, [...recordsBetween(25, 40), ...recordsBetween(1, 6, { partition: 1 })]);
    const second = await consume();
    await waitUntil(async () => (await appliedCount()) === 46);
    expect(await applied()).toHaveLength(46);
    await waitUntil(() => second.health().ready);
    expect((await second.positions()).map(({ partition, position }) => [partition, position.offset, position.applied])).toEqual([
      [0, '67', 40],
      [1, '11', 6],
    ]);
  });

  it('stops a partition at a gap, alarms, goes on elsewhere, and heals once the missing numbers are sent again', async () => {
    const gaps: string[] = [];
    const consumer = await consume({ metrics: { ...noMetrics, gap: (_group, of) => gaps.push(of) } });
    await writer.append(topic, [...recordsBetween(1, 3), ...recordsBetween(5, 7)]);
    await waitUntil(() => gaps.length > 0);
    await writer.append(topic, recordsBetween(1, 2, { partition: 1 }));
    await waitUntil(async () => (await appliedCount()) === 5);
    expect(await applied()).toEqual(['0/1', '0/2', '0/3', '1/1', '1/2']);
    expect(consumer.health()).toMatchObject({ live: true, ready: true, reasons: [], gaps: [`${topic}|0`] });
    expect(consumer.asOf().toISOString()).toBe('2026-01-05T02:00:00.000Z');

    await writer.append(topic, recordsBetween(4, 8));
    await waitUntil(async () => (await appliedCount()) === 10);
    expect(await applied()).toHaveLength(10);
    await waitUntil(() => consumer.health().gaps.length === 0);
    expect(gaps).toEqual([topic]);
  });

  it.each(['while it reads', 'before it starts again'])('notices a topic that was made anew %s', async (when) => {
    let consumer = await consume();
    await writer.append(topic, recordsBetween(1, 10));
    await waitUntil(async () => (await consumer.positions()).some((each) => each.position.offset === '10'));
    if (when !== 'while it reads') await consumer.stop();
    await admin.deleteTopics([topic]);
    await waitUntil(() => admin.ensureTopics([{ topic, partitions: 2 }]).then(() => true), {
      timeoutMs: 20_000,
      intervalMs: 300,
    });
    await waitUntil(() => writer.append(topic, recordsBetween(11, 15)).then(() => true), { timeoutMs: 20_000, intervalMs: 300 });
    if (when !== 'while it reads') consumer = await consume();
    await waitUntil(() => consumer.health().gaps.includes(`${topic}|0`), { timeoutMs: 40_000 });
    expect(await applied()).toHaveLength(10);
  });

  const poisons = [
    ['malformed headers', record(2, { headers: { ce_time: 'yesterday' } }), 'MalformedEventError'],
    ['a header missing', record(2, { headers: { ce_subject: undefined } }), 'MalformedEventError'],
    ['a body that is no JSON', record(2, { value: '{"half":' }), 'InvalidEventError'],
    ['a body against its schema', record(2, { value: '{"invitationId":7}' }), 'InvalidEventError'],
    ['an unknown kind', record(2, { type: 'vn.thongsuot.survey.burnt.v1' }), 'UnknownEventTypeError'],
  ] as const;

  it.each(poisons)('parks %s in its place and goes on', async (_what, poison, name) => {
    await writer.append(topic, [record(1), poison, record(3)]);
    const consumer = await consume();
    await waitUntil(async () => (await appliedCount()) === 2);
    expect(await applied()).toEqual(['0/1', '0/3']);
    const [row, ...more] = await consumer.parkedEvents().list();
    expect(row).toMatchObject({ topic, partition: 0, offset: '1', behind: false, error: { name } });
    expect(more).toEqual([]);
    expect(consumer.health().ready).toBe(true);
    await writer.append(topic, [poison, record(4)]);
    await waitUntil(async () => (await appliedCount()) === 3);
    expect(await consumer.parkedEvents().count()).toBe(1);
  });

  it.each([
    ['TypeError', (): Error => new TypeError('cannot read nothing')],
    ['ProblemError', (): Error => new ProblemError('conflict')],
  ])('parks the one event of many that a handler refuses with %s, with none of its effects', async (name, error) => {
    const many = recordsBetween(1, 100).map((each, index) => (index === 41 ? record(42, { subject: 'bad' }) : each));
    await writer.append(topic, many);
    const consumer = await consume({ handler: refusing(new Set(['bad']), error) });
    await waitUntil(async () => (await appliedCount()) === 99);
    expect(await applied()).not.toContain('0/42');
    const rows = await consumer.parkedEvents().list();
    expect(rows.map((row) => [row.subject, row.error.name])).toEqual([['bad', name]]);
  });

  it('parks later events of the subject behind a parked one, and replays them once and in order', async () => {
    const order: number[] = [];
    const poisoned = new Set(['s']);
    const handler: BatchHandler = async (events, context) => {
      await refusing(poisoned)(events, context);
      context.onCommitted(() => order.push(...events.filter((event) => event.subject === 's').map((event) => event.sequence)));
    };
    const consumer = await consume({ handler });
    await writer.append(topic, [record(1, { subject: 's' }), record(2), record(3, { subject: 's' })]);
    await waitUntil(async () => (await consumer.parkedEvents().count()) === 2);
    poisoned.clear();
    await writer.append(topic, [record(4, { subject: 's' }), record(5)]);
    await waitUntil(async () => (await appliedCount()) === 2 && (await consumer.parkedEvents().count()) === 3);
    expect((await consumer.parkedEvents().list()).map((row) => row.behind)).toEqual([false, true, true]);

    const [head, second] = await consumer.parkedEvents().list();
    await expect(consumer.replay(second?._id ?? '')).rejects.toThrow('waits behind');
    const [answer, again] = await Promise.allSettled([consumer.replay(head?._id ?? ''), consumer.replay(head?._id ?? '')]);
    expect(answer).toMatchObject({ status: 'fulfilled', value: 3 });
    expect(again.status).toBe('rejected');
    expect(order).toEqual([1, 3, 4]);
    await writer.append(topic, [record(6, { subject: 's' })]);
    await waitUntil(async () => (await appliedCount()) === 6);
    expect(await applied()).toHaveLength(6);
    expect(await rig.store.collection('parked-events').countDocuments({ group: topic, state: 'applied' })).toBe(3);
  });

  it('replays up to the next event of the subject that is poisoned itself', async () => {
    const poisoned = new Set(['s']);
    const consumer = await consume({ handler: refusing(poisoned) });
    const broken = record(3, { subject: 's', value: 'no json' });
    await writer.append(topic, [record(1, { subject: 's' }), record(2, { subject: 's' }), broken, record(4, { subject: 's' })]);
    await waitUntil(async () => (await consumer.parkedEvents().count()) === 4);
    poisoned.clear();
    const [head] = await consumer.parkedEvents().list();
    expect(await consumer.replay(head?._id ?? '')).toBe(2);
    const [third] = await consumer.parkedEvents().list();
    await expect(consumer.replay(third?._id ?? '')).rejects.toThrow('not-json');
    await consumer.drop(third?._id ?? '');
    const [fourth] = await consumer.parkedEvents().list();
    expect(await consumer.replay(fourth?._id ?? '')).toBe(1);
    expect(await applied()).toEqual(['0/1', '0/2', '0/4']);
  });

  it('leaves later events of a subject alone where order does not matter', async () => {
    const consumer = await consume({ handler: refusing(new Set(['s'])), orderSensitive: false });
    await writer.append(topic, [record(1, { subject: 's' }), record(2), record(3, { subject: 's' })]);
    await waitUntil(async () => (await consumer.parkedEvents().count()) === 2);
    expect((await consumer.parkedEvents().list()).map((row) => row.behind)).toEqual([false, false]);
    expect(await applied()).toEqual(['0/2']);
  });

  it.each([
    ['the store', (): Error => new MongoNetworkError('connection closed')],
    ['a socket', (): Error => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
  ])('waits where %s fails, and parks nothing', async (_what, error) => {
    let failing = true;
    const handler: BatchHandler = async (events, context) => {
      await counting(events, context);
      if (failing) throw error();
    };
    const consumer = await consume({ handler });
    await writer.append(topic, recordsBetween(1, 5));
    await waitUntil(() => !consumer.health().ready && consumer.health().reasons.some((each) => /connect/.test(each)));
    expect(consumer.health().live).toBe(true);
    expect(await appliedCount()).toBe(0);
    failing = false;
    await waitUntil(async () => (await appliedCount()) === 5 && consumer.health().ready);
    expect(await consumer.parkedEvents().count()).toBe(0);
    expect(await applied()).toHaveLength(5);
  });

  it('applies nothing once fenced, rejoins and goes on', async () => {
    const reasons: unknown[] = [];
    const epochs = new Set<number>();
    let hooks = 0;
    const handler: BatchHandler = async (events, context) => {
      epochs.add(context.epoch);
      context.onCommitted(() => hooks++);
      await counting(events, context);
    };
    const consumer = await consume({ handler, onTrouble: (message, _error, detail) => reasons.push([message, detail]) });
    await writer.append(topic, recordsBetween(1, 3));
    await waitUntil(async () => (await appliedCount()) === 3);
    await new Ledger(rig.store, topic, 'live').claim({ topic, partition: 0 }, null);
    await writer.append(topic, recordsBetween(4, 6));
    await waitUntil(async () => (await appliedCount()) === 6, { timeoutMs: 30_000 });
    expect(JSON.stringify(reasons)).toContain('held by another');
    expect(epochs.size).toBe(2);
    expect(await applied()).toHaveLength(6);
    expect(hooks).toBeGreaterThanOrEqual(2);
    await waitUntil(() => consumer.health().ready);
  });

  it('runs hooks after the commit only', async () => {
    const seen: string[] = [];
    let failures = 2;
    const handler: BatchHandler = async (events, context) => {
      await counting(events, context);
      context.onFinish(() => {
        seen.push('finish');
        if (failures-- > 0) throw new MongoNetworkError('gone');
        return Promise.resolve();
      });
      context.onCommitted(() => seen.push('committed'));
    };
    await consume({ handler });
    await writer.append(topic, recordsBetween(1, 3));
    await waitUntil(() => seen.includes('committed'));
    expect(seen).toEqual(['finish', 'finish', 'finish', 'committed']);
    expect(await applied()).toHaveLength(3);
  });

  it('holds its reader back while commits wait', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let seen = 0;
    const handler: BatchHandler = async (events, context) => {
      seen = Math.max(seen, events.length);
      await gate;
      await counting(events, context);
    };
    const lags: number[] = [];
    await writer.append(topic, recordsBetween(1, 500));
    for (let each = 1; each < 4; each++) await writer.append(topic, recordsBetween(each * 500 + 1, (each + 1) * 500));
    const consumer = await consume({
      handler,
      eventsMax: 100,
      metrics: { ...noMetrics, lag: (_g, _t, _p, events) => lags.push(events) },
    });
    await waitUntil(() => seen > 0);
    await sleep(300);
    expect(seen).toBeLessThanOrEqual(100);
    expect(consumer.health().live).toBe(true);
    release();
    await waitUntil(async () => (await appliedCount()) === 2000, { timeoutMs: 30_000 });
    expect(Math.max(...lags)).toBe(2000);
    await waitUntil(() => Math.abs(consumer.asOf().getTime() - Date.parse('2026-01-05')) > 86_400_000);
  });

  it('steps over events it has no interest in, and counts them', async () => {
    const consumer = await consume({ events: ['survey.answered'] });
    await writer.append(topic, [record(1), record(2, { type: SurveyInvited.type, value: 'not even json' })]);
    await waitUntil(async () => (await consumer.positions()).some(({ position }) => position.applied === 2));
    expect(await appliedCount()).toBe(0);
    expect(await consumer.parkedEvents().count()).toBe(0);
  });
});

it('a consumer whose reader ends by itself is not live', async () => {
  const topic = testTopic('crash');
  const log = new MemoryLog();
  await (await log.admin()).ensureTopics([{ topic, partitions: 1 }]);
  const reader = log.reader({ group: topic, topics: [topic] });
  jest.spyOn(log, 'reader').mockReturnValue({
    ...reader,
    start: (handlers) => {
      setTimeout(() => {
        handlers.crashed(new TypeError('a slip'));
      }, 10);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
  const consumer = new EventConsumer({
    store: rig.store,
    unitOfWork: rig.unitOfWork,
    log,
    group: topic,
    topics: [topic],
    handler: counting,
  });
  await consumer.start();
  expect(consumer.health().live).toBe(true);
  await waitUntil(() => !consumer.health().live);
  expect(consumer.health().reasons).toContain('crashed: a slip');
  await consumer.stop();
});
