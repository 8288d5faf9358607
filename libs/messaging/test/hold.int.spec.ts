import { systemClock } from '@thongsuot/calendar';
import { cleanAfterFile, waitUntil } from '@thongsuot/testing';
import { EventConsumer, MemoryLog } from '../src';
import { record } from './support/events';
import { openStoreRig, type StoreRig } from './support/rig';

const TOPIC = 'events';

cleanAfterFile();
let rig: StoreRig;
beforeAll(async () => {
  rig = await openStoreRig('hold');
});
afterAll(() => rig.close());

it('commits up to the marks it is held at and no further, and goes on once their time is over, though nobody lifts them', async () => {
  const log = new MemoryLog();
  await (await log.admin()).ensureTopics([{ topic: TOPIC, partitions: 1 }]);
  const writer = log.writer();
  await writer.append(
    TOPIC,
    [1, 2, 3, 4, 5].map((sequence) => record(sequence)),
  );
  const { store, unitOfWork } = rig;
  const handler = (): Promise<void> => Promise.resolve();
  const consumer = new EventConsumer({ store, unitOfWork, log, group: 'g', topics: [TOPIC], gatherMs: 20, handler });
  const applied = async (): Promise<number> => (await consumer.positions())[0]?.position.applied ?? 0;
  const until = new Date(systemClock.now().getTime() + 1500);
  consumer.holdAt({ marks: new Map([[`${TOPIC}|0`, '3']]), until });
  await consumer.start();
  try {
    await waitUntil(async () => (await applied()) > 0, { timeoutMs: 5000 });
    expect(await applied()).toBe(3);
    await waitUntil(async () => (await applied()) === 5, { timeoutMs: 5000 });
    expect(systemClock.now().getTime()).toBeGreaterThanOrEqual(until.getTime());
  } finally {
    await consumer.stop();
    await writer.close();
  }
});
