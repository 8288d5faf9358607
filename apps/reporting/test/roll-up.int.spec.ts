import { ManualClock, addDays } from '@thongsuot/calendar';
import {
  AreaVersionId,
  DossierChanged,
  FeedbackReceived,
  PlanIssued,
  ProcedurePosted,
  SurveyAnswered,
  Uuid,
  plainDate,
  type AnswerOf,
  type DossierState,
  type Report,
  type RollUp,
  type getTargets,
} from '@thongsuot/contracts';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, engines, seededRandom, testNamespace, waitUntil, type SeededRandom } from '@thongsuot/testing';
import { definition } from '../src/service';
import { Publisher } from './publisher';

/** Phường 2 and Phường 3 of thị xã Quảng Trị, the town's own office, and tỉnh Quảng Trị. */
const [WARD_2, WARD_3, TOWN, PROVINCE] = ['19360.open', '19361.open', '462.open', '45.open'].map((id) =>
  AreaVersionId.parse(id),
) as [AreaVersionId, AreaVersionId, AreaVersionId, AreaVersionId];
const OWNERS = [WARD_2, WARD_3, TOWN, PROVINCE];
const Q1 = { from: '2023-12-15', to: '2024-03-14' };

function dossier(index: number, random: SeededRandom): DossierState {
  const areaVersion = random.pick(OWNERS);
  const receivedOn = addDays(plainDate('2023-11-01'), random.int(0, 134));
  return {
    code: `H-${String(index)}`,
    unit: { areaVersion, agency: areaVersion === PROVINCE && random.chance(0.5) ? 'so-noi-vu' : null },
    custody: [{ areaVersion, from: receivedOn }],
    officer: null,
    linkedTo: random.chance(0.05) ? 'H-0' : null,
    receivedAreaVersion: null,
    procedureCode: '1.000656',
    fieldKey: random.pick(['ho tich', 'dat dai']),
    fieldLabel: 'Hộ tịch',
    channel: random.pick(['online', 'direct', 'postal']),
    serviceLevel: 'full',
    state: random.chance(0.05) ? 'refused-at-desk' : 'by-dates',
    receivedOn,
    dueOn: random.chance(0.9) ? addDays(receivedOn, random.int(1, 20)) : null,
    extendedDueOn: null,
    apologySentOn: null,
    resolvedOn: null,
    outcome: null,
    supplementDays: 0,
    hasFee: random.chance(0.5),
    paidOnline: random.chance(0.5),
    digitised: random.chance(0.8),
    eResult: null,
    paperResultDue: null,
    reused: null,
    keptInStore: null,
    populationDb: null,
    deleted: false,
  };
}

