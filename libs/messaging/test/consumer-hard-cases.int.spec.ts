import { setTimeout as sleep } from 'node:timers/promises';
import { cleanAfterFile, testTopic, waitUntil } from '@thongsuot/testing';
import { EventConsumer, MemoryLog, noMetrics, type BatchHandler, type EventConsumerOptions } from '../src';
import { record, recordsBetween } from './support/events';
import { APPLIED, openStoreRig, type StoreRig } from './support/rig';

interface AppliedRow {
  _id: string;
  times: number;
}

const counting: BatchHandler = async (events, { tx }) => {
  const operations = events.map(({ id }) => ({
    updateOne: { filter: { _id: id }, update: { $inc: { times: 1 } }, upsert: true },
  }));
  await tx.collection<AppliedRow>(APPLIED).bulkWrite(operations, { session: tx.session });
};

cleanAfterFile();
let rig: StoreRig;
let log: MemoryLog;
let topic = '';
let count = 0;
const consumers: EventConsumer[] = [];

beforeAll(async () => {
  rig = await openStoreRig('hard-cases');
});
beforeEach(async () => {
  log = new MemoryLog();
  topic = testTopic(`hard-${String(++count)}`);
  await (await log.admin()).ensureTopics([{ topic, partitions: 2 }]);
  await rig.store.collection(APPLIED).deleteMany({});
});
afterEach(async () => {
  await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
});
afterAll(() => rig.close());

async function consume(options: Partial<EventConsumerOptions> = {}): Promise<EventConsumer> {
  const { store, unitOfWork } = rig;
  const base = { store, unitOfWork, log, group: topic, topics: [topic], handler: counting, gatherMs: 20 };
  const consumer = new EventConsumer({ ...base, ...options });
  consumers.push(consumer);
  await consumer.start();
  return consumer;
}

const appliedCount = (): Promise<number> => rig.store.collection(APPLIED).countDocuments();

it('finds a poisoned event soon, however much comes in other partitions', async () => {
  const handler: BatchHandler = async (events, context) => {
    await counting(events, context);
    if (events.some((event) => event.subject === 'bad')) throw new TypeError('cannot read nothing');
  };
  const writer = log.writer();
  await writer.append(topic, [record(1, { subject: 'bad' }), ...recordsBetween(2, 6)]);
  await writer.append(topic, recordsBetween(1, 400, { partition: 1 }));
  const consumer = await consume({ handler, eventsMax: 16 });
  await waitUntil(async () => (await consumer.parkedEvents().count()) === 1, { timeoutMs: 30_000 });
  expect(await appliedCount()).toBeLessThan(200);
  await waitUntil(async () => (await appliedCount()) === 405, { timeoutMs: 30_000 });
});

it('heals a gap whose missing numbers stand further on in the same batch', async () => {
  await log.writer().append(topic, [...recordsBetween(1, 3), ...recordsBetween(5, 7), ...recordsBetween(4, 9)]);
  const gaps: string[] = [];
  await consume({ metrics: { ...noMetrics, gap: (_group, of) => gaps.push(of) } });
  await waitUntil(async () => (await appliedCount()) === 9);
  expect(await rig.store.collection<AppliedRow>(APPLIED).countDocuments({ times: 1 })).toBe(9);
  expect(gaps).toEqual([]);
});

it('parks what the store itself refuses for its content, instead of trying for ever', async () => {
  await rig.store.collection<AppliedRow>(APPLIED).insertOne({ _id: 'taken', times: 1 });
  const handler: BatchHandler = async (events, context) => {
    await counting(events, context);
    if (!events.some((event) => event.subject === 'twin')) return;
    await context.tx.collection<AppliedRow>(APPLIED).insertOne({ _id: 'taken', times: 1 }, { session: context.tx.session });
  };
  await log.writer().append(topic, [record(1), record(2, { subject: 'twin' }), record(3)]);
  const consumer = await consume({ handler });
  await waitUntil(async () => (await appliedCount()) === 3);
  const rows = await consumer.parkedEvents().list();
  expect(rows.map(({ subject, error }) => [subject, error.name])).toEqual([['twin', 'MongoServerError']]);
  expect(consumer.health().ready).toBe(true);
});

