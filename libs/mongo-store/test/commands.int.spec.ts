import { ProblemError, SurveyInvited, defineEvent } from '@thongsuot/contracts';
import { ManualClock } from '@thongsuot/calendar';
import { cleanAfterFile } from '@thongsuot/testing';
import { z } from 'zod';
import { AUDIT_COLLECTION, Commands, OUTBOX_COLLECTION, hashOf, type CommandKey, type OutboxPack, type PackId } from '../src';
import { areaOf, emitMany, invited, openRig, type Rig } from './rig';

const Bulky = defineEvent({
  name: 'bulk.made',
  version: 1,
  service: 'satisfaction-survey',
  subject: 'anything',
  doc: { vi: 'Lớn', en: 'Bulky' },
  data: z.strictObject({ text: z.string() }),
});

interface State {
  _id: string;
  n: number;
  lastPackId?: PackId;
}

cleanAfterFile();
let rig: Rig;
beforeAll(async () => {
  rig = await openRig('commands', new ManualClock('2026-01-05T02:00:00Z'));
});
beforeEach(async () => {
  for (const name of ['states', AUDIT_COLLECTION, OUTBOX_COLLECTION]) await rig.store.collection(name).deleteMany({});
});
afterAll(() => rig.close());

const packs = (): Promise<OutboxPack[]> => rig.store.collection<OutboxPack>(OUTBOX_COLLECTION).find().sort({ _id: 1 }).toArray();
const counts = async (): Promise<number[]> =>
  Promise.all(['states', AUDIT_COLLECTION, OUTBOX_COLLECTION].map((name) => rig.store.collection(name).countDocuments()));

describe('a unit of work', () => {
  it.each([true, false])('writes state, events and audit together, or nothing (sound: %s)', async (sound) => {
    const work = rig.unitOfWork.run(async (tx) => {
      await tx.collection<State>('states').insertOne({ _id: 'a', n: 1 }, { session: tx.session });
      await emitMany(tx, areaOf(1), 3);
      tx.audit({ actor: 'officer', action: 'test.make', subject: 'a' });
      if (!sound) throw new ProblemError('conflict');
    });
    await (sound ? work : expect(work).rejects.toThrow(ProblemError));
    expect(await counts()).toEqual(sound ? [1, 1, 1] : [0, 0, 0]);
  });

  it('states in the pack all that the record needs, and the business clock’s time', async () => {
    await rig.unitOfWork.run((tx) => emitMany(tx, areaOf(1), 1));
    const [pack] = await packs();
    expect(pack).toMatchObject({ state: 'new', turn: null, numbers: null, sentAt: null });
    expect(pack?.events[0]).toMatchObject({ type: SurveyInvited.type, key: areaOf(1), time: '2026-01-05T02:00:00.000Z' });
    expect(pack?.events[0]?.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7/);
  });

  it('cuts packs at 1,000 events and at 900 KB, in order', async () => {
    await rig.unitOfWork.run((tx) => emitMany(tx, areaOf(1), 2001));
    const small = await packs();
    expect(small.map((pack) => pack.events.length)).toEqual([1000, 1000, 1]);
    expect(small.flatMap((pack) => pack.events.map((event) => Number(event.subject.split('-').at(-1))))).toEqual(
      Array.from({ length: 2001 }, (_, index) => index),
    );
    await rig.store.collection(OUTBOX_COLLECTION).deleteMany({});
    await rig.unitOfWork.run((tx) => {
      for (let each = 0; each < 8; each++) tx.emit(Bulky, { subject: 's', key: areaOf(1), data: { text: 'x'.repeat(200_000) } });
      return Promise.resolve();
    });
    expect((await packs()).map((pack) => pack.events.length)).toEqual([4, 4]);
  });

  it('refuses an event over 256 KB, and one that its schema does not name', async () => {
    const run = (data: unknown): Promise<void> =>
      rig.unitOfWork.run((tx) => {
        tx.emit(Bulky, { subject: 's', key: 'k', data: data as { text: string } });
        return Promise.resolve();
      });
    await expect(run({ text: 'x'.repeat(256 * 1024) })).rejects.toMatchObject({ code: 'event-too-large' });
    await expect(run({ text: '', more: 1 })).rejects.toThrow('more');
    expect(await packs()).toEqual([]);
  });

  it('keeps packs of an aggregate in order where another machine’s clock ran an hour ahead', async () => {
    const ahead = 'ffffffff-0000-7000-8000-000000000000';
    await rig.store.collection<State>('states').insertMany([
      { _id: 'a', n: 0 },
      { _id: 'b', n: 0, lastPackId: ahead },
    ]);
    const touch = (...ids: string[]): Promise<void> =>
      rig.unitOfWork.run(async (tx) => {
        for (const _id of ids) {
          const before = await tx.collection<State>('states').findOne({ _id }, { session: tx.session });
          const lastPackId = tx.stamp(before?.lastPackId);
          await tx
            .collection<State>('states')
            .updateOne({ _id }, { $set: { lastPackId }, $inc: { n: 1 } }, { session: tx.session });
        }
        tx.emit(SurveyInvited, { subject: ids.join(), key: areaOf(1), data: invited(areaOf(1)) });
      });
    // 'a' first: its stamp is of now, and only 'b' shows that it is too low; the transaction begins again above both.
    await touch('a', 'b');
    await touch('b');
    await touch('a');
    const ids = (await packs()).map((pack) => [pack.events[0]?.subject, pack._id > ahead]);
    expect(ids[0]).toEqual(['a,b', true]);
    expect(ids.slice(1).sort()).toEqual([
      ['a', true],
      ['b', true],
    ]);
    expect((await rig.store.collection<State>('states').find().sort({ _id: 1 }).toArray()).map((row) => row.n)).toEqual([2, 2]);
  });

  it('runs again after a write conflict, and leaves each effect once', async () => {
    await rig.store.collection<State>('states').insertOne({ _id: 'a', n: 0 });
    const add = (): Promise<void> =>
      rig.unitOfWork.run(async (tx) => {
        const before = await tx.collection<State>('states').findOne({ _id: 'a' }, { session: tx.session });
        await tx
          .collection<State>('states')
          .updateOne({ _id: 'a' }, { $set: { n: (before?.n ?? 0) + 1 } }, { session: tx.session });
        await emitMany(tx, areaOf(1), 1);
      });
    await Promise.all(Array.from({ length: 12 }, add));
    expect(await rig.store.collection<State>('states').findOne({ _id: 'a' })).toMatchObject({ n: 12 });
    expect(await packs()).toHaveLength(12);
  });
});