describe('the roll-up', () => {
  const namespace = testNamespace();
  const random = seededRandom(4);
  const states = new Map<string, DossierState>();
  const publisher = new Publisher(namespace);
  let published = 0;
  let service: RunningService;
  let token: string;

  const start = async (): Promise<void> => {
    const { kafka, mongodb } = await engines();
    service = await startService(
      definition,
      {
        PORT: '0',
        HOST: '127.0.0.1',
        MONGODB_URI: mongodb.uri,
        KAFKA_BROKERS: kafka.brokers.join(','),
        NAMESPACE: namespace,
        TOKEN_KEY: 'k'.repeat(40),
        LOG_LEVEL: 'silent',
      },
      { clock: new ManualClock('2024-03-20T02:00:00Z') },
    );
    token = await service.kit.tokens.sign({ subject: 'root', role: 'administrator' }, '10m');
  };
  const get = async <T>(path: string, as = token): Promise<T> =>
    (await (await fetch(`${service.url}/api/v1${path}`, { headers: { authorization: `Bearer ${as}` } })).json()) as T;
  const post = async <T>(path: string, body: unknown, as = token): Promise<T> =>
    (await (
      await fetch(`${service.url}/api/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json()) as T;
  const applied = (): Promise<unknown> =>
    waitUntil(
      async () => {
        const positions = (await service.running.consumer?.positions()) ?? [];
        return positions.reduce((sum, { position }) => sum + position.applied, 0) === published;
      },
      { timeoutMs: 60_000, what: 'all events to be applied' },
    );
  const change = async (changes: readonly (readonly [DossierState | null, DossierState])[]): Promise<void> => {
    for (const [, after] of changes) states.set(after.code, after);
    published += changes.length;
    await publisher.publish(
      DossierChanged,
      changes.map(([before, after]) => ({ key: after.unit.areaVersion, subject: after.code, data: { before, after } })),
    );
  };
  /** The first quarter's figures by another way than the roll-up's. */
  const recount = (is: (state: DossierState) => boolean): Record<string, number> => {
    const counted = [...states.values()].filter(
      (each) => is(each) && !each.deleted && each.linkedTo === null && each.state !== 'refused-at-desk',
    );
    const pending = counted.filter(
      ({ receivedOn, resolvedOn }) => receivedOn <= Q1.to && (resolvedOn === null || resolvedOn > Q1.to),
    );
    const inQuarter = counted.filter(({ receivedOn }) => Q1.from <= receivedOn && receivedOn <= Q1.to);
    return {
      receivedOnline: inQuarter.filter(({ channel }) => channel === 'online').length,
      receivedOffline: inQuarter.filter(({ channel }) => channel !== 'online').length,
      carriedOver: counted.filter(
        ({ receivedOn, resolvedOn }) => receivedOn < Q1.from && (resolvedOn === null || resolvedOn >= Q1.from),
      ).length,
      resolvedTotal: counted.filter(({ resolvedOn }) => resolvedOn !== null && Q1.from <= resolvedOn && resolvedOn <= Q1.to)
        .length,
      pendingTotal: pending.length,
      pendingOverdue: pending.filter(({ dueOn }) => dueOn !== null && dueOn <= Q1.to).length,
      digitised: inQuarter.filter(({ digitised }) => digitised === true).length,
    };
  };
  const isIn = (owners: readonly AreaVersionId[]) => (state: DossierState) => owners.includes(state.unit.areaVersion);

  beforeAll(start, 60_000);
  afterAll(() => service.close());
  // After the services are closed: topics that vanish under a reader keep it from closing.
  cleanAfterFile();

  it('equals a recount at every level after corrections, deletions, repeats and a restart half way', async () => {
    const first = Array.from({ length: 300 }, (_, index) => dossier(index, random));
    await change(first.map((state) => [null, state]));
    await applied();
    await service.close();
    await change(
      [...states.values()]
        .slice(0, 200)
        .map((state) => [state, { ...state, resolvedOn: addDays(state.receivedOn, random.int(0, 30)), outcome: 'granted' }]),
    );
    await publisher.repeat();
    await start();
    await change(
      [...states.values()]
        .slice(50, 80)
        .map((state) => [state, { ...state, resolvedOn: null, outcome: null, channel: 'online' }]),
    );
    await change([...states.values()].slice(80, 100).map((state) => [state, { ...state, deleted: true }]));
    await applied();
    for (const [code, owners] of [
      ['19360', [WARD_2]],
      ['462', [WARD_2, WARD_3, TOWN]],
      ['45', OWNERS],
      ['00', OWNERS],
    ] as const) {
      const rollUp = await get<RollUp>(`/rollups?area=${code}&period=2024-Q1&children=true`);
      expect(rollUp.total.cells).toMatchObject(recount(isIn(owners)));
      expect([rollUp.adds, rollUp.identities.every(({ holds }) => holds), rollUp.parked]).toEqual([true, true, 0]);
    }
    const province = await get<RollUp>('/rollups?area=45&period=2024-Q1&children=true');
    expect(province.own.cells).toMatchObject(recount(isIn([PROVINCE])));
    expect(province.children.find(({ area }) => area.code === '462')?.cells).toMatchObject(recount(isIn([WARD_2, WARD_3, TOWN])));
    expect(province.rows.map(({ key, label }) => [key, label])).toEqual([
      ['dat dai', 'Hộ tịch'],
      ['ho tich', 'Hộ tịch'],
    ]);
    const agency = await get<RollUp>('/rollups?area=45&unit=45/so-noi-vu&period=2024-Q1');
    expect(agency.total.cells).toMatchObject(recount(({ unit }) => unit.agency === 'so-noi-vu'));
  }, 120_000);

  it('shows the same facts under the successor of 01/07/2025 when read as now', async () => {
    const asNow = await get<RollUp>('/rollups?area=19360&on=2025-08-01&period=2024-Q1&reading=as-now');
    expect(asNow.area.name).toContain('Quảng Trị');
    expect(asNow.total.cells['receivedOnline']).toBeGreaterThanOrEqual(recount(isIn([WARD_2]))['receivedOnline'] ?? 0);
    const asWas = await get<RollUp>('/rollups?area=19360&on=2025-08-01&period=2024-Q1');
    expect(asWas.total.cells['receivedTotal']).toBe(0);
  });

  it('refuses what it cannot answer, each by its own problem', async () => {
    const codes = await Promise.all(
      [
        '/rollups?area=19360&period=2024-Q4',
        '/rollups?area=19360&from=2024-01-05&to=2024-02-10',
        '/rollups?area=99999&period=2024-Q1',
        '/rollups?area=19360&period=2024-Q1&form=II.99',
        '/rollups?area=19360&from=2024-02-30&to=2024-03-14',
      ].map(async (path) => (await get<{ code: string }>(path)).code),
    );
    expect(codes).toEqual(['period-not-reported', 'period-invalid', 'area-unknown', 'validation-failed', 'validation-failed']);
    const officer = await service.kit.tokens.sign({ subject: 'o', role: 'officer', area: '19361' }, '10m');
    expect((await get<{ code: string }>('/rollups?area=19360&period=2024-Q1', officer)).code).toBe('forbidden');
  });

  it('measures the targets of the plan in force, and postings, feedback and surveys beside', async () => {
    const unit = { areaVersion: WARD_2, agency: null };
    const on = plainDate('2024-02-01');
    const id = (index: number): string => Uuid.parse(seededRandom(index).uuid(1));
    const posting = (channel: 'desk' | 'website', state: 'required' | 'posted'): ProcedurePosted['after'] => ({
      procedureCode: '1.000656',
      version: 1,
      unit,
      channel,
      state,
      postedOn: state === 'posted' ? on : null,
      withdrawnOn: null,
      dueOn: null,
      decisionId: null,
    });
    const postings = [
      { on, before: null, after: posting('desk', 'required') },
      { on, before: null, after: posting('website', 'required') },
      { on, before: posting('desk', 'required'), after: posting('desk', 'posted') },
    ];
    await publisher.publish(
      ProcedurePosted,
      postings.map((data) => ({ key: WARD_2, subject: 'posting', data })),
    );
    const answer = {
      unit,
      answeredOn: on,
      questionnaire: { areaVersion: PROVINCE, code: 'q' },
      procedureCode: null,
      scores: [],
      overall: 5,
      satisfied: true,
    };
    await publisher.publish(
      SurveyAnswered,
      Array.from({ length: 4 }, () => ({ key: WARD_2, subject: 's', data: answer })),
    );
    const feedback: FeedbackReceived['after'] = {
      id: id(3),
      unit,
      handler: unit,
      kind: 'act',
      fieldKey: null,
      fieldLabel: null,
      state: 'received',
      inCompetence: null,
      receivedOn: on,
      forwardedOn: null,
      answeredOn: null,
      publishedOn: null,
      dueOn: null,
      aboutDossier: null,
      procedureCode: null,
      onHandling: true,
      harassment: false,
      proved: null,
    };
    await publisher.publish(FeedbackReceived, [{ key: WARD_2, subject: 'f', data: { on, before: null, after: feedback } }]);
    const percent = (key: string, goal: number): PlanIssued['targets'][number] => ({
      measure: 'percent',
      key,
      label: key,
      comparison: 'at-least',
      percent: goal,
    });
    const plan: PlanIssued = {
      planId: id(1),
      number: '105/KH-UBND',
      issuer: unit,
      year: 2024,
      issuedOn: plainDate('2024-01-30'),
      followsPlanId: null,
      followsNumber: null,
      targets: [percent('digitised', 100), percent('posted', 100), percent('satisfaction', 50)],
      taskIds: [],
      withheldTaskIds: [],
    };
    await publisher.publish(PlanIssued, [{ key: WARD_2, subject: plan.planId, data: plan }]);
    published += 9;
    await applied();
    const { items } = await get<AnswerOf<typeof getTargets>>('/targets?area=19360&period=2024-Q1');
    const cells = recount(isIn([WARD_2]));
    expect(items.map(({ target, numerator, denominator, state }) => [target.key, numerator, denominator, state])).toEqual([
      ['digitised', cells['digitised'], (cells['receivedOnline'] ?? 0) + (cells['receivedOffline'] ?? 0), 'missed'],
      ['posted', 0, 1, 'missed'],
      ['satisfaction', null, 4, 'no-data'],
    ]);
    expect((await get<AnswerOf<typeof getTargets>>('/targets?area=19361&period=2024-Q1')).items).toEqual([]);
    expect((await get<RollUp>('/rollups?area=462&period=2024-Q1&form=postings')).total.cells).toMatchObject({
      required: 2,
      posted: 1,
    });
    expect((await get<RollUp>('/rollups?area=462&period=2024-Q1&form=feedback')).total.cells).toMatchObject({
      received: 1,
      pending: 1,
    });
    expect((await get<RollUp>('/rollups?area=19360&period=2024-Q1&form=surveys')).total.cells).toMatchObject({
      answered: 4,
      satisfied: null,
    });
  }, 60_000);

  it('takes a report from its draft to approval by the level above', async () => {
    const ward = await service.kit.tokens.sign({ subject: 'ward', role: 'officer', area: '19360' }, '10m');
    const town = await service.kit.tokens.sign({ subject: 'town', role: 'officer', area: '462' }, '10m');
    const draft = await post<Report>('/reports', { area: '19360', period: '2024-Q1', dueOn: '2024-03-21' }, ward);
    expect(draft.total.cells).toMatchObject(recount(isIn([WARD_2])));
    expect((await post<{ code: string }>(`/reports/${draft.id}/approve`, {}, town)).code).toBe('report-state-conflict');
    const sent = await post<Report>(`/reports/${draft.id}/submit`, {}, ward);
    expect(sent.hash).toMatch(/^[\da-f]{64}$/);
    expect((await post<{ code: string }>(`/reports/${draft.id}/approve`, {}, ward)).code).toBe('forbidden');
    expect((await post<Report>(`/reports/${draft.id}/approve`, {}, town)).state).toBe('approved');
    const status = await get<{ complete: number; inTime: number }>('/report-status?area=462&period=2024-Q1', town);
    expect(status).toMatchObject({ complete: 1, inTime: 1 });
  }, 30_000);
});
