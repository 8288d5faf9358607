import { ManualClock } from '@thongsuot/calendar';
import { Leases } from '@thongsuot/mongo-store';
import { cleanAfterFile, waitUntil } from '@thongsuot/testing';
import { Registry } from 'prom-client';
import {
  EffectPostponed,
  EffectRefused,
  EffectRunner,
  Ticker,
  doublingRetries,
  effectFigures,
  effectMetrics,
  queueAgain,
  queueEffects,
  type Effect,
} from '../src';
import { openStoreRig, type StoreRig } from './support/rig';

interface EffectState {
  _id: string;
  state: string;
  notBefore: Date;
  attempts: number;
}

cleanAfterFile();
let rig: StoreRig;
beforeAll(async () => {
  rig = await openStoreRig('effects');
});
beforeEach(() => rig.store.collection('effects').deleteMany({}));
afterAll(() => rig.close());

const queue = (...ids: string[]): Promise<void> =>
  rig.unitOfWork.run((tx) =>
    queueEffects(
      tx,
      ids.map((id) => ({ id, kind: 'mail', payload: { to: 'office' } })),
    ),
  );
const rows = (): Promise<EffectState[]> => rig.store.collection<EffectState>('effects').find().sort({ _id: 1 }).toArray();

describe('effects', () => {
  it('are carried out once, whichever of two runners comes, and a repeated queueing changes nothing', async () => {
    const done: string[] = [];
    const perform = (effect: Effect): Promise<void> => {
      done.push(effect.id);
      return Promise.resolve();
    };
    await queue('a', 'b', 'c');
    const runners = [1, 2].map(() => new EffectRunner({ store: rig.store, perform }));
    for (const runner of runners) runner.start();
    await waitUntil(async () => (await rows()).every((row) => row.state === 'sent'));
    await queue('a');
    await Promise.all(runners.map((runner) => runner.stop()));
    expect(done.sort()).toEqual(['a', 'b', 'c']);
  });

  it('are not queued where the transaction fails', async () => {
    const failing = rig.unitOfWork.run(async (tx) => {
      await queueEffects(tx, [{ id: 'x', kind: 'mail', payload: null }]);
      throw new TypeError('slip');
    });
    await expect(failing).rejects.toThrow('slip');
    expect(await rows()).toEqual([]);
  });

  it('repeat under the same id after a kill between doing and recording, and only then', async () => {
    const done: string[] = [];
    await queue('a');
    // What a process leaves that is killed after it sent and before it wrote so down.
    await rig.store
      .collection('effects')
      .updateOne({}, { $set: { state: 'sending', attempts: 1, notBefore: new Date('2026-01-05') } });
    const runner = new EffectRunner({
      store: rig.store,
      perform: ({ id }) => {
        done.push(id);
        return Promise.resolve();
      },
    });
    expect(await runner.runOne()).toBe(true);
    expect(await runner.runOne()).toBe(false);
    expect(done).toEqual(['a']);
    expect(await rows()).toMatchObject([{ _id: 'a', state: 'sent', attempts: 2 }]);
  });

  it('are not sent again for the failure of a carrier whose turn was over', async () => {
    await queue('a');
    let fail = (): void => undefined;
    const stalled = new EffectRunner({
      store: rig.store,
      perform: () =>
        new Promise((_resolve, reject) => {
          fail = () => {
            reject(new Error('timed out'));
          };
        }),
    });
    const first = stalled.runOne();
    await waitUntil(async () => (await rows())[0]?.state === 'sending');
    await rig.store.collection('effects').updateOne({}, { $set: { notBefore: new Date('2026-01-05') } });
    const second = new EffectRunner({ store: rig.store, perform: () => Promise.resolve() });
    expect(await second.runOne()).toBe(true);
    fail();
    await first;
    expect(await rows()).toMatchObject([{ _id: 'a', state: 'sent', attempts: 2 }]);
  });

  it('are left to who is at it, tried again later after a failure, and given up in the end', async () => {
    const troubles: string[] = [];
    await queue('a');
    const busy = new EffectRunner({
      store: rig.store,
      perform: async () => {
        expect(await new EffectRunner({ store: rig.store, perform: () => Promise.resolve() }).runOne()).toBe(false);
        throw new Error('mailbox full');
      },
      retries: doublingRetries(2),
      onTrouble: (effect, error) => troubles.push(`${effect.id}: ${error.message}`),
    });
    await busy.runOne();
    expect(await rows()).toMatchObject([{ state: 'queued', error: 'mailbox full' }]);
    expect(await busy.runOne()).toBe(false);
    await rig.store.collection('effects').updateOne({}, { $set: { notBefore: new Date('2026-01-05') } });
    await busy.runOne();
    expect(await rows()).toMatchObject([{ state: 'failed', attempts: 2 }]);
    expect(troubles).toEqual(['a: mailbox full', 'a: mailbox full']);
  });
});

