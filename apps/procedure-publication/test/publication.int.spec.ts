import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AreaAct, areaDifference } from '@thongsuot/areas';
import { ManualClock } from '@thongsuot/calendar';
import { AreaChanged, Uuid, plainDate } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, serviceEnv, waitUntil } from '@thongsuot/testing';
import { definitionFrom } from '../src/service';

interface Answer {
  status: number;
  body: Record<string, unknown> & { items?: Record<string, unknown>[]; code?: string };
}

const sample = JSON.parse(readFileSync(dataFile('procedures/sample-procedures.json'), 'utf8')) as {
  procedures: { code: string; name: string; levels: string[]; parts: Record<string, unknown> }[];
};
const CHANNELS = ['desk', 'screen', 'website'];
const PHOTO = { photoHash: 'a'.repeat(64) };

describe('procedure-publication', () => {
  let service: RunningService;
  let directory: RunningService;
  const clock = new ManualClock('2024-01-15T02:00:00Z');
  const tokens: Record<string, string> = {};
  // Enough to see every kind of decision; each is asked of every commune of the province on three channels.
  const communeCodes = ['1.001193', '1.005461', '1.000656', '2.000815'];

  beforeAll(async () => {
    const env = await serviceEnv({ LOG_LEVEL: 'silent' });
    [service, directory] = await Promise.all([
      startService(definitionFrom({ ACCURACY_PRIVATE_HOSTS: '127.0.0.1' }), env, { clock }),
      // Only its topic is needed: it tells of acts on areas.
      startService({ name: 'directory', controllers: [] }, env, { clock }),
    ]);
    for (const [name, of] of Object.entries({
      admin: { subject: 'root', role: 'administrator' as const },
      province: { subject: 'officer-45', role: 'officer' as const, area: '45' },
      ward: { subject: 'officer-19360', role: 'officer' as const, area: '19360' },
      other: { subject: 'officer-23479', role: 'officer' as const, area: '23479' },
    }))
      tokens[name] = await service.kit.tokens.sign(of, '10m');
  }, 60_000);
  afterAll(() => Promise.all([service.close(), directory.close()]), 30_000);
  // After the services are closed: topics that vanish under a reader keep it from closing.
  cleanAfterFile();

  const call = async (method: string, path: string, as?: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${service.url}/api/v1${path}`, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${tokens[as] ?? ''}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Answer['body'] };
  };
  const decision = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
    number: '88/QĐ-UBND',
    signedOn: '2024-01-15',
    effectiveOn: '2024-01-15',
    issuerArea: '45',
    postingDays: 5,
    items: communeCodes.map((procedureCode) => ({ procedureCode, kind: 'new', levels: ['commune'], channels: CHANNELS })),
    ...over,
  });
  const coverage = async (area: string, on?: string): Promise<Answer['body']> =>
    (await call('GET', `/publication-coverage?area=${area}${on === undefined ? '' : `&on=${on}`}`, 'admin')).body;
  const units = async (id: string): Promise<{ bound: number; opened: number; late: number }> =>
    (await call('GET', `/publication-decisions/${id}`)).body['units'] as { bound: number; opened: number; late: number };
  const told = async (type: string): Promise<{ subject: string; data: Record<string, unknown> }[]> => {
    const packs = await service.kit.store
      .collection<{ events: { type: string; subject: string; data: string }[] }>('outbox')
      .find()
      .toArray();
    return packs
      .flatMap((pack) => pack.events)
      .filter((event) => event.type === `vn.thongsuot.${type}.v1`)
      .map(({ subject, data }) => ({ subject, data: JSON.parse(data) as Record<string, unknown> }));
  };
  let decisionId = '';
  let communes = 0;

  it('imports the sample list, twice without effect, and reports wrong rows', async () => {
    expect(await call('POST', '/procedures/imports', 'ward', sample)).toMatchObject({ status: 400 });
    const body = { procedures: sample.procedures };
    expect(await call('POST', '/procedures/imports', 'ward', body)).toMatchObject({ status: 403 });
    const count = sample.procedures.length;
    const first = await call('POST', '/procedures/imports', 'province', body);
    expect(first.body).toMatchObject({ received: count, accepted: count, refused: 0, findings: [] });
    const again = await call('POST', '/procedures/imports', 'admin', body);
    expect(again.body).toMatchObject({ accepted: 0, unchanged: count });
    const wrong = await call('POST', '/procedures/imports', 'admin', {
      procedures: [
        { code: '9.1', name: 'x', field: 'y', levels: ['commune'] },
        { ...sample.procedures[0], parts: {} },
      ],
    });
    expect(wrong.body).toMatchObject({ refused: 1, corrected: 1 });
    expect(wrong.body['findings']).toMatchObject([
      { row: 1, column: 'code' },
      { row: 2, code: 'parts-missing' },
    ]);
    await call('POST', '/procedures/imports', 'admin', body);
  });

  it('imports a file as it imports rows: rehearsed without effect, twice without change, findings by row and column', async () => {
    const sheet = [
      'Mã TTHC;Tên thủ tục;Lĩnh vực;Cấp thực hiện;Thời hạn;Cơ quan thực hiện;Phí;Căn cứ pháp lý',
      '1.009999;Thủ tục thử nghiệm đường sá;Giao thông;Cấp xã;05 ngày;UBND cấp xã;Không;Nghị định 100/2019/NĐ-CP',
      '9.9;Sai mã;Giao thông;Cấp xã;05 ngày;UBND cấp xã;Không;x',
    ].join('\n');
    const upload = async (query: string, as = 'admin'): Promise<Answer> => {
      const form = new FormData();
      form.append('file', new Blob([sheet]), 'danh-muc.csv');
      const answer = await fetch(`${service.url}/api/v1/procedures/imports${query}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokens[as] ?? ''}` },
        body: form,
      });
      return { status: answer.status, body: (await answer.json()) as Answer['body'] };
    };
    expect(await upload('?dryRun=true')).toMatchObject({ status: 200, body: { dryRun: true, accepted: 1, refused: 1 } });
    expect((await call('GET', '/procedures?q=duong%20sa', 'ward')).body.items).toEqual([]);
    expect(await upload('', 'ward')).toMatchObject({ status: 403 });
    const first = await upload('');
    expect(first.body).toMatchObject({ dryRun: false, received: 2, accepted: 1, unchanged: 0, refused: 1 });
    expect(first.body['findings']).toContainEqual(expect.objectContaining({ row: 3, column: 'Mã TTHC', severity: 'error' }));
    expect((await upload('')).body).toMatchObject({ accepted: 0, unchanged: 1, corrected: 0 });
    const [found] = (await call('GET', '/procedures?q=DUONG%20sa%20thu', 'ward')).body.items ?? [];
    expect(found).toMatchObject({ code: '1.009999', parts: { fee: false }, announced: false, validFrom: null });
    expect(found?.['partFindings']).toContainEqual(expect.objectContaining({ part: 'steps' }));
    const affected = await call('GET', '/legal-texts/100%2F2019%2FN%C4%90-CP/affected', 'admin');
    expect(affected.body).toMatchObject({ procedures: [{ code: '1.009999', postings: { units: 0 } }], forms: [] });
    expect((await call('GET', '/legal-texts/x/affected', 'admin')).status).toBe(400);
    const form = await call('GET', '/legal-texts/01%2F2020%2FTT-VPCP/affected', 'admin');
    expect(form.body).toMatchObject({
      procedures: [],
      forms: expect.arrayContaining([expect.objectContaining({ code: 'II.06a' })]) as object,
    });
  });

  it('shows the public nothing before it is announced', async () => {
    expect((await call('GET', '/procedures?q=khai%20sinh')).body.items).toEqual([]);
    expect((await call('GET', '/procedures?q=khai%20sinh', 'ward')).body.items?.length).toBe(3);
    expect(await call('GET', '/procedures/1.001193')).toMatchObject({ status: 404, body: { code: 'procedure-unknown' } });
  });

  it('refuses who may not announce, unknown procedures and wrong days', async () => {
    const answers = await Promise.all([
      call('POST', '/publication-decisions', 'ward', decision({ issuerArea: '19360' })),
      call('POST', '/publication-decisions', 'ward', decision()),
      call('POST', '/publication-decisions', 'admin', decision({ issuerArea: '462' })),
      call('POST', '/publication-decisions', 'province', decision({ issuerArea: '99' })),
      call('POST', '/publication-decisions', 'province', decision({ items: [{ procedureCode: '1.999999', kind: 'new' }] })),
      call('POST', '/publication-decisions', 'province', decision({ signedOn: '2024-01-16', effectiveOn: '2024-01-16' })),
      call('POST', '/publication-decisions', 'province', decision({ signedOn: '2024-02-30' })),
      call('POST', '/publication-decisions', 'province', decision({ items: [{ procedureCode: '1.001193', kind: 'amended' }] })),
    ]);
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'decision-not-competent'],
      [403, 'forbidden'],
      [422, 'decision-not-competent'],
      [404, 'area-unknown'],
      [404, 'procedure-unknown'],
      [422, 'rule-violated'],
      [400, 'validation-failed'],
      [422, 'rule-violated'],
    ]);
  });

  it('takes a ministry’s decision, which binds nobody and starts the clock of the province', async () => {
    const ministry = decision({
      number: '1/QĐ-BTP',
      issuerArea: '00',
      ministry: 'Bộ Tư pháp',
      textEffectiveOn: '2024-03-01',
      items: [
        { procedureCode: '1.001193', kind: 'new' },
        { procedureCode: '3.000001', kind: 'new', name: 'Thủ tục mới của bộ' },
      ],
    });
    expect(await call('POST', '/publication-decisions', 'ward', ministry)).toMatchObject({ status: 403 });
    expect(await call('POST', '/publication-decisions', 'province', { ...ministry, ministry: null })).toMatchObject({
      status: 422,
    });
    const made = await call('POST', '/publication-decisions', 'province', ministry);
    expect(made).toMatchObject({ status: 201, body: { ministry: 'Bộ Tư pháp', units: { bound: 0 } } });
    expect(made.body['clocks']).toMatchObject([
      { key: 'announce', dueOn: '2024-02-10', legalBasis: expect.stringContaining('Điều 15') as string },
      { key: 'national-db', dueOn: '2024-01-29' },
    ]);
    const waiting = (await call('GET', '/publication-decisions/not-announced?area=19360', 'ward')).body.items;
    expect(waiting).toMatchObject([
      { procedureCode: '1.001193', province: { code: '45' }, dueOn: '2024-02-25', late: false, confirmed: true },
      { procedureCode: '3.000001', name: 'Thủ tục mới của bộ' },
    ]);
    const first = await call('GET', '/publication-decisions/not-announced?area=45&limit=1', 'province');
    const second = await call(
      'GET',
      `/publication-decisions/not-announced?area=45&limit=1&cursor=${encodeURIComponent(String(first.body['nextCursor']))}`,
      'province',
    );
    expect([...(first.body.items ?? []), ...(second.body.items ?? [])]).toEqual(waiting);
    const on = await call('GET', '/publication-decisions/not-announced?area=45&on=2024-02-26', 'province');
    expect(on.body.items).toMatchObject([{ late: true }, { late: true }]);
    expect(await told('decision.announced')).toEqual([]);
    const share = await call('GET', '/publication-timeliness?area=00&period=2024-M01', 'province');
    expect(share.body).toMatchObject({
      announced: { numerator: 2, denominator: 2 },
      entered: { denominator: 0, undetermined: 2 },
    });
    expect((await call('GET', '/publication-timeliness?area=00&period=2024-Q4', 'province')).body.code).toBe(
      'period-not-reported',
    );
    expect((await call('GET', '/publication-timeliness?area=00', 'province')).status).toBe(400);
  });

  it('refuses to announce what lacks parts, naming part and article', async () => {
    const items = [{ procedureCode: '1.009999', kind: 'new' }];
    const refused = await call('POST', '/publication-decisions', 'province', decision({ number: '2', form: 'full', items }));
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/items/0/procedureCode', code: 'parts-missing' }] },
    });
    expect(JSON.stringify(refused.body)).toContain('Điều 8 khoản 2 điểm b');
  });

  it('opens the duties of every commune through the log', async () => {
    const made = await call('POST', '/publication-decisions', 'province', decision());
    expect(made.status).toBe(201);
    decisionId = String(made.body['id']);
    const waiting = await call('GET', '/publication-decisions/not-announced?area=45', 'province');
    expect(waiting.body.items?.map(({ procedureCode }) => procedureCode)).toEqual(['3.000001']);
    const entry = { enteredOn: '2024-01-15', procedureCodes: ['1.001193'] };
    expect(await call('PUT', `/publication-decisions/${decisionId}/entries`, 'ward', entry)).toMatchObject({ status: 403 });
    const entered = await call('PUT', `/publication-decisions/${decisionId}/entries`, 'province', entry);
    expect(entered.body['items']).toContainEqual(expect.objectContaining({ procedureCode: '1.001193', enteredOn: '2024-01-15' }));
    const wrong = { enteredOn: '2024-01-14' };
    expect(await call('PUT', `/publication-decisions/${decisionId}/entries`, 'province', wrong)).toMatchObject({ status: 422 });
    const share = await call('GET', '/publication-timeliness?area=45&from=2024-01-01&to=2024-01-31&on=2024-01-30', 'province');
    expect(share.body['entered']).toMatchObject({ numerator: 1, denominator: communeCodes.length });
    expect(share.body['announced']).toMatchObject({ denominator: 0, undetermined: communeCodes.length });
    expect(await call('POST', '/publication-decisions', 'province', decision())).toMatchObject({ status: 422 });
    const { tree } = service.kit.areas;
    communes = tree.descendants('45.open', clock.today()).filter(({ level }) => level === 'commune').length;
    await waitUntil(async () => (await units(decisionId)).opened === communes, { timeoutMs: 50_000, what: 'duties to open' });
    const cells = communes * communeCodes.length * CHANNELS.length;
    expect(await coverage('45')).toMatchObject({ required: cells, posted: 0, missing: cells, late: 0 });
    const events = await told('procedure.posted');
    expect(events).toHaveLength(cells);
    expect(new Set(events.map(({ subject }) => subject)).size).toBe(cells);
    expect(events[0]?.data).toMatchObject({ on: '2024-01-15', before: null, after: { state: 'required', dueOn: '2024-01-22' } });
    expect((await call('GET', '/procedures?q=KHAI%20sinh&area=19360')).body.items).toHaveLength(2);
    expect((await call('GET', '/procedures?area=23479')).body.items).toEqual([]);
    const suggested = await call('GET', '/procedures/suggestions?q=khai%20si');
    expect(suggested.body.items?.map(({ code }) => code)).toContain('1.001193');
    const services = (await call('GET', '/open-data/procedures.jsonld')).body['@graph'] as Record<string, unknown>[];
    expect(services.map((each) => each['dct:identifier'])).toEqual([...communeCodes].sort());
    const hsds = (await call('GET', '/open-data/procedures.hsds.json?area=19360')).body;
    expect(hsds).toMatchObject({
      version: '3.0',
      total_items: communeCodes.length,
      contents: [{ status: 'active' }, {}, {}, {}],
    });
  }, 60_000);

  it('serves every channel the version in force on the day, in pages that run nothing else', async () => {
    const get = (path: string): Promise<Response> => fetch(`${service.url}/api/v1${path}`);
    const screen = await get('/embed/screen?unit=19360');
    expect(screen.headers.get('content-type')).toContain('text/html');
    expect(screen.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors \*.*script-src 'sha256-/u);
    expect(await screen.text()).toContain('PHƯỜNG 2');
    expect((await call('GET', '/embed/screen.json?unit=19360')).body.items).toHaveLength(communeCodes.length);
    expect((await call('GET', '/embed/screen.json?unit=19360&on=2024-01-14')).body.items).toEqual([]);
    expect((await get('/embed/screen-worker.js')).headers.get('content-type')).toContain('javascript');
    const list = await (await get('/embed/procedures?unit=19360&q=KHAI%20sinh')).text();
    expect(list).toContain('code=1.001193');
    expect(list).not.toContain('code=2.000815');
    expect(await (await get('/embed/procedures?unit=19360&code=1.001193')).text()).toContain('Trình tự thực hiện');
    expect((await get('/embed/procedures?unit=19360&code=1.777777')).status).toBe(404);
    const posting = await (await get('/embed/posting?unit=19360&procedure=1.001193')).text();
    expect(posting).toMatch(/<svg.*<\/svg>/su);
    const feed = (await call('GET', '/feeds/procedures.json?area=19360')).body;
    expect(feed.items?.map(({ id }) => id)).toContain('1.001193#1');
    const rss = await get('/feeds/procedures.rss?area=19360');
    expect(rss.headers.get('content-type')).toContain('application/rss+xml');
    expect((await rss.text()).match(/<item>/gu)).toHaveLength(communeCodes.length);
  });

  it('takes a posting with proof from its own unit only', async () => {
    const body = { state: 'posted', proof: { url: 'https://phuong2.example.vn/tthc' }, postedOn: '2024-01-15' };
    const path = '/postings/1.001193/19360/website';
    const answers = await Promise.all([
      call('PUT', path, 'other', body),
      call('PUT', path, undefined, body),
      call('PUT', '/postings/1.001193/19360/radio', 'ward', body),
      call('PUT', '/postings/1.001193/99999/desk', 'ward', body),
      call('PUT', '/postings/1.777777/19360/desk', 'ward', body),
      call('PUT', path, 'ward', { ...body, proof: null }),
      call('PUT', path, 'ward', { ...body, postedOn: '2024-01-16' }),
      call('PUT', path, 'ward', { ...body, postedOn: '2024-13-01' }),
      call('PUT', path, 'ward', { state: 'withdrawn', postedOn: '2024-01-15' }),
    ]);
    expect(answers.map(({ status, body: { code } }) => [status, code])).toEqual([
      [403, 'forbidden'],
      [401, 'unauthorised'],
      [400, 'validation-failed'],
      [404, 'area-unknown'],
      [404, 'procedure-unknown'],
      [422, 'rule-violated'],
      [422, 'rule-violated'],
      [400, 'validation-failed'],
      [422, 'rule-violated'],
    ]);
    expect(await call('PUT', path, 'ward', body)).toMatchObject({ status: 200, body: { state: 'posted', version: 1 } });
    const events = (await told('procedure.posted')).filter(({ subject }) => subject === '19360.open:1.001193:website');
    expect(events.map(({ data }) => (data['after'] as { state: string }).state)).toEqual(['required', 'posted']);
    expect(events[1]?.data['before']).toEqual(events[0]?.data['after']);
    await call('PUT', path, 'ward', body);
    expect((await told('procedure.posted')).filter(({ subject }) => subject === '19360.open:1.001193:website')).toHaveLength(2);
    expect((await call('GET', '/postings?area=19360&state=posted', 'ward')).body.items).toHaveLength(1);
    expect(await call('GET', '/postings?area=45', 'ward')).toMatchObject({ status: 403 });
  });

  it('takes batches, all or none, up to full coverage', async () => {
    const { tree } = service.kit.areas;
    const all = tree
      .descendants('462.open', clock.today())
      .flatMap(({ code: area }) =>
        communeCodes.flatMap((procedureCode) =>
          CHANNELS.map((channel) => ({ area, procedureCode, channel, state: 'posted', proof: PHOTO, postedOn: '2024-01-15' })),
        ),
      );
    const bad = [...all.slice(0, 3), { ...all[0], procedureCode: '1.777777' }];
    const refused = await call('POST', '/postings/batches', 'admin', { postings: bad });
    expect(refused.status).toBe(404);
    expect((await coverage('462'))['posted']).toBe(1);
    for (let at = 0; at < all.length; at += 500) {
      const postings = all.slice(at, at + 500);
      expect(await call('POST', '/postings/batches', 'admin', { postings })).toMatchObject({
        status: 200,
        body: { received: postings.length },
      });
    }
    expect(await coverage('462')).toMatchObject({ required: all.length, posted: all.length, missing: 0, late: 0 });
    expect(await coverage('462', '2024-01-14')).toMatchObject({ required: 0, posted: 0 });
    const whole = (await coverage('45')) as { required: number; children: { required: number; posted: number }[] };
    expect(whole.children.reduce((sum, child) => sum + child.required, 0)).toBe(whole.required);
    expect(whole.children.reduce((sum, child) => sum + child.posted, 0)).toBe(all.length);
  });

  it('compares what a unit publishes with the versions in force, and tells of a drift once', async () => {
    let fee = 'Miễn lệ phí khi đăng ký đúng hạn.';
    const site: Server = createServer((_request, response) => {
      void call('GET', '/procedures?area=19360').then(({ body }) => {
        const items = (body.items ?? []).map((each) =>
          each['code'] === '1.001193' ? { ...each, parts: { ...(each['parts'] as object), fee } } : each,
        );
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ items }));
      });
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
    const check = (as: string, target = url): Promise<Answer> =>
      call('POST', '/accuracy-checks', as, { area: '19360', url: target });
    try {
      expect(await check('other')).toMatchObject({ status: 403 });
      const { outcome, compared, differences, contentHash } = (await check('ward')).body;
      expect({ outcome, compared, differences }).toEqual({ outcome: 'matches', compared: communeCodes.length, differences: 0 });
      expect(contentHash).toMatch(/^[0-9a-f]{64}$/u);
      fee = '50.000 đồng';
      const drifted = await check('ward');
      expect(drifted.body).toMatchObject({
        outcome: 'drifted',
        drifts: [{ procedureCode: '1.001193', field: 'fee', label: 'Phí, lệ phí', found: '50.000 đồng' }],
      });
      await check('ward');
      const events = await told('posting.drifted');
      expect(events.map(({ subject, data }) => [subject, data['differences']])).toEqual([['19360.open:website', 1]]);
      const inside = await check('ward', 'http://10.0.0.1/');
      expect(inside.body).toMatchObject({ outcome: 'unreadable', reason: expect.stringContaining('private') as string });
      const list = await call('GET', '/accuracy-checks?area=462&limit=2', 'admin');
      expect(list.body.items).toHaveLength(2);
      expect((await call('GET', '/accuracy-checks?area=45&outcome=matches', 'province')).body.items).toHaveLength(1);
    } finally {
      await new Promise((resolve) => site.close(resolve));
    }
  });

  it('lists postings to be looked at again when their day has come', async () => {
    const body = { state: 'posted', proof: { document: 'BB 03/2024' }, postedOn: '2024-01-15', recheckOn: '2024-01-20' };
    const made = await call('PUT', '/postings/1.005461/19360/desk', 'ward', body);
    expect(made.body).toMatchObject({ proof: { document: 'BB 03/2024' }, recordedBy: 'officer-19360', recheckOn: '2024-01-20' });
    expect((await call('GET', '/postings/rechecks?area=45', 'province')).body.items).toEqual([]);
    const due = await call('GET', '/postings/rechecks?area=45&before=2024-01-20', 'province');
    expect(due.body.items).toMatchObject([{ procedureCode: '1.005461', channel: 'desk', area: { code: '19360' } }]);
    const early = { ...body, recheckOn: '2024-01-15' };
    expect(await call('PUT', '/postings/1.005461/19360/desk', 'ward', early)).toMatchObject({ status: 422 });
    const missing = await call('GET', '/postings?area=19360&state=missing&procedure=1.005461', 'ward');
    expect(missing.body.items).toEqual([]);
  });

  it('tells once a unit what is late, when its last day has passed', async () => {
    clock.set('2024-01-23T02:00:00Z');
    const late = communes - service.kit.areas.tree.children('462.open', clock.today()).length;
    await waitUntil(async () => (await units(decisionId)).late === late, { timeoutMs: 50_000, what: 'late units' });
    const events = await told('posting.overdue');
    expect(events).toHaveLength(late);
    const perUnit = communeCodes.length * CHANNELS.length;
    expect(events[0]?.data).toMatchObject({ on: '2024-01-23', after: { state: 'overdue' }, lateCells: perUnit });
    const { missing, late: lateCells } = (await coverage('45')) as unknown as { missing: number; late: number };
    expect([missing, lateCells]).toEqual([late * perUnit, late * perUnit]);
    const page = await call('GET', '/postings?area=45&state=overdue&limit=7', 'province');
    const next = await call(
      'GET',
      `/postings?area=45&state=overdue&limit=7&cursor=${String(page.body['nextCursor'])}`,
      'province',
    );
    const keys = [...(page.body.items ?? []), ...(next.body.items ?? [])].map((each) => JSON.stringify(each));
    expect(new Set(keys).size).toBe(14);
  }, 60_000);

  it('asks again after an amendment, and to take down what is abolished', async () => {
    const items = [
      { procedureCode: '1.001193', kind: 'amended', levels: ['commune'], channels: CHANNELS },
      { procedureCode: '1.000656', kind: 'abolished' },
    ];
    const number = '99/QĐ-UBND';
    const days = { signedOn: '2024-01-23', effectiveOn: '2024-01-23' };
    const made = await call('POST', '/publication-decisions', 'province', decision({ number, items, ...days }));
    expect(made.status).toBe(201);
    const id = String(made.body['id']);
    await waitUntil(async () => (await units(id)).opened === communes, { timeoutMs: 50_000, what: 'duties to open' });
    const ward = await call('GET', '/postings?area=19360&limit=200', 'ward');
    const stateOf = (code: string): unknown[] =>
      (ward.body.items ?? []).filter((each) => each['procedureCode'] === code).map((each) => each['state']);
    expect(stateOf('1.001193')).toEqual(['required', 'required', 'required']);
    expect(stateOf('1.000656')).toEqual(['to-withdraw', 'to-withdraw', 'to-withdraw']);
    const down = { state: 'withdrawn', postedOn: '2024-01-23' };
    expect(await call('PUT', '/postings/1.000656/19360/desk', 'ward', down)).toMatchObject({ body: { state: 'withdrawn' } });
    const diff = await call('GET', '/procedures/1.001193/diff?from=1&to=2');
    expect(diff).toMatchObject({ status: 200, body: { from: 1, to: 2 } });
    expect((await call('GET', '/procedures/1.001193/versions')).body.items).toHaveLength(2);
    expect((await coverage('19360', '2024-01-22'))['missing']).toBe(0);
    expect((await coverage('19360'))['missing']).toBe(3);
  }, 60_000);

  it('passes duties and postings on to the area that takes a ward over', async () => {
    const effectiveOn = plainDate('2024-01-24');
    const changes = [{ kind: 'merge', codes: ['19360', '19361'], into: { code: '19361', name: 'Phường Thử Nghiệm' } }];
    const act = AreaAct.parse({ id: 'act', effectiveOn, changes });
    const { tree } = directory.kit.areas;
    const difference = areaDifference(tree, tree.withAct(act), () => 'merge');
    const actId = Uuid.parse('018d073a-13ba-715e-828a-000002faf116');
    await directory.kit.unitOfWork.run((tx) => {
      const data = { actId, actNumber: '99/NQ', effectiveOn, recordedOn: plainDate('2024-01-23'), ...difference };
      tx.emit(AreaChanged, { subject: actId, key: '00.open', data });
      return Promise.resolve();
    });
    clock.set('2024-01-24T02:00:00Z');
    const heir = '19361.2024-01-24';
    const events = async (): Promise<unknown[]> =>
      (await told('procedure.posted')).filter(({ subject }) => subject.startsWith(`${heir}:`)).map(({ data }) => data['after']);
    await waitUntil(async () => (await events()).length > 0, { timeoutMs: 50_000, what: 'the heir to be told of' });
    // Two procedures stand as posted before, one was amended and waits, one was abolished.
    const states = (await events()).map((after) => (after as { state: string }).state).sort();
    expect(states).toEqual([...Array<string>(6).fill('posted'), ...Array<string>(3).fill('required')]);
    expect(await coverage('19361', '2024-01-24')).toMatchObject({ required: 9, posted: 6, missing: 3 });
    const list = (await call('GET', '/postings?area=19361&state=posted', 'province')).body.items ?? [];
    expect(list[0]).toMatchObject({ inheritedFrom: expect.stringMatching(/^1936[01]\.open$/) as string });
  }, 60_000);
});
