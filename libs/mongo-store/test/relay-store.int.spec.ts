import { setTimeout as sleep } from 'node:timers/promises';
import { ManualClock } from '@thongsuot/calendar';
import { cleanAfterFile } from '@thongsuot/testing';
import { FencedError, OUTBOX_COLLECTION, OutboxRelayStore, type NumberedPack, type OutboxPack } from '../src';
import { PARTITIONS, areaOf, emitMany, openRig, type Rig } from './rig';

cleanAfterFile();
let rig: Rig;
let clock: ManualClock;
beforeAll(async () => {
  rig = await openRig('relay');
});
beforeEach(async () => {
  clock = new ManualClock('2026-01-05T02:00:00Z');
  await rig.store.collection(OUTBOX_COLLECTION).deleteMany({});
  await rig.store.collection('streams').deleteMany({});
});
afterAll(() => rig.close());

const relay = (owner: string): OutboxRelayStore => new OutboxRelayStore(rig.store, owner, PARTITIONS, 6000, clock);
const command = (area: string, events: number): Promise<void> => rig.unitOfWork.run((tx) => emitMany(tx, area, events));

/** Numbers by partition, in the order of the packs. */
function numbersOf(packs: readonly NumberedPack[]): number[][] {
  const numbers: number[][] = Array.from({ length: PARTITIONS }, () => []);
  for (const pack of packs)
    for (const [index, event] of pack.events.entries()) numbers[event.partition]?.push(pack.numbers[index] ?? 0);
  return numbers;
}

function expectGapFree(packs: readonly NumberedPack[]): void {
  for (const numbers of numbersOf(packs)) expect(numbers).toEqual(numbers.map((_, index) => index + 1));
}

describe('a stream’s lease', () => {
  it('is held by one at a time, until it runs out or is given back', async () => {
    const [a, b, session] = [relay('a'), relay('b'), rig.store.client.startSession()];
    const first = await a.acquire(session.id);
    expect(first).toMatchObject({ epoch: 1 });
    expect(await b.acquire(session.id)).toBeNull();
    clock.advance({ ms: 5000 });
    if (first) await a.renew(first);
    clock.advance({ ms: 5000 });
    expect(await b.acquire(session.id)).toBeNull();
    clock.advance({ ms: 1001 });
    const second = await b.acquire(undefined);
    expect(second).toMatchObject({ epoch: 2, streamId: first?.streamId });
    if (!first || !second) throw new Error('no lease');
    await expect(a.renew(first)).rejects.toThrow(FencedError);
    await a.release(first);
    expect(await a.acquire(undefined)).toBeNull();
    await b.release(second);
    expect(await a.acquire(undefined)).toMatchObject({ epoch: 3 });
    await session.endSession();
  });

  it('is refused to another partition count', async () => {
    await relay('a').acquire(undefined);
    clock.advance({ seconds: 60 });
    const other = new OutboxRelayStore(rig.store, 'b', PARTITIONS + 1, 6000, clock);
    await expect(other.acquire(undefined)).rejects.toThrow('a new count is a new topic');
  });
});

