import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ManualClock } from '@thongsuot/calendar';
import { cleanAfterFile, engines, testNamespace, waitUntil } from '@thongsuot/testing';
import {
  FencedError,
  Leases,
  Ledger,
  coreCollections,
  coreIndexes,
  ensureIndexes,
  migrate,
  type LedgerPosition,
  type Migration,
} from '../src';
import { openRig, type Rig } from './rig';

interface State {
  _id: string;
  n: number;
}

cleanAfterFile();
let rig: Rig;
beforeAll(async () => {
  rig = await openRig('keep');
});
afterAll(() => rig.close());

it('a successor frees the locks of a killed process within seconds', async () => {
  const { mongodb } = await engines();
  await rig.store.collection<State>('states').insertOne({ _id: 'locked', n: 0 });
  const child = spawn(
    process.execPath,
    [join(__dirname, 'fixtures/hold-transaction.cjs'), mongodb.uri, `${testNamespace()}-keep`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const killed = performance.now();
  await waitUntil(
    () =>
      rig.unitOfWork
        .run((tx) => tx.collection<State>('states').updateOne({ _id: 'locked' }, { $inc: { n: 1 } }, { session: tx.session }))
        .then(() => true),
    { timeoutMs: 20_000 },
  );
  expect(performance.now() - killed).toBeLessThan(15_000);
  expect(await rig.store.collection<State>('states').findOne({ _id: 'locked' })).toMatchObject({ n: 1 });
  await waitUntil(
    async () => (await rig.store.collection<{ _id: string }>('processes').findOne({ _id: 'to-be-killed' })) === null,
  );
}, 40_000);

describe('a ledger row', () => {
  const ref = { topic: 'events', partition: 0 };
  const at = (offset: string): LedgerPosition => ({
    offset,
    known: new Map([['/a/b/c', Number(offset)]]),
    lastEventTime: '2026-01-05T02:00:00.000Z',
    applied: Number(offset),
  });

  it('begins at 0 and moves with what is written beside it', async () => {
    const ledger = new Ledger(rig.store, 'moves', 'live');
    const held = await ledger.claim(ref, null);
    expect(held.position).toEqual({ offset: '0', known: new Map(), lastEventTime: null, applied: 0 });
    await rig.unitOfWork.run((tx) => ledger.advance(tx.session, [{ held, position: at('5') }]));
    const failing = rig.unitOfWork.run(async (tx) => {
      await ledger.advance(tx.session, [{ held: { ...held, rev: held.rev + 1 }, position: at('9') }]);
      throw new TypeError('slip');
    });
    await expect(failing).rejects.toThrow('slip');
    expect(await ledger.positions()).toEqual([{ ...ref, position: at('5') }]);
    expect(await new Ledger(rig.store, 'moves', 'next').positions()).toEqual([]);
  });

  it('moves no more for whom it was taken from', async () => {
    const ledger = new Ledger(rig.store, 'fenced', 'live');
    const [old, young] = [await ledger.claim(ref, null), await ledger.claim(ref, null)];
    await expect(rig.unitOfWork.run((tx) => ledger.advance(tx.session, [{ held: old, position: at('5') }]))).rejects.toThrow(
      FencedError,
    );
    await rig.unitOfWork.run((tx) => ledger.advance(tx.session, [{ held: young, position: at('6') }]));
    expect((await ledger.claim(ref, null)).position.offset).toBe('6');
  });

  it('is taken from a holder in the midst of its transaction', async () => {
    const ledger = new Ledger(rig.store, 'midst', 'live');
    const session = rig.store.client.startSession();
    const old = await ledger.claim(ref, session.id ?? null);
    session.startTransaction();
    await ledger.advance(session, [{ held: old, position: at('5') }]);
    const started = performance.now();
    const young = await ledger.claim(ref, null);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(young.position.offset).toBe('0');
    await expect(session.commitTransaction()).rejects.toThrow();
    await session.endSession();
  });
});

describe('a lease', () => {
  it('is one owner’s until it runs out or is released', async () => {
    const clock = new ManualClock('2026-01-05T02:00:00Z');
    const [a, b] = [new Leases(rig.store, 'a', clock), new Leases(rig.store, 'b', clock)];
    expect(await a.acquire('tick', 1000)).toBe(true);
    expect(await b.acquire('tick', 1000)).toBe(false);
    clock.advance({ ms: 900 });
    expect(await a.acquire('tick', 1000)).toBe(true);
    clock.advance({ ms: 900 });
    expect(await b.acquire('tick', 1000)).toBe(false);
    clock.advance({ ms: 101 });
    expect(await b.acquire('tick', 1000)).toBe(true);
    await a.release('tick');
    expect(await a.acquire('tick', 1000)).toBe(false);
    await b.release('tick');
    expect(await a.acquire('tick', 1000)).toBe(true);
  });

  it('goes to one of many that ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, each) => new Leases(rig.store, `p${String(each)}`).acquire('race', 5000)),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
  });
});

describe('migrations', () => {
  const ran: string[] = [];
  const step = (name: string, up: () => Promise<void> = () => Promise.resolve()): Migration => ({
    name,
    up: async () => {
      await up();
      ran.push(name);
    },
  });
  beforeEach(async () => {
    ran.length = 0;
    await rig.store.collection('migrations').deleteMany({});
  });

  it('run in order of their names, once, by one of many processes', async () => {
    const list = [step('002-move-things'), step('001-make-things'), step('010-drop-things')];
    await Promise.all(['a', 'b', 'c'].map((owner) => migrate(rig.store, owner, list)));
    expect(ran).toEqual(['001-make-things', '002-move-things', '010-drop-things']);
    expect(await migrate(rig.store, 'd', [...list, step('011-more-things')])).toEqual(['011-more-things']);
  });

  it('go on where one failed', async () => {
    let broken = true;
    const second = step('002-move-things', () => (broken ? Promise.reject(new Error('half way')) : Promise.resolve()));
    const list = [step('001-make-things'), second, step('003-drop-things')];
    await expect(migrate(rig.store, 'a', list)).rejects.toThrow('half way');
    broken = false;
    expect(await migrate(rig.store, 'b', list)).toEqual(['002-move-things', '003-drop-things']);
  });

  it('are refused by a wrong name or a number given twice', async () => {
    await expect(migrate(rig.store, 'a', [step('1-make')])).rejects.toThrow('NNN-verb-noun');
    await expect(migrate(rig.store, 'a', [step('001-make-a'), step('001-make-b')])).rejects.toThrow('share the number');
    expect(ran).toEqual([]);
  });
});

it('indexes are made once, by any number of processes, with those that let old documents go', async () => {
  await Promise.all([1, 2, 3].map(() => ensureIndexes(rig.store.db, coreIndexes, coreCollections)));
  for (const spec of coreIndexes) {
    const found = (await rig.store.collection(spec.collection).indexes()).find((index) => index['name'] === spec.name);
    expect(found?.key).toEqual(spec.keys);
    expect(found?.['expireAfterSeconds']).toBe(spec.expireAfterSeconds);
    expect(spec.serves).not.toBe('');
  }
  const expiring = coreIndexes.filter((spec) => spec.expireAfterSeconds !== undefined).map((spec) => spec.collection);
  expect(expiring.sort()).toEqual(['idempotency-keys', 'outbox']);
});
