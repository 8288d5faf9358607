import { ManualClock } from '@thongsuot/calendar';
import type { DutyView } from '@thongsuot/contracts';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { INVENTED_ACT, INVENTED_HEIR, cleanAfterFile, serviceEnv, waitUntil } from '@thongsuot/testing';
import { DUTIES } from '../src/adapters/store/indexes';
import { definition } from '../src/service';

describe('duties in areas that an act ends', () => {
  let service: RunningService;
  const clock = new ManualClock('2024-01-30T02:00:00Z');

  beforeAll(async () => {
    service = await startService(definition, await serviceEnv(), { clock });
  }, 120_000);
  afterAll(() => service.close(), 60_000);
  cleanAfterFile();

  it('end with the area and go on in the heir, once', async () => {
    const token = await service.kit.tokens.sign({ subject: 'root', role: 'administrator' }, '10m');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const post = async (path: string, body: object): Promise<number> =>
      (await fetch(`${service.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    const held = async (area: string, on: string): Promise<DutyView[]> => {
      const response = await fetch(`${service.url}/api/v1/duties?area=${area}&on=${on}`, { headers });
      return ((await response.json()) as { items: DutyView[] }).items;
    };
    const duty = {
      duty: 'control-officer',
      position: 'Công chức Văn phòng – Thống kê',
      subjectId: 'officer-1',
      from: '2024-01-01',
      to: null,
    };
    expect(await post('/duties', { ...duty, unit: '19360' })).toBe(201);
    expect(await post('/duties', { ...duty, unit: '462' })).toBe(201);
    const { number, effectiveOn, changes } = INVENTED_ACT;
    expect(await post('/areas/acts', { number, effectiveOn, changes })).toBe(201);
    clock.set('2024-02-01T02:00:00Z');
    const count = (): Promise<number> => service.kit.store.collection(DUTIES).countDocuments();
    await waitUntil(async () => (await count()) === 4, { timeoutMs: 30_000, what: 'both duties to go on' });
    expect(await held('19360', '2024-01-31')).toMatchObject([{ areaVersion: '19360.open', to: '2024-01-31' }]);
    const [passed] = (await held('45', '2024-02-01')).filter(({ areaVersion }) => areaVersion === INVENTED_HEIR);
    expect(passed).toMatchObject({ unit: '19360', subjectId: 'officer-1', from: '2024-02-01', to: null });
    await service.running.tickers.get('areas')?.tickNow();
    expect(await count()).toBe(4);
  }, 90_000);
});
