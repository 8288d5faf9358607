import { COUNTRY_ID, areaDifference } from '@thongsuot/areas';
import { ManualClock, addDays } from '@thongsuot/calendar';
import {
  AreaChanged,
  AreaVersionId,
  DossierChanged,
  ProcedurePosted,
  Uuid,
  plainDate,
  type DossierState,
  type RollUp,
} from '@thongsuot/contracts';
import { startService, type RunningService } from '@thongsuot/service-kit';
import {
  INVENTED_ACT,
  INVENTED_HEIR,
  cleanAfterFile,
  dossierSample,
  seededRandom,
  serviceEnv,
  testNamespace,
  waitUntil,
} from '@thongsuot/testing';
import { GENERATIONS, type GenerationDocument } from '../src/adapters/store/generations';
import type { FigureDifference } from '../src/adapters/store/read-differences';
import { BOOKS } from '../src/adapters/store/books';
import { definition } from '../src/service';
import { Publisher } from './publisher';

/** Phường 2 and Phường 3 of thị xã Quảng Trị: their events go into different partitions. */
const WARDS = ['19360.open', '19361.open'].map((id) => AreaVersionId.parse(id));
const EXTENDED = { id: 'extended', note: 'test', versions: [{ receivedFrom: null, dueDate: 'extended' }] };

interface Statement {
  readonly id: string;
  readonly state: GenerationDocument['state'];
  readonly applied: number;
}

interface Compared {
  readonly level: boolean;
  readonly total: number;
  readonly items: readonly (FigureDifference & Statement)[];
}

/** What one route or another answers. */
type Answer = Statement & Compared & Pick<RollUp, 'area' | 'total'> & { readonly detail: string };