describe('effects of several kinds', () => {
  const kinds = (...effects: [string, string][]): Promise<void> =>
    rig.unitOfWork.run((tx) =>
      queueEffects(
        tx,
        effects.map(([id, kind]) => ({ id, kind, payload: null, about: { to: 'office' } })),
      ),
    );

  it('are carried out by kind, several at a time: a slow channel holds up no other', async () => {
    await kinds(['slow', 'webhook'], ['fast-1', 'mail'], ['fast-2', 'mail']);
    const done: string[] = [];
    let release = (): void => undefined;
    const webhooks = new EffectRunner({
      ...{ store: rig.store, kinds: ['webhook'] },
      perform: () => new Promise<void>((resolve) => (release = resolve)),
    });
    const mails = new EffectRunner({
      ...{ store: rig.store, kinds: ['mail'], concurrency: 2 },
      perform: ({ id, about }) => {
        done.push(`${id} ${String(about?.['to'])}`);
        return Promise.resolve();
      },
    });
    const slow = webhooks.runOne();
    mails.start();
    await waitUntil(() => done.length === 2);
    await mails.stop();
    release();
    await slow;
    expect(done.sort()).toEqual(['fast-1 office', 'fast-2 office']);
    expect((await rows()).map((row) => row.state)).toEqual(['sent', 'sent', 'sent']);
  });

  it('are given up at once where the receiver refuses, and wait as long as it asks', async () => {
    await kinds(['gone', 'mail'], ['later', 'mail']);
    const runner = new EffectRunner({
      store: rig.store,
      perform: ({ id }) => {
        throw id === 'gone' ? new EffectRefused('no such mailbox') : new EffectPostponed('greylisted', 600_000);
      },
    });
    const before = performance.timeOrigin + performance.now();
    expect([await runner.runOne(), await runner.runOne(), await runner.runOne()]).toEqual([true, true, false]);
    const [gone, later] = await rows();
    expect(gone).toMatchObject({ state: 'failed', error: 'no such mailbox', attempts: 1 });
    expect(later?.state).toBe('queued');
    expect(later?.notBefore.getTime()).toBeGreaterThan(before + 590_000);
  });

  it('are done again under the same id when somebody asks, and not while they are under way', async () => {
    await kinds(['a', 'mail']);
    const ids: string[] = [];
    const runner = new EffectRunner({
      store: rig.store,
      perform: ({ id }) => {
        ids.push(id);
        return Promise.resolve();
      },
    });
    const again = (): Promise<boolean> => rig.unitOfWork.run((tx) => queueAgain(tx, 'a'));
    expect(await again()).toBe(false);
    await runner.runOne();
    expect(await again()).toBe(true);
    await runner.runOne();
    expect(ids).toEqual(['a', 'a']);
  });

  it('are counted by state and age', async () => {
    await kinds(['a', 'mail'], ['b', 'mail'], ['c', 'mail']);
    const registry = new Registry();
    const onSettled = effectMetrics(registry, 'notification', { store: rig.store, kinds: ['mail'] });
    const perform = ({ id }: Effect): Promise<void> => (id === 'a' ? Promise.resolve() : Promise.reject(new EffectRefused('no')));
    const runner = new EffectRunner({ store: rig.store, perform, onSettled });
    await runner.runOne();
    await runner.runOne();
    await rig.store.collection('effects').updateOne({ state: 'queued' }, { $set: { queuedAt: new Date('2026-01-05') } });
    expect(await effectFigures(rig.store, 'mail')).toMatchObject({ queued: 1, sending: 0, failed: 1 });
    const text = await registry.metrics();
    expect(text).toContain('thongsuot_effects{service="notification",kind="mail",state="queued"} 1');
    expect(text).toContain('thongsuot_effects_total{service="notification",kind="mail",outcome="sent"} 1');
    expect(Number(/thongsuot_effects_oldest_seconds\{[^}]*\} (\d+)/u.exec(text)?.[1])).toBeGreaterThan(3600);
  });
});

describe('time as a command', () => {
  it('catches up all that fell due while nobody ticked, once, under one lease', async () => {
    const clock = new ManualClock('2026-01-05T02:00:00Z');
    const due = ['2026-01-04', '2026-01-20', '2026-02-01', '2026-03-01'];
    const moved: string[] = [];
    const ticker = (owner: string): Ticker =>
      new Ticker({
        leases: new Leases(rig.store, owner, clock),
        clock,
        job: 'due',
        tick: (asOf) => {
          const next = due.find((day) => day <= asOf && !moved.includes(day));
          if (next !== undefined) moved.push(next);
          return Promise.resolve(next === undefined ? 0 : 1);
        },
      });
    const [a, b] = [ticker('a'), ticker('b')];
    expect(await a.tickNow()).toBe(1);
    clock.set('2026-02-10T02:00:00Z');
    expect(await b.tickNow()).toBe(2);
    expect(await a.tickNow()).toBe(0);
    expect(moved).toEqual(['2026-01-04', '2026-01-20', '2026-02-01']);
    clock.set('2026-03-02T02:00:00Z');
    expect(await a.tickNow()).toBe(1);
  });
});