describe('a command with a key', () => {
  let keys = 0;
  const newKey = (body = 'body'): CommandKey => ({ caller: 'c', route: 'r', key: `k${String(++keys)}`, bodyHash: hashOf(body) });
  const invite = (key: CommandKey): Promise<unknown> =>
    new Commands(rig.unitOfWork).run(key, async (tx) => {
      await tx.collection<State>('states').updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { upsert: true, session: tx.session });
      await emitMany(tx, areaOf(1), 1);
      return { n: keys };
    });

  it('gives its first answer again to the same body', async () => {
    const key = newKey();
    expect(await invite(key)).toEqual({ answer: { n: keys }, replayed: false });
    expect(await invite(key)).toEqual({ answer: { n: keys }, replayed: true });
    expect(await counts()).toEqual([1, 0, 1]);
  });

  it('refuses another body', async () => {
    const key = newKey();
    await invite(key);
    await expect(invite({ ...key, bodyHash: hashOf('other') })).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
    expect(await packs()).toHaveLength(1);
  });

  it('is one command for each caller and route', async () => {
    const key = newKey();
    await invite(key);
    await invite({ ...key, caller: 'other' });
    await invite({ ...key, route: 'other' });
    expect(await packs()).toHaveLength(3);
  });

  it('takes effect once where it comes many times at once', async () => {
    const key = newKey();
    const answers = (await Promise.all(Array.from({ length: 8 }, () => invite(key)))) as { replayed: boolean }[];
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(await rig.store.collection<State>('states').findOne({ _id: 'a' })).toMatchObject({ n: 1 });
    expect(await packs()).toHaveLength(1);
  });

  it('keeps no answer of a command that failed', async () => {
    const key = newKey();
    const failing = new Commands(rig.unitOfWork).run(key, () => Promise.reject(new ProblemError('conflict')));
    await expect(failing).rejects.toThrow(ProblemError);
    expect(await invite(key)).toMatchObject({ replayed: false });
  });
});