describe('numbering', () => {
  it('gives each partition gap-free numbers while commands go on', async () => {
    const outbox = relay('a');
    const session = rig.store.client.startSession();
    const lease = await outbox.acquire(session.id);
    if (!lease) throw new Error('no lease');
    let done = false;
    const commands = Promise.all(
      Array.from({ length: 4 }, async (_, client) => {
        for (let each = 0; each < 15; each++) await command(areaOf(client * 100 + each), 1 + (each % 4));
      }),
    ).then(() => (done = true));
    const numbered: NumberedPack[] = [];
    while (!done) numbered.push(...(await outbox.number(session, lease)));
    await commands;
    numbered.push(...(await outbox.number(session, lease)));
    expect(numbered).toHaveLength(60);
    expectGapFree(numbered);
    expect(numbersOf(numbered).every((numbers) => numbers.length > 0)).toBe(true);
    expect((await outbox.status()).numbered).toBe(numbered.reduce((sum, pack) => sum + pack.events.length, 0));
    await session.endSession();
  });

  it('is denied to an older epoch, also where both relays begin at the same moment', async () => {
    const [a, b] = [relay('a'), relay('b')];
    const sessions = [rig.store.client.startSession(), rig.store.client.startSession()] as const;
    await command(areaOf(1), 5);
    const old = await a.acquire(sessions[0].id);
    clock.advance({ seconds: 7 });
    const young = await b.acquire(sessions[1].id);
    if (!old || !young) throw new Error('no lease');
    const [first, second] = await Promise.allSettled([a.number(sessions[0], old), b.number(sessions[1], young)]);
    expect(first).toMatchObject({ status: 'rejected', reason: expect.any(FencedError) as unknown });
    expect(second.status).toBe('fulfilled');
    const packs = (await b.unsent()).map((pack) => pack.numbers);
    expect(packs).toEqual([[1, 2, 3, 4, 5]]);
    await Promise.all(sessions.map((session) => session.endSession()));
  });

  it('stops where a turn was numbered whose answer got lost, until that turn was sent', async () => {
    const outbox = relay('a');
    const session = rig.store.client.startSession();
    const lease = await outbox.acquire(session.id);
    if (!lease) throw new Error('no lease');
    const unaware = { ...lease };
    await command(areaOf(1), 2);
    await outbox.number(session, lease);
    await command(areaOf(1), 2);
    await expect(outbox.number(session, unaware)).rejects.toThrow(FencedError);
    const again = await outbox.acquire(session.id);
    if (!again) throw new Error('no lease');
    const unsent = await outbox.unsent();
    expect(unsent.map((pack) => pack.numbers)).toEqual([[1, 2]]);
    await outbox.markSent(unsent);
    expect((await outbox.number(session, again)).map((pack) => pack.numbers)).toEqual([[3, 4]]);
    await session.endSession();
  });

  it('ends what a killed holder left open, at take-over', async () => {
    const dead = rig.store.client.startSession();
    const lease = await relay('a').acquire(dead.id);
    if (!lease) throw new Error('no lease');
    await command(areaOf(1), 1);
    dead.startTransaction();
    await rig.store.collection('streams').updateOne({ epoch: 1 }, { $inc: { turn: 1 } }, { session: dead });
    clock.advance({ seconds: 7 });
    const b = relay('b');
    const session = rig.store.client.startSession();
    const started = performance.now();
    const taken = await b.acquire(session.id);
    expect(taken).toMatchObject({ epoch: 2, turn: 0 });
    if (!taken) throw new Error('no lease');
    expect(await b.number(session, taken)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(5000);
    await expect(dead.commitTransaction()).rejects.toThrow();
    await Promise.all([dead, session].map((each) => each.endSession()));
  });
});

it('resends what is numbered and unsent oldest first, and what an operator republishes under its old numbers', async () => {
  const outbox = relay('a');
  const session = rig.store.client.startSession();
  const lease = await outbox.acquire(session.id);
  if (!lease) throw new Error('no lease');
  for (let each = 0; each < 3; each++) {
    await command(areaOf(7), 2);
    await outbox.number(session, lease);
    await sleep(2);
  }
  const unsent = await outbox.unsent();
  expect(unsent.map((pack) => pack.turn)).toEqual([1, 2, 3]);
  expectGapFree(unsent);
  expect(await outbox.status()).toMatchObject({ waitingPacks: 3, owner: 'a', epoch: 1, numbered: 6 });
  await outbox.markSent(unsent.slice(0, 1));
  clock.advance({ seconds: 10 });
  await outbox.markSent(unsent.slice(1));
  expect(await outbox.unsent()).toEqual([]);
  expect(await outbox.status()).toMatchObject({ waitingPacks: 0, oldestSeconds: 0 });
  expect(await outbox.republish(clock.now())).toBe(2);
  expect((await outbox.unsent()).map((pack) => pack.numbers)).toEqual([
    [3, 4],
    [5, 6],
  ]);
  const kept = await rig.store.collection<OutboxPack>(OUTBOX_COLLECTION).countDocuments();
  expect(kept).toBe(3);
  await session.endSession();
});
