import { ManualClock } from '@thongsuot/calendar';
import { AreaVersionId, TaskOverdue, plainDate, type InboxItem, type TaskState } from '@thongsuot/contracts';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { INVENTED_HEIR, actsHeard, cleanAfterFile, publishInventedAct, serviceEnv, waitUntil } from '@thongsuot/testing';
import { INBOX, type InboxDoc } from '../src/adapters/store/collections';
import { definition } from '../src/service';

const area = AreaVersionId.parse('19360.open');
const task: TaskState = {
  ...{ taskId: '018d0172-03f2-7046-8082-00000098969e', planId: '018d00b9-01f9-7023-8041-0000004c4b4f', planAreaVersion: area },
  ...{ year: 2024, sectionNumber: 'I', number: '1', title: 'Xây dựng kế hoạch', kind: 'fixed', occurrence: 'once' },
  ...{ leads: [{ areaVersion: area, agency: null }], state: 'open', dueOn: plainDate('2024-01-29'), completedOn: null },
};

describe('unread messages of areas that an act ends', () => {
  let service: RunningService;
  let directory: RunningService;
  let catalog: RunningService;
  const clock = new ManualClock('2024-01-30T02:00:00Z');

  beforeAll(async () => {
    const env = await serviceEnv({ LOG_LEVEL: 'silent' });
    service = await startService(definition, env, { clock });
    directory = await startService({ name: 'directory', controllers: [] }, env, { clock });
    catalog = await startService({ name: 'plan-catalog', controllers: [] }, env, { clock });
  }, 120_000);
  afterAll(() => Promise.all([service.close(), directory.close(), catalog.close()]), 60_000);
  cleanAfterFile();

  const rows = (): Promise<InboxDoc[]> =>
    service.kit.store.collection<InboxDoc>(INBOX).find({ kind: 'task.overdue' }).sort({ _id: 1 }).toArray();

  it('pass to the inbox of the heir, once; what was read stays where it was read', async () => {
    await catalog.kit.unitOfWork.run((tx) => {
      for (const [index, number] of ['1', '2'].entries()) {
        const before = { ...task, number, taskId: `${task.taskId.slice(0, -1)}${String(index)}` };
        const after = { ...before, state: 'overdue' as const };
        tx.emit(TaskOverdue, { subject: before.taskId, key: area, data: { on: plainDate('2024-01-30'), before, after } });
      }
      return Promise.resolve();
    });
    await waitUntil(async () => (await rows()).length === 2, { timeoutMs: 30_000, what: 'two messages' });
    const [read, unread] = await rows();
    const officer = await service.kit.tokens.sign({ subject: 'o', role: 'officer', area: '19360' }, '10m');
    const headers = { authorization: `Bearer ${officer}` };
    const answered = await fetch(`${service.url}/api/v1/inbox/${read?._id ?? ''}/read`, { method: 'POST', headers });
    expect(((await answered.json()) as InboxItem).read).toBe(true);

    await publishInventedAct(directory);
    await waitUntil(() => Promise.resolve(service.kit.areas.tree.findById(INVENTED_HEIR) !== undefined), { timeoutMs: 30_000 });
    expect((await rows()).map(({ areaVersion }) => areaVersion)).toEqual([area, area]);
    clock.set('2024-02-01T02:00:00Z');
    const passed = async (): Promise<InboxDoc[]> => (await rows()).filter(({ areaVersion }) => areaVersion === INVENTED_HEIR);
    await waitUntil(async () => (await passed()).length > 0, { timeoutMs: 30_000, what: 'the message to pass' });
    expect((await passed()).map(({ _id }) => _id)).toEqual([unread?._id]);
    await publishInventedAct(directory);
    await waitUntil(async () => (await actsHeard(service)) === 2, { timeoutMs: 30_000, what: 'the act to come again' });
    expect(await service.running.tickers.get('areas')?.tickNow()).toBe(0);
    expect((await rows()).find(({ _id }) => _id === read?._id)?.areaVersion).toBe(area);
  }, 90_000);
});
