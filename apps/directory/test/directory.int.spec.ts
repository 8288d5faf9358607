import { ManualClock } from '@thongsuot/calendar';
import { cleanAfterFile, serviceEnv, testKafka, testNamespace, waitUntil } from '@thongsuot/testing';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { definition } from '../src/service';

interface Answer {
  status: number;
  // Bodies are compared by what the test names.
  body: Record<string, unknown> & { items?: Record<string, unknown>[]; code?: string };
}

describe('directory', () => {
  let first: RunningService;
  let second: RunningService;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    const env = await serviceEnv();
    const clock = new ManualClock('2024-01-30T02:00:00Z');
    [first, second] = await Promise.all([startService(definition, env, { clock }), startService(definition, env, { clock })]);
    for (const [name, of] of Object.entries({
      admin: { subject: 'root', role: 'administrator' as const },
      town: { subject: 'leader-462', role: 'leader' as const, area: '462' },
      ward: { subject: 'officer-19360', role: 'officer' as const, area: '19360' },
    }))
      tokens[name] = await first.kit.tokens.sign(of, '10m');
  }, 60_000);
  afterAll(() => Promise.all([first.close(), second.close()]), 30_000);
  // After the services are closed: topics that vanish under a reader keep it from closing.
  cleanAfterFile();

  const call = async (
    method: string,
    path: string,
    { as, body, at = first }: { as?: string; body?: unknown; at?: RunningService } = {},
  ): Promise<Answer> => {
    const answer = await fetch(`${at.url}/api/v1${path}`, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${tokens[as] ?? ''}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Answer['body'] };
  };
  const get = (path: string, as?: string): Promise<Answer> => call('GET', path, as === undefined ? {} : { as });

  it('reads a reused code by the day', async () => {
    expect((await get('/areas/19360')).body).toMatchObject({
      id: '19360.open',
      pathName: 'Phường 2, thị xã Quảng Trị, tỉnh Quảng Trị',
    });
    expect((await get('/areas/19360?on=2025-07-01')).body).toMatchObject({ name: 'Phường Quảng Trị', parent: { code: '44' } });
    const { body } = await get('/areas/19360/succession?on=2026-01-01');
    expect((body['versions'] as { successors: { area: { id: string } }[] }[])[0]?.successors[0]?.area.id).toBe(
      '19360.2025-07-01',
    );
    const children = await get('/areas/614/children?on=2022-01-10');
    expect(children.body.items).toHaveLength(7);
  });

  it('refuses an unknown area, a day that does not exist and a foreign cursor', async () => {
    expect(await get('/areas/99999')).toMatchObject({ status: 404, body: { code: 'area-unknown' } });
    expect(await get('/areas/462?on=2025-07-01')).toMatchObject({ status: 404, body: { code: 'area-unknown' } });
    expect(await get('/areas/19360?on=2022-02-29')).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(await get('/areas/x')).toMatchObject({ status: 400 });
    expect(await get('/areas?q=kon&cursor=%21%21')).toMatchObject({ status: 400, body: { code: 'cursor-invalid' } });
  });

  it('searches by beginnings of words without accents, page by page', async () => {
    const all = (await get('/areas?q=dak%20r&on=2022-01-10&within=62&limit=200')).body.items ?? [];
    expect(all.map((area) => area['name'])).toEqual(expect.arrayContaining(['Thị trấn Đăk Rve', 'Xã Đăk Ruồng']));
    const page = await get('/areas?q=dak%20r&on=2022-01-10&within=62&limit=1');
    const next = await get(`/areas?q=dak%20r&on=2022-01-10&within=62&limit=1&cursor=${String(page.body['nextCursor'])}`);
    expect([...(page.body.items ?? []), ...(next.body.items ?? [])]).toEqual(all.slice(0, 2));
  });

  it('knows the units of both sample plans and expands their groups by day', async () => {
    const offices = await get('/units?area=614&only=area&on=2022-01-10&limit=200');
    expect(offices.body.items?.map((unit) => unit['name'])).toEqual(
      expect.arrayContaining(['Văn phòng HĐND-UBND huyện', 'Phòng Nội vụ', 'Phòng Kinh tế và Hạ tầng']),
    );
    const found = await get('/units?area=614&q=tai%20chinh');
    expect(found.body.items).toMatchObject([{ unit: '614/phong-tai-chinh-ke-hoach' }]);
    const communes = await get('/groups/ubnd-xa-thi-tran/members?area=614&on=2022-01-10');
    expect(communes.body.items).toHaveLength(7);
    expect(communes.body.items?.[0]).toMatchObject({ unit: '23479', name: 'UBND thị trấn Đăk Rve', kind: 'committee' });
    expect(await get('/groups/ubnd-xa-thi-tran/members?area=614&on=2025-07-01')).toMatchObject({ status: 404 });
    const positions = await get('/groups/cong-chuc-chuyen-mon/members?area=19360');
    expect(positions.body.items?.map((unit) => unit['unit'])).toContain('19360/vp-tk');
    const named = await get(`/groups?q=${encodeURIComponent('UBND các xã, thị trấn')}`);
    expect(named.body.items).toMatchObject([{ key: 'ubnd-xa-thi-tran' }]);
    const committees = await get('/units?area=614&on=2022-01-10&kind=committee&limit=5');
    expect(committees.body.items).toHaveLength(5);
  });

  it('plants its seeds once, however many replicas start', async () => {
    const units = await first.kit.store.collection('units').countDocuments();
    const events = first.kit.store.collection<{ events: { type: string }[] }>('outbox');
    const told = (await events.find().toArray()).flatMap((pack) => pack.events);
    expect(told.filter(({ type }) => type === 'vn.thongsuot.unit.changed.v1')).toHaveLength(units);
    expect(units).toBeGreaterThan(200);
  });

  it('lets a town found a team by decision in its own area only', async () => {
    const team = {
      area: '462',
      agency: 'doan-kiem-tra-2024',
      name: 'Đoàn kiểm tra KSTTHC năm 2024',
      kind: 'team',
      decision: { number: '88/QĐ-UBND', signedOn: '2024-01-30' },
      members: ['462/phong-noi-vu', '19360/vp-tk'],
    };
    expect(await call('POST', '/units', { as: 'ward', body: team })).toMatchObject({ status: 403 });
    expect(await call('POST', '/units', { body: team })).toMatchObject({ status: 401 });
    expect(await call('POST', '/units', { as: 'town', body: { ...team, decision: null } })).toMatchObject({ status: 422 });
    expect(await call('POST', '/units', { as: 'town', body: { ...team, members: ['462/khong-co'] } })).toMatchObject({
      status: 404,
      body: { code: 'unit-unknown' },
    });
    expect(await call('POST', '/units', { as: 'town', body: team })).toMatchObject({
      status: 201,
      body: { unit: '462/doan-kiem-tra-2024', members: team.members },
    });
    expect(await call('POST', '/units', { as: 'town', body: team })).toMatchObject({ status: 409 });
    const ended = await call('PATCH', '/units/462/doan-kiem-tra-2024', { as: 'town', body: { validTo: '2024-01-31' } });
    expect(ended).toMatchObject({ status: 200, body: { validTo: '2024-01-31', revision: 2 } });
    const later = await get('/units?area=462&only=area&on=2024-02-01&kind=team');
    expect(later.body.items).toEqual([]);
  });

  it('assigns duties to accounts inside the scope and ends them', async () => {
    const body = {
      duty: 'control-officer',
      unit: '19360/vp-tk',
      position: 'Công chức Văn phòng – Thống kê',
      subjectId: 'officer-19360',
      from: '2024-01-01',
    };
    const given = await call('POST', '/duties', { as: 'town', body });
    expect(given).toMatchObject({ status: 201, body: { areaVersion: '19360.open', to: null } });
    expect(await call('POST', '/duties', { as: 'town', body: { ...body, unit: '614' } })).toMatchObject({ status: 403 });
    expect(await call('POST', '/duties', { as: 'town', body: { ...body, unit: '19360/khong-co' } })).toMatchObject({
      status: 404,
    });
    const ended = await call('PATCH', `/duties/${String(given.body['id'])}`, { as: 'town', body: { to: '2024-01-31' } });
    expect(ended).toMatchObject({ status: 200, body: { to: '2024-01-31' } });
    expect((await get('/duties?area=462&on=2024-01-15', 'town')).body.items).toHaveLength(1);
    expect((await get('/duties?area=462&on=2024-02-01', 'town')).body.items).toEqual([]);
    expect(await get('/duties?area=614', 'town')).toMatchObject({ status: 403 });
  });

  it('records a merger once, tells it by event and agrees on it in every replica', async () => {
    const act = {
      number: '99/NQ-UBTVQH',
      effectiveOn: '2024-06-01',
      changes: [{ kind: 'merge', codes: ['19360', '19361'], into: { code: '19361', name: 'Phường Thử Nghiệm' } }],
    };
    expect(await call('POST', '/areas/acts', { as: 'town', body: act })).toMatchObject({ status: 403 });
    const tried = await call('POST', '/areas/acts?dryRun=true', { as: 'admin', body: act });
    expect(tried).toMatchObject({ status: 201, body: { id: null, dryRun: true } });
    expect((await get('/areas/19361?on=2024-06-01')).body['name']).toBe('Phường 3');

    const made = await call('POST', '/areas/acts', { as: 'admin', body: act });
    expect(made).toMatchObject({ status: 201, body: { number: act.number, recordedOn: '2024-01-30' } });
    expect(made.body['successions']).toEqual(
      expect.arrayContaining([expect.objectContaining({ from: '19360.open', to: '19361.2024-06-01', kind: 'merge' })]),
    );
    for (const at of [first, second])
      await waitUntil(
        async () => (await call('GET', '/areas/19361?on=2024-06-01', { at })).body['name'] === 'Phường Thử Nghiệm',
        { timeoutMs: 10_000 },
      );
    expect(first.kit.areas.tree.fingerprint).toBe(second.kit.areas.tree.fingerprint);
    expect(await get('/areas/19360?on=2024-06-01')).toMatchObject({ status: 404 });
    const again = await call('POST', '/areas/acts', { as: 'admin', body: act, at: second });
    expect(again).toMatchObject({ status: 422, body: { code: 'rule-violated' } });
    const acts = await get('/areas/acts');
    expect(acts.body.items).toMatchObject([{ number: act.number }]);
    await waitUntil(() => published('vn.thongsuot.area.changed.v1'), { timeoutMs: 15_000 });
  });

  it('restores its acts at the next start', async () => {
    const { kit } = first;
    const env = { ...first.kit.config, KAFKA_BROKERS: kit.config.KAFKA_BROKERS.join(','), PORT: '0' };
    const third = await startService(definition, env as unknown as NodeJS.ProcessEnv, { clock: kit.clock });
    try {
      expect(third.kit.areas.tree.fingerprint).toBe(kit.areas.tree.fingerprint);
    } finally {
      await third.close();
    }
  }, 30_000);

  /** True once an event of `type` lies in the directory's topic. */
  async function published(type: string): Promise<boolean> {
    const consumer = (await testKafka()).consumer({ groupId: `${testNamespace()}.probe-${String(performance.now())}` });
    await consumer.connect();
    try {
      await consumer.subscribe({ topic: `${testNamespace()}.directory.events`, fromBeginning: true });
      return await new Promise<boolean>((resolve, reject) => {
        const timer = setTimeout(() => {
          resolve(false);
        }, 12_000);
        const eachMessage = ({ message }: { message: { headers?: Record<string, unknown> } }): Promise<void> => {
          if (String(message.headers?.['ce_type']) === type) {
            clearTimeout(timer);
            resolve(true);
          }
          return Promise.resolve();
        };
        consumer.run({ eachMessage }).catch(reject);
      });
    } finally {
      await consumer.disconnect();
    }
  }
});
