import { readFileSync } from 'node:fs';
import { ManualClock } from '@thongsuot/calendar';
import { dataFile } from '@thongsuot/data';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, serviceEnv } from '@thongsuot/testing';
import { definition } from '../src/service';

interface Answer {
  status: number;
  etag: string | null;
  body: Record<string, unknown> & { id?: string; items?: Record<string, unknown>[]; code?: string };
}

const { procedures } = JSON.parse(readFileSync(dataFile('procedures/sample-procedures.json'), 'utf8')) as {
  procedures: unknown[];
};
const MET = { verdict: 'met', reason: 'đúng quy định' };
const table = (hours: number, fee: number) => ({ steps: [{ name: 'Chuẩn bị', hours, hourlyIncome: 50_000 }], fee });
const sheet = (procedureCode: string, over: Record<string, unknown> = {}) => ({
  procedureCode,
  criteria: { necessity: MET, reasonableness: { verdict: 'not-met', reason: 'thừa giấy tờ' }, legality: MET },
  option: 'amend',
  proposal: 'Bỏ bản sao giấy tờ đã có trong cơ sở dữ liệu',
  frequency: { timesPerYear: 1, timesSource: 'sổ theo dõi', subjects: 3228, subjectsSource: 'thống kê năm 2023' },
  before: table(16, 224_000),
  after: table(2.62, 100_000),
  textsToChange: ['Thông tư 04/2020/TT-BTP'],
  ...over,
});