describe('generations of figures', () => {
  const namespace = testNamespace();
  const random = seededRandom(9);
  const publisher = new Publisher(namespace);
  const dossiers = new Map<string, DossierState>();
  const services: RunningService[] = [];
  let token: string;

  const start = async (): Promise<RunningService> => {
    const env = await serviceEnv({ LOG_LEVEL: 'silent' });
    const service = await startService(definition, env, { clock: new ManualClock('2024-03-20T02:00:00Z') });
    token = await service.kit.tokens.sign({ subject: 'root', role: 'administrator' }, '30m');
    services.push(service);
    return service;
  };
  const first = (): RunningService => services[0] as RunningService;
  const ask = async (path: string, body?: unknown, as = token): Promise<{ status: number; answer: Answer }> => {
    const response = await fetch(first().url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, answer: (await response.json()) as Answer };
  };
  const statement = async (id: string): Promise<Statement | undefined> =>
    (await ask('/ops/generations')).answer.items.find((each) => each.id === id);
  const liveId = (): string => first().running.consumer?.generation ?? '';
  let published = 0;
  const caughtUp = (id: string): Promise<unknown> =>
    waitUntil(async () => (await statement(id))?.applied === published, { timeoutMs: 60_000, what: `${id} to catch up` });
  const levelDifferences = async (id: string): Promise<Compared> => {
    await caughtUp(id);
    await caughtUp(liveId());
    const { answer } = await ask(`/ops/generations/${id}/differences`);
    expect(answer.level).toBe(true);
    return answer;
  };
  const receive = async (count: number): Promise<void> => {
    const fresh = Array.from({ length: count }, () => dossier(dossiers.size));
    for (const each of fresh) dossiers.set(each.code, each);
    published += count;
    await publisher.publish(
      DossierChanged,
      fresh.map((after) => ({ key: after.unit.areaVersion, subject: after.code, data: { before: null, after } })),
    );
  };
  const dossier = (index: number): DossierState => {
    const areaVersion = random.pick(WARDS);
    const receivedOn = addDays(plainDate('2023-12-20'), random.int(0, 60));
    const dueOn = addDays(receivedOn, 5);
    dossiers.set(`H-${String(index)}`, {} as DossierState);
    return {
      ...{ code: `H-${String(index)}`, unit: { areaVersion, agency: null }, custody: [{ areaVersion, from: receivedOn }] },
      ...{ officer: null, linkedTo: null, receivedAreaVersion: null, procedureCode: '1.000656' },
      ...{ fieldKey: 'ho tich', fieldLabel: 'Hộ tịch', channel: 'online', serviceLevel: 'full', state: 'by-dates' },
      ...{ receivedOn, dueOn, extendedDueOn: random.chance(0.5) ? addDays(dueOn, 5) : null, apologySentOn: null },
      ...{ resolvedOn: addDays(receivedOn, random.int(1, 14)), outcome: 'granted', supplementDays: 0 },
      ...{ hasFee: false, paidOnline: false, digitised: true, eResult: null, paperResultDue: null, reused: null },
      ...{ keptInStore: null, populationDb: null, deleted: false },
    };
  };
  /** How many dossiers are resolved late, by a count of its own. */
  const late = (dueOf: (state: DossierState) => string | null): number =>
    [...dossiers.values()].filter((each) => (each.resolvedOn ?? '') > (dueOf(each) ?? '9')).length;
  const lateFirst = (): number => late(({ dueOn }) => dueOn);
  const lateExtended = (): number => late(({ dueOn, extendedDueOn }) => extendedDueOn ?? dueOn);
  const shownLate = async (): Promise<number | null | undefined> =>
    (await ask('/api/v1/rollups?area=462&from=2023-12-15&to=2024-03-14')).answer.total.cells['overdue'];

  beforeAll(start, 60_000);
  afterAll(() => Promise.all(services.map((service) => service.close())));
  cleanAfterFile();

  it('rebuilds under the same rules while events arrive, without a difference, and counts on exactly once after the swap', async () => {
    const on = plainDate('2024-02-01');
    const posting = (state: 'required' | 'posted'): ProcedurePosted['after'] => ({
      ...{ procedureCode: '1.000656', version: 1, unit: { areaVersion: '19360.open' as AreaVersionId, agency: null } },
      ...{ channel: 'desk', state, postedOn: null, withdrawnOn: null, dueOn: null, decisionId: null },
    });
    await publisher.publish(ProcedurePosted, [
      { key: '19360.open', subject: 'p', data: { on, before: null, after: posting('required') } },
      { key: '19360.open', subject: 'p', data: { on, before: posting('required'), after: posting('posted') } },
    ]);
    published += 2;
    await receive(300);
    await caughtUp(liveId());
    const before = liveId();
    const officer = await first().kit.tokens.sign({ subject: 'o', role: 'officer', area: '19360' }, '10m');
    expect((await ask('/ops/generations', { reason: 'thử' }, officer)).status).toBe(403);
    expect((await ask('/ops/generations', { reason: ' ' })).status).toBe(400);
    const begun = await ask('/ops/generations', { reason: 'thử dựng lại' });
    expect([begun.status, begun.answer.state]).toEqual([201, 'building']);
    const { id } = begun.answer;
    expect((await ask('/ops/generations', { reason: 'hai lần' })).status).toBe(409);
    await receive(100);
    expect(await levelDifferences(id)).toMatchObject({ total: 0, items: [] });
    expect((await ask(`/ops/generations/${id}/accept`, { differences: 0 })).answer.state).toBe('live');
    await waitUntil(() => liveId() === id, { timeoutMs: 5000 });
    await receive(50);
    await publisher.repeat();
    await caughtUp(id);
    expect(await shownLate()).toBe(lateFirst());
    expect((await statement(before))?.state).toBe('retired');
    const postings = await ask('/api/v1/rollups?area=462&period=2024-Q1&form=postings');
    expect(postings.answer.total.cells).toMatchObject({ required: 1, posted: 1 });
  }, 120_000);

  it('lists what other rules change, equal to a count of its own, and swaps only for a reason, after a restart half way', async () => {
    const { id } = (await ask('/ops/generations', { reason: 'tính theo ngày hẹn lại', rules: EXTENDED })).answer;
    await first().close();
    services.splice(0, 1);
    await receive(100);
    await start();
    const { total, items } = await levelDifferences(id);
    const inCountry = items.filter(({ area, column }) => area === COUNTRY_ID && column === 'resolvedOverdue');
    const more = inCountry.reduce((sum, { live, rebuilt }) => sum + rebuilt - live, 0);
    expect(lateExtended()).toBeLessThan(lateFirst());
    expect(more).toBe(lateExtended() - lateFirst());
    expect(await shownLate()).toBe(lateFirst());
    expect((await ask(`/ops/generations/${id}/accept`, {})).answer.detail).toContain('phải nêu lý do');
    expect((await ask(`/ops/generations/${id}/accept`, { reason: 'x', differences: total + 1 })).status).toBe(409);
    expect((await ask(`/ops/generations/${id}/accept`, { reason: 'theo công văn', differences: total })).status).toBe(200);
    await waitUntil(async () => (await shownLate()) === lateExtended(), { timeoutMs: 5000 });
    const [audit] = await first()
      .kit.store.collection<{ action: string; detail: unknown }>('audit')
      .find({ subject: `generation ${id}`, action: 'reporting.acceptGeneration' })
      .toArray();
    expect(audit?.detail).toMatchObject({ reason: 'theo công văn', differences: total });
  }, 120_000);

  it('is shared by two processes that both follow the swap, comes level under a steady flow, and leaves nothing behind', async () => {
    const second = await start();
    const before = liveId();
    const { id } = (await ask('/ops/generations', { reason: 'trở lại' })).answer;
    let flowing = true;
    const flow = (async () => {
      while (flowing) await receive(5);
    })();
    const accepted = await waitUntil(async () => ((await statement(id))?.applied ?? 0) > 500, { timeoutMs: 30_000 })
      .then(() => ask(`/ops/generations/${id}/accept`, { reason: 'theo luật cũ' }))
      .finally(() => {
        flowing = false;
        return flow;
      });
    expect(accepted).toMatchObject({ status: 200 });
    await waitUntil(() => services.every(({ running }) => running.consumer?.generation === id), { timeoutMs: 5000 });
    await caughtUp(id);
    await waitUntil(async () => (await shownLate()) === lateFirst(), { timeoutMs: 5000 });
    const generations = second.kit.store.collection<GenerationDocument>(GENERATIONS);
    await generations.updateOne({ _id: before }, { $set: { endedAt: new Date(0) } });
    await waitUntil(async () => (await statement(before))?.state === 'removed', { timeoutMs: 20_000 });
    const figures = second.kit.store.collection<{ _id: string }>(BOOKS);
    expect(await figures.countDocuments({ _id: { $gte: `${before}|`, $lt: `${before}|\uffff` } })).toBe(0);
    expect(await shownLate()).toBe(lateFirst());
  }, 120_000);

  it('refuses a swap while the rebuild has not read as far, and gives one up', async () => {
    const { id } = (await ask('/ops/generations', { reason: 'bỏ' })).answer;
    await caughtUp(id);
    const ledger = first().kit.store.collection<{ _id: string; known: { source: string; number: number }[] }>('ledger');
    const row = await ledger.findOne({ generation: id, 'known.0.number': { $gt: 1 } });
    await ledger.updateOne({ _id: row?._id ?? '' }, { $set: { known: [] } });
    const refused = await ask(`/ops/generations/${id}/accept`, { reason: 'vội' });
    expect([refused.status, refused.answer.detail]).toEqual([409, expect.stringContaining('chưa đọc tới cùng vị trí')]);
    expect((await ask(`/ops/generations/${id}/drop`, { reason: 'không cần' })).answer.state).toBe('dropped');
    expect((await ask(`/ops/generations/${id}/accept`, { reason: 'muộn' })).status).toBe(409);
  }, 60_000);

  it('counts facts of an area that an act brought forth, and a rebuild that pins the act agrees', async () => {
    const { tree } = first().kit.areas;
    const actId = Uuid.parse(INVENTED_ACT.id);
    const difference = areaDifference(tree, tree.withAct(INVENTED_ACT), () => 'merge');
    const days = { effectiveOn: INVENTED_ACT.effectiveOn, recordedOn: plainDate('2024-01-30') };
    const data = { actId, actNumber: '99', ...days, ...difference };
    await publisher.publish(AreaChanged, [{ key: '00.open', subject: actId, data }]);
    published++;
    await caughtUp(liveId());
    const heir = AreaVersionId.parse(INVENTED_HEIR);
    const receivedOn = plainDate('2024-02-05');
    const after = dossierSample({
      unit: { areaVersion: heir, agency: null },
      custody: [{ areaVersion: heir, from: receivedOn }],
      receivedOn,
    });
    await publisher.publish(DossierChanged, [{ key: heir, subject: after.code, data: { before: null, after } }]);
    published++;
    await caughtUp(liveId());
    // The process asked may be the one that heard nothing of the act: it looks every few seconds.
    const ofHeir = async (): Promise<Answer> => (await ask('/api/v1/rollups?area=19360&from=2023-12-15&to=2024-03-14')).answer;
    await waitUntil(async () => (await ofHeir()).area.areaVersion === heir, { timeoutMs: 10_000 });
    expect((await ofHeir()).total.cells).toMatchObject({ receivedOffline: 1 });
    const { id } = (await ask('/ops/generations', { reason: 'theo nghị quyết' })).answer;
    await levelDifferences(id);
    expect(await statement(id)).toMatchObject({ laterActs: 0, parked: 0 });
    expect(await statement(liveId())).toMatchObject({ laterActs: 1, parked: 0 });
  }, 60_000);
});
