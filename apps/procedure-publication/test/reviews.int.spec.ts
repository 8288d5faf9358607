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

  it('keeps online services in the vocabulary of their day, and processes against the time limit', async () => {
    const online = { unit: '19360', procedureCode: '1.001193', level: 'full', validFrom: '2024-01-10' };
    expect(await call('POST', '/online-services', 'other', online)).toMatchObject({ status: 403 });
    expect(await call('POST', '/online-services', 'ward', { ...online, level: '4' })).toMatchObject({ status: 422 });
    expect(await call('POST', '/online-services', 'ward', online)).toMatchObject({
      status: 201,
      body: { vocabulary: 'full-partial' },
    });
    expect(await call('POST', '/online-services', 'ward', { ...online, level: '3', validFrom: '2022-01-01' })).toMatchObject({
      status: 201,
    });
    const figures = await call('GET', '/online-service-figures?vocabulary=levels-1-4', 'ward');
    expect(figures.body).toMatchObject({ levels: { 1: 0, 2: 0, 3: 1, 4: 0 }, notComparable: 0 });
    expect((await call('GET', '/online-service-figures', 'ward')).body).toMatchObject({ levels: { full: 1, partial: 0 } });
    const steps = [
      { name: 'Tiếp nhận', role: 'Bộ phận một cửa', hours: 1 },
      { name: 'Thẩm định', role: 'Công chức Tư pháp', hours: 7.5 },
    ];
    const process = {
      unit: '45',
      procedureCode: '1.001193',
      kind: 'internal',
      level: 'commune',
      decision: '1/QĐ',
      validFrom: '2024-01-01',
      steps,
    };
    const laid = await call('POST', '/processes', 'province', process);
    expect(laid).toMatchObject({
      status: 201,
      body: { limitHours: 8, totalHours: 8.5, findings: [{ code: 'steps-exceed-limit' }] },
    });
    expect((await call('GET', '/process-figures', 'province')).body).toMatchObject({
      processes: { total: 1, commune: 1, district: 0 },
    });
    const ending = { validTo: '2024-01-20' };
    expect(await call('POST', `/processes/${laid.body.id ?? ''}/end`, 'ward', ending)).toMatchObject({ status: 403 });
    expect(await call('POST', `/processes/${laid.body.id ?? ''}/end`, 'province', ending)).toMatchObject({
      body: { revision: 2 },
    });
    expect((await call('GET', '/process-figures', 'province')).body).toMatchObject({ processes: { total: 0 } });
    const members = ['1.001193', '1.000656'].map((procedureCode) => ({ procedureCode, agency: 'Tư pháp' }));
    const linked = { unit: '45', name: 'Khai sinh – thường trú – BHYT', lead: 'Tư pháp', members, validFrom: '2023-07-10' };
    expect(await call('POST', '/linked-services', 'province', linked)).toMatchObject({ status: 201 });
    const pilot = { unit: '45', kind: 'postal', title: 'Giao BCCI tiếp nhận', decision: '9/QĐ', validFrom: '2024-01-02' };
    const begun = await call('POST', '/pilots', 'province', pilot);
    const evaluation = { on: '2024-01-28', result: 'ít hồ sơ', recommendation: 'stop' };
    const path = `/pilots/${begun.body.id ?? ''}/evaluations`;
    expect(await call('POST', path, 'province', evaluation)).toMatchObject({ body: { state: 'stopped', evaluations: [{}] } });
    expect(await call('POST', path, 'province', evaluation)).toMatchObject({ status: 409 });
  });

  it('controls regulations: who may, what was assessed and issued, comments answered, initiatives applied', async () => {
    const draft = {
      ...{ title: 'Nghị quyết về phí', form: 'council-resolution', stage: 'draft', registeredOn: '2024-01-05' },
      procedures: [{ name: 'Thủ tục mới', content: 'new' }],
    };
    const refused = await call('POST', '/draft-regulations', 'ward', { ...draft, unit: '19360' });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: 'regulation-not-competent' }] } });
    expect(JSON.stringify(refused.body)).toContain('Điều 8');
    const made = await call('POST', '/draft-regulations', 'province', { ...draft, unit: '45' });
    const words = { necessity: 'có', reasonableness: 'có', legality: 'có', cost: 'không tăng' };
    const path = `/draft-regulations/${made.body.id ?? ''}`;
    expect(await call('POST', `${path}/assessment`, 'province', { assessedOn: '2024-01-10', ...words })).toMatchObject({
      status: 200,
    });
    const issued = { number: '01/2024/NQ-HĐND', issuedOn: '2024-01-20' };
    expect(await call('POST', `${path}/issue`, 'ward', issued)).toMatchObject({ status: 403 });
    expect(await call('POST', `${path}/issue`, 'province', issued)).toMatchObject({ status: 200, body: { findings: [] } });
    expect((await call('GET', '/regulation-figures?period=2024-Q1', 'province')).body).toMatchObject({
      assessed: { total: { procedures: 1, contents: { new: 1, abolished: 0 }, texts: 1, forms: { 'council-resolution': 1 } } },
      issued: { rows: [{ unit: { ref: '45' } }], total: { procedures: 1, assessed: 1 } },
      findings: [],
    });

    const opened = await call('POST', '/process-consultations', 'province', {
      ...{ unit: '45', title: 'Quy trình hộ tịch', asked: ['19360', '19361'], openedOn: '2024-01-20', dueOn: '2024-02-01' },
    });
    const asked = `/process-consultations/${opened.body.id ?? ''}`;
    expect(await call('POST', `${asked}/comments`, 'other', { unit: '19360', text: 'x' })).toMatchObject({ status: 403 });
    expect((await call('GET', '/process-consultations', 'ward')).body.items).toHaveLength(1);
    const commented = await call('POST', `${asked}/comments`, 'ward', { unit: '19360', text: 'Bớt một bước' });
    expect(commented.body).toMatchObject({ silent: ['19361'] });
    expect(await call('POST', `${asked}/close`, 'province')).toMatchObject({ status: 422 });
    const [comment] = commented.body['comments'] as { id: string }[];
    const answer = { takenUp: true, reason: 'hợp lý' };
    expect(await call('POST', `${asked}/comments/${comment?.id ?? ''}/answer`, 'ward', answer)).toMatchObject({ status: 403 });
    expect(await call('POST', `${asked}/comments/${comment?.id ?? ''}/answer`, 'province', answer)).toMatchObject({
      status: 200,
    });
    expect(await call('POST', `${asked}/close`, 'province')).toMatchObject({ body: { state: 'closed', closedOn: '2024-01-29' } });

    const idea = await call('POST', '/reform-initiatives', 'ward', {
      unit: '19360',
      title: 'Mã QR',
      text: 'x',
      proposedOn: '2024-01-15',
    });
    const at = `/reform-initiatives/${idea.body.id ?? ''}`;
    const effect = { on: '2024-01-28', effect: 'giảm đi lại', savedDong: 1_000_000 };
    expect(await call('POST', `${at}/application`, 'ward', effect)).toMatchObject({ status: 409 });
    const judged = { state: 'accepted', on: '2024-01-20', reason: 'khả thi' };
    expect(await call('POST', `${at}/judgement`, 'province', judged)).toMatchObject({ body: { state: 'accepted' } });
    expect(await call('POST', `${at}/application`, 'ward', effect)).toMatchObject({ body: { state: 'applied', revision: 3 } });
  });

  it('says that the national systems are off without configuration', async () => {
    const { body } = await call('GET', '/national-systems', 'ward');
    expect(body.items).toMatchObject([
      { key: 'database', state: 'off', contractConfirmed: false },
      { key: 'portal', state: 'off' },
    ]);
    expect(await call('GET', '/national-systems/database/drift', 'ward')).toMatchObject({ status: 403 });
    expect(await call('GET', '/national-systems/database/drift', 'admin')).toMatchObject({ status: 409 });
  });
});