describe('reviews and registers', () => {
  let service: RunningService;
  const clock = new ManualClock('2024-01-29T02:00:00Z');
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    const env = await serviceEnv({ LOG_LEVEL: 'silent' });
    service = await startService(definition, env, { clock });
    for (const [name, of] of Object.entries({
      admin: { subject: 'root', role: 'administrator' as const },
      province: { subject: 'officer-45', role: 'officer' as const, area: '45' },
      ward: { subject: 'officer-19360', role: 'officer' as const, area: '19360' },
      other: { subject: 'officer-23479', role: 'officer' as const, area: '23479' },
    }))
      tokens[name] = await service.kit.tokens.sign(of, '10m');
    await call('POST', '/procedures/imports', 'admin', { procedures });
  }, 60_000);
  afterAll(() => service.close(), 30_000);
  cleanAfterFile();

  const call = async (method: string, path: string, as: string, body?: unknown, ifMatch?: string): Promise<Answer> => {
    const answer = await fetch(`${service.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens[as] ?? ''}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, etag: answer.headers.get('etag'), body: (await answer.json()) as Answer['body'] };
  };
  const told = async (type: string): Promise<Record<string, unknown>[]> => {
    const packs = await service.kit.store.collection<{ events: { type: string; data: string }[] }>('outbox').find().toArray();
    return packs
      .flatMap((pack) => pack.events)
      .filter((event) => event.type === `vn.thongsuot.${type}.v1`)
      .map(({ data }) => JSON.parse(data) as Record<string, unknown>);
  };
  const audits = (): Promise<number> => service.kit.store.collection('audit').countDocuments({ action: /Review/u });

  it('carries a review from the yearly plan to the outcome of its proposal, and tells of every revision', async () => {
    const line = {
      title: 'Nhóm TTHC hộ tịch',
      procedureCodes: ['1.001193', '1.000656'],
      doer: 'Sở Tư pháp',
      dueOn: '2024-03-31',
      ground: 'own',
      groundText: 'nhiều hồ sơ',
      product: 'Báo cáo kết quả rà soát',
    };
    const plan = { unit: '45', year: 2024, items: [line] };
    expect(await call('POST', '/review-plans', 'ward', plan)).toMatchObject({ status: 403 });
    expect(await call('POST', '/review-plans', 'province', { ...plan, items: [{ ...line, dueOn: '2025-01-01' }] })).toMatchObject(
      {
        status: 422,
        body: { errors: [{ pointer: '/items/0/dueOn', code: 'due-outside-year' }] },
      },
    );
    const drafted = await call('POST', '/review-plans', 'province', plan);
    expect(drafted).toMatchObject({ status: 201, body: { state: 'draft', revision: 1, sendBy: { lastDay: '2024-01-30' } } });
    const planPath = `/review-plans/${drafted.body.id ?? ''}`;
    expect(await call('POST', '/review-plans', 'province', plan)).toMatchObject({ status: 409 });
    const { etag } = await call('GET', planPath, 'province');
    expect(await call('PUT', planPath, 'province', { items: [line] })).toMatchObject({ status: 428 });
    expect(await call('PUT', planPath, 'province', { items: [line] }, '"7"')).toMatchObject({ status: 412 });
    const corrected = await call('PUT', planPath, 'province', { items: [line] }, etag ?? '');
    expect(corrected).toMatchObject({ status: 200, body: { revision: 2 } });
    const planItemId = String((corrected.body.items ?? [])[0]?.['id']);
    const review = {
      ...{ unit: '19360', subject: 'Nhóm TTHC hộ tịch', planId: drafted.body.id, planItemId, recordedOn: '2024-01-29' },
      items: [sheet('1.001193'), sheet('1.000656', { option: 'abolish', after: null })],
    };
    expect(await call('POST', '/reviews', 'ward', review)).toMatchObject({ status: 409 });
    const approval = { number: '12/KH-UBND', approvedOn: '2024-01-29' };
    expect(await call('POST', `${planPath}/approval`, 'province', approval)).toMatchObject({ body: { state: 'approved' } });
    expect(await call('PUT', planPath, 'province', { items: [line] }, '*')).toMatchObject({ status: 409 });

    const answers = await Promise.all([
      call('POST', '/reviews', 'other', review),
      call('POST', '/reviews', 'ward', { ...review, recordedOn: '2024-01-30' }),
      call('POST', '/reviews', 'ward', { ...review, items: [sheet('1.999999')] }),
      call('POST', '/reviews', 'ward', { ...review, planId: null, planItemId: null, items: [sheet('1.999999')] }),
      call('POST', '/reviews', 'ward', { ...review, items: [sheet('1.001193', { frequency: null })] }),
    ]);
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'forbidden'],
      [422, 'rule-violated'],
      [422, 'rule-violated'],
      [404, 'procedure-unknown'],
      [422, 'rule-violated'],
    ]);
    const recorded = await call('POST', '/reviews', 'ward', review);
    expect(recorded).toMatchObject({
      status: 201,
      body: {
        items: [
          { cost: { performance: { now: 1_024_000, after: 231_000 }, cutPercent: 77.44 } },
          { cost: { year: { now: 3_305_472_000, after: 0 } } },
        ],
      },
    });
    const reviewPath = `/reviews/${recorded.body.id ?? ''}`;
    const content = { subject: review.subject, recordedOn: '2024-01-29', items: review.items };
    expect(await call('PUT', reviewPath, 'other', content, '"1"')).toMatchObject({ status: 403 });
    expect(await call('PUT', reviewPath, 'ward', content, '"1"')).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(await told('review.recorded')).toMatchObject([
      { reviewId: recorded.body.id, revision: 1, unit: { areaVersion: '19360.open', agency: null }, documentsToAmend: 1 },
      {
        revision: 2,
        items: [
          { costBefore: 3_305_472_000, costAfter: 745_668_000 },
          { option: 'abolish', costAfter: 0 },
        ],
      },
    ]);
    expect(await call('GET', planPath, 'province')).toMatchObject({ body: { items: [{ state: 'done' }], findings: [] } });
    expect((await call('GET', '/reviews?area=45', 'province')).body.items).toHaveLength(1);
    expect(await call('GET', '/reviews?area=45', 'ward')).toMatchObject({ status: 403 });
    expect(await call('GET', reviewPath, 'other')).toMatchObject({ status: 403 });

    const proposal = {
      to: '45',
      text: 'Kiến nghị sửa thông tư',
      textsToChange: ['Thông tư 04/2020/TT-BTP'],
      proposedOn: '2024-01-29',
    };
    expect(await call('POST', `${reviewPath}/proposals`, 'ward', { ...proposal, to: '19360' })).toMatchObject({ status: 422 });
    const proposed = await call('POST', `${reviewPath}/proposals`, 'ward', proposal);
    expect(proposed).toMatchObject({ status: 201, body: { state: 'sent', to: { ref: '45' } } });
    const outcome = { state: 'accepted', on: '2024-01-29', document: '88/UBND-NC', reason: 'hợp lý' };
    const outcomePath = `/review-proposals/${proposed.body.id ?? ''}/outcome`;
    expect(await call('POST', outcomePath, 'ward', outcome)).toMatchObject({ status: 403 });
    expect(await call('POST', outcomePath, 'province', outcome)).toMatchObject({ status: 200, body: { state: 'accepted' } });
    expect(await call('POST', outcomePath, 'province', outcome)).toMatchObject({ status: 409 });
    expect((await call('GET', '/review-proposals?direction=to&state=accepted', 'province')).body.items).toHaveLength(1);
    expect((await call('GET', '/review-proposals', 'ward')).body.items).toHaveLength(1);
    expect(await audits()).toBe(7);
  });

  it('answers the facts behind form II.04 with shares made from sums', async () => {
    const figures = await call('GET', '/review-figures?area=45&period=2024-Q1', 'province');
    expect(figures.body).toMatchObject({
      period: { from: '2023-12-15', to: '2024-03-14' },
      rows: [{ unit: { ref: '19360' }, subject: 'Nhóm TTHC hộ tịch', procedures: 2, options: { amend: 1, abolish: 1, keep: 0 } }],
      total: {
        ...{ procedures: 2, distinctProcedures: 2, textsToChange: 1, procedureCutPercent: 50 },
        ...{ costCut: { now: 6_610_944_000, after: 745_668_000 }, costCutPercent: 88.72 },
      },
      plan: { lines: 0 },
    });
    const year = await call('GET', '/review-figures?from=2024-01-01&to=2024-12-31', 'province');
    expect(year.body).toMatchObject({ plan: { lines: 1, done: 1, overdue: 0 } });
    expect((await call('GET', '/review-figures?period=2024-Q2', 'ward')).body).toMatchObject({
      rows: [],
      total: { costCutPercent: null },
    });
    expect(await call('GET', '/review-figures?period=2024-Q4', 'ward')).toMatchObject({
      status: 400,
      body: { code: 'period-not-reported' },
    });
    expect(await call('GET', '/review-figures', 'ward')).toMatchObject({ status: 400 });
  });
});