it('looks at the other partitions before the second time: what an event lacks may stand there', async () => {
  let known = false;
  let refusals = 0;
  const handler: BatchHandler = async (events, context) => {
    await counting(events, context);
    if (events.some(({ subject }) => subject === 'act')) context.onCommitted(() => void (known = true));
    if (known || !events.some(({ subject }) => subject === 'fact')) return;
    refusals++;
    throw new TypeError('its area is not known');
  };
  await log.writer().append(topic, [record(1, { subject: 'fact' }), ...recordsBetween(2, 3)]);
  await log.writer().append(topic, [record(1, { subject: 'act', partition: 1 })]);
  const consumer = await consume({ handler, eventsMax: 1 });
  await waitUntil(async () => (await appliedCount()) === 4);
  expect([refusals, await consumer.parkedEvents().count()]).toEqual([1, 0]);
});

it('parks what is refused by itself in two partitions at once, each in its turn', async () => {
  const handler: BatchHandler = async (events, context) => {
    await counting(events, context);
    if (events.some(({ subject }) => subject === 'bad')) throw new TypeError('cannot read nothing');
  };
  await log.writer().append(topic, [record(1, { subject: 'bad' }), record(2)]);
  await log.writer().append(
    topic,
    [1, 2].map((number) => record(number, { subject: number === 1 ? 'bad' : 'good', partition: 1 })),
  );
  const consumer = await consume({ handler, orderSensitive: false });
  await waitUntil(async () => (await consumer.parkedEvents().count()) === 2 && (await appliedCount()) === 2, {
    timeoutMs: 30_000,
  });
});

it('tries a refused event a second time before it parks it: what it met may just have been written', async () => {
  let refusals = 1;
  const handler: BatchHandler = async (events, context) => {
    await counting(events, context);
    if (refusals-- > 0) throw new TypeError('not yet');
  };
  await log.writer().append(topic, [record(1)]);
  const consumer = await consume({ handler });
  await waitUntil(async () => (await appliedCount()) === 1);
  expect(await consumer.parkedEvents().count()).toBe(0);
});

it('does not say that its figures are of now while it holds no partition', async () => {
  const writer = log.writer();
  await writer.append(topic, recordsBetween(1, 3));
  const first = await consume();
  await waitUntil(async () => (await appliedCount()) === 3);
  await first.stop();

  let assign = (): void => undefined;
  const gate = new Promise<void>((resolve) => (assign = resolve));
  const reader = log.reader.bind(log);
  jest.spyOn(log, 'reader').mockImplementation((options) => {
    const slow = reader(options);
    const start = slow.start.bind(slow);
    slow.start = async (handlers) => {
      await start({ ...handlers, assigned: (refs) => gate.then(() => handlers.assigned(refs)) });
    };
    return slow;
  });
  await writer.append(topic, recordsBetween(4, 6));
  const starting = consume();
  await waitUntil(() => consumers.length === 2);
  await sleep(200);
  expect(consumers[1]?.health().ready).toBe(false);
  expect(consumers[1]?.asOf().toISOString()).toBe('2026-01-05T02:00:00.000Z');
  assign();
  const second = await starting;
  await waitUntil(async () => (await appliedCount()) === 6);
  await waitUntil(() => second.asOf().getTime() > Date.parse('2026-01-06'));
});

it('stays ready while a gap stops a partition, and says which', async () => {
  const consumer = await consume();
  await log.writer().append(topic, [record(1), record(3)]);
  await waitUntil(() => consumer.health().gaps.length > 0);
  expect(consumer.health()).toMatchObject({ live: true, ready: true, reasons: [], gaps: [`${topic}|0`] });
  expect(consumer.asOf().toISOString()).toBe('2026-01-05T02:00:00.000Z');
});
