import type { ManualClock } from '@thongsuot/calendar';
import type { PlanView } from '@thongsuot/contracts';
import { startService, type RunningService } from '@thongsuot/service-kit';
import {
  INVENTED_ACT,
  INVENTED_HEIR,
  actsHeard,
  cleanAfterFile,
  publishInventedAct,
  serviceEnv,
  waitUntil,
} from '@thongsuot/testing';
import { TASKS } from '../src/adapters/store/collections';
import type { TaskDoc } from '../src/features/records';
import { Client, PHUONG_2, startCatalog } from './harness';

describe('open tasks of areas that an act ends', () => {
  let service: RunningService;
  let directory: RunningService;
  let clock: ManualClock;

  beforeAll(async () => {
    ({ service, clock } = await startCatalog('2024-01-30T02:00:00Z'));
    directory = await startService({ name: 'directory', controllers: [] }, await serviceEnv(), { clock });
  }, 120_000);
  afterAll(() => Promise.all([service.close(), directory.close()]), 60_000);
  cleanAfterFile();

  const lines = (): Promise<TaskDoc[]> => service.kit.store.collection<TaskDoc>(TASKS).find({}).sort({ _id: 1 }).toArray();
  const isOpen = ({ status }: TaskDoc): boolean => status !== 'completed' && status !== 'cancelled';

  it('pass with their leads to the heir, once, and say by which act', async () => {
    const ward = await Client.of(service, 'officer', '19360');
    const { body } = await ward.importSample<{ plan: PlanView }>('phuong-2-2024.docx', PHUONG_2);
    const issued = await ward.post(`/plans/${String(body.plan.id)}/issue`, {
      withhold: body.plan.sections.flatMap(({ tasks }) => tasks.filter((task) => task.findings.length > 0).map(({ ref }) => ref)),
    });
    expect(issued.status).toBe(200);
    await service.running.tickers.get('tasks')?.tickNow();
    const before = await lines();
    const open = before.filter(isOpen);
    expect(open.length).toBeGreaterThan(10);
    await publishInventedAct(directory);
    await waitUntil(() => Promise.resolve(service.kit.areas.tree.findById(INVENTED_HEIR) !== undefined), { timeoutMs: 30_000 });
    clock.set('2024-02-01T02:00:00Z');
    const passed = async (): Promise<TaskDoc[]> => (await lines()).filter(({ areaVersion }) => areaVersion === INVENTED_HEIR);
    await waitUntil(async () => (await passed()).length === open.length, { timeoutMs: 30_000, what: 'every open line to pass' });
    expect((await lines()).map(({ _id }) => _id)).toEqual(before.map(({ _id }) => _id));
    for (const line of await passed()) {
      expect(line.leadUnits.every(({ areaVersion }) => areaVersion === INVENTED_HEIR)).toBe(true);
      expect(line.passings?.[0]).toMatchObject({
        from: { areaVersion: '19360.open' },
        to: { areaVersion: INVENTED_HEIR },
        on: '2024-02-01',
        act: INVENTED_ACT.id,
      });
    }
    const revisions = (await passed()).map(({ passings }) => passings?.length);
    await publishInventedAct(directory);
    await waitUntil(async () => (await actsHeard(service)) === 2, { timeoutMs: 30_000, what: 'the act to come again' });
    await service.running.tickers.get('areas')?.tickNow();
    expect((await passed()).map(({ passings }) => passings?.length)).toEqual(revisions);
    const heir = await Client.of(service, 'officer', '19360');
    expect((await heir.get<{ items: unknown[] }>('/tasks?limit=200')).body.items).toHaveLength(open.length);
  }, 120_000);
});
