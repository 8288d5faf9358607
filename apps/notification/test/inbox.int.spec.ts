import { ManualClock } from '@thongsuot/calendar';
import {
  AreaVersionId,
  TaskCompleted,
  TaskDue,
  TaskOverdue,
  plainDate,
  type InboxItem,
  type TaskState,
} from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, serviceEnv, waitUntil } from '@thongsuot/testing';
import { definition } from '../src/service';

const area = AreaVersionId.parse('614.open');
const on = plainDate('2022-02-01');
const task: TaskState = {
  ...{ taskId: '018d0172-03f2-7046-8082-00000098969e', planId: '018d00b9-01f9-7023-8041-0000004c4b4f', planAreaVersion: area },
  ...{ year: 2022, sectionNumber: 'II', number: '1', title: 'Rà soát, lập danh mục TTHC', kind: 'fixed', occurrence: 'once' },
  ...{ leads: [{ areaVersion: area, agency: 'phong-noi-vu' }], state: 'open', dueOn: plainDate('2022-02-09'), completedOn: null },
};

describe('inbox and calendar', () => {
  let service: RunningService;
  let catalog: RunningService;
  let officer: string;

  beforeAll(async () => {
    const clock = new ManualClock('2022-02-10T02:00:00Z');
    const env = await serviceEnv({ LOG_LEVEL: 'silent' });
    service = await startService(definition, env, { clock });
    catalog = await startService({ name: 'plan-catalog', controllers: [] }, env, { clock });
    officer = await service.kit.tokens.sign({ subject: 'o', role: 'officer', area: '614' }, '10m');
  }, 180_000);
  afterAll(() => Promise.all([service.close(), catalog.close()]), 60_000);
  cleanAfterFile();

  const publish = (emit: (tx: Tx) => void): Promise<void> =>
    catalog.kit.unitOfWork.run((tx) => {
      emit(tx);
      return Promise.resolve();
    });
  const due = (tx: Tx, before: TaskState | null, after: TaskState): void => {
    tx.emit(TaskDue, { subject: after.taskId, key: area, data: { on, before, after } });
  };
  const request = async (path: string, method = 'GET', token = officer): Promise<Response> =>
    fetch(`${service.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}` } });
  const inbox = async (query: string): Promise<InboxItem[]> =>
    ((await (await request(`/inbox${query}`)).json()) as { items: InboxItem[] }).items;
  const calendar = async (code: string): Promise<string> => {
    const response = await fetch(`${service.url}/api/v1/calendar.ics?area=${code}`);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    return (await response.text()).replaceAll(/\r\n[ \t]/gu, '');
  };

  it('a task that opens twice over and is missed is two kinds of message, and one calendar day', async () => {
    await publish((tx) => {
      due(tx, null, { ...task, state: 'waiting' });
      due(tx, { ...task, state: 'waiting' }, task);
      due(tx, { ...task, state: 'waiting' }, task);
      const late = { ...task, state: 'overdue' as const };
      tx.emit(TaskOverdue, { subject: task.taskId, key: area, data: { on: plainDate('2022-02-10'), before: task, after: late } });
    });
    await waitUntil(async () => (await inbox('?area=614')).length === 3, { timeoutMs: 30_000 });
    expect((await inbox('?area=614')).map((one) => [one.kind, one.unit]).sort()).toEqual([
      ['task.due', '614/phong-noi-vu'],
      ['task.overdue', '614'],
      ['task.overdue', '614/phong-noi-vu'],
    ]);
    const feed = await calendar('614');
    expect(feed.match(/BEGIN:VEVENT/gu)).toHaveLength(1);
    expect(feed).toContain('SUMMARY:QUÁ HẠN: II.1 Rà soát\\, lập danh mục TTHC');
    expect(feed).toContain('DTSTART;VALUE=DATE:20220209');
  });

  it('a read message stays read, the next page follows, and nobody else sees any', async () => {
    const [first] = await inbox('?limit=1');
    const read = await request(`/inbox/${first!.id}/read`, 'POST');
    expect(((await read.json()) as InboxItem).read).toBe(true);
    expect((await inbox('?unread=true')).map((one) => one.id)).not.toContain(first!.id);
    const page = (await (await request('/inbox?limit=2')).json()) as { items: InboxItem[]; nextCursor: string };
    expect(await inbox(`?limit=2&cursor=${page.nextCursor}`)).toHaveLength(1);
    const stranger = await service.kit.tokens.sign({ subject: 's', role: 'officer', area: '462' }, '10m');
    expect((await request('/inbox?area=614', 'GET', stranger)).status).toBe(403);
    expect((await request(`/inbox/${first!.id}/read`, 'POST', stranger)).status).toBe(403);
    expect((await fetch(`${service.url}/api/v1/inbox`)).status).toBe(401);
  });

  it('a completed task is marked in the calendar of the province too', async () => {
    const done = { ...task, state: 'completed' as const, completedOn: on };
    await publish((tx) => {
      tx.emit(TaskCompleted, { subject: task.taskId, key: area, data: { on, before: task, after: done } });
    });
    await waitUntil(async () => (await calendar('62')).includes('SUMMARY:✓ II.1'), { timeoutMs: 30_000 });
    expect(await calendar('45')).not.toContain('VEVENT');
  });
});
