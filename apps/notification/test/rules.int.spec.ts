import { ManualClock } from '@thongsuot/calendar';
import {
  AreaVersionId,
  DossierChanged,
  TaskCompleted,
  TaskDue,
  plainDate,
  type DossierState,
  type InboxItem,
  type NotificationRule,
  type NotificationTemplate,
  type PlainDate,
  type TaskState,
} from '@thongsuot/contracts';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, serviceEnv, waitUntil } from '@thongsuot/testing';
import { AUDIT_COLLECTION } from '@thongsuot/mongo-store';
import { DUE_ITEMS } from '../src/adapters/store/collections';
import { definition } from '../src/service';

const area = AreaVersionId.parse('19360.open');
const task = (index: number, dueOn: PlainDate | null): TaskState => ({
  ...{ taskId: `018d0172-03f2-7046-8082-00000098969${String(index)}`, planId: '018d00b9-01f9-7023-8041-0000004c4b4f' },
  ...{
    planAreaVersion: area,
    year: 2024,
    sectionNumber: 'X',
    number: String(index),
    title: 'Báo cáo kiểm soát TTHC',
    kind: 'fixed',
  },
  ...{ leads: [{ areaVersion: area, agency: 'van-phong' }], occurrence: '2024-Q1', state: 'open', dueOn, completedOn: null },
});

describe('rules and the clock', () => {
  let service: RunningService;
  let catalog: RunningService;
  let administrator: string;
  const clock = new ManualClock('2024-03-04T02:00:00Z');

  beforeAll(async () => {
    const env = await serviceEnv({ LOG_LEVEL: 'silent' });
    service = await startService(definition, env, { clock });
    catalog = await startService({ name: 'plan-catalog', controllers: [] }, env, { clock });
    administrator = await service.kit.tokens.sign({ subject: 'admin', role: 'administrator' }, '10m');
  }, 120_000);
  afterAll(() => Promise.all([service.close(), catalog.close()]), 60_000);
  cleanAfterFile();

  const call = (path: string, method = 'GET', body?: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${service.url}/api/v1${path}`, {
      ...{ method, headers: { authorization: `Bearer ${administrator}`, 'content-type': 'application/json', ...headers } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const read = async <T>(path: string): Promise<T> => (await (await call(path)).json()) as T;
  const inbox = async (code: string): Promise<InboxItem[]> =>
    (await read<{ items: InboxItem[] }>(`/inbox?area=${code}&limit=200`)).items;
  const kinds = async (code: string, unit?: string): Promise<string[]> =>
    (await inbox(code)).filter((one) => unit === undefined || one.unit === unit).map((one) => `${one.on} ${one.kind}`);
  const tick = async (day: string): Promise<void> => {
    clock.set(`${day}T02:00:00Z`);
    await service.running.tickers.get('due-items')?.tickNow();
  };
  const publish = (event: typeof TaskDue, after: TaskState): Promise<void> =>
    catalog.kit.unitOfWork.run((tx) => {
      tx.emit(event, { subject: after.taskId, key: area, data: { on: clock.today(), before: null, after } });
      return Promise.resolve();
    });
  const open = (): Promise<number> => service.kit.store.collection(DUE_ITEMS).countDocuments();

  it('a task is reminded of, then told level by level, and a pause neither loses nor doubles anything', async () => {
    await publish(TaskDue, task(1, plainDate('2024-03-15')));
    await waitUntil(async () => (await open()) === 1, { timeoutMs: 30_000 });
    for (const day of ['2024-03-05', '2024-03-08', '2024-03-08', '2024-03-14']) await tick(day);
    expect(await kinds('19360')).toEqual(['2024-03-14 task.reminder', '2024-03-08 task.reminder', '2024-03-04 task.due']);
    // The service is away from the 15th on: the newest reminder comes, and each level that was passed.
    await tick('2024-03-25');
    await tick('2024-03-25');
    expect(await kinds('19360', '19360/van-phong')).toEqual([
      '2024-03-25 task.reminder',
      ...['2024-03-14 task.reminder', '2024-03-08 task.reminder', '2024-03-04 task.due'],
    ]);
    expect(await kinds('19360', '19360')).toEqual(['2024-03-25 task.escalated']);
    const district = (await inbox('462')).filter(({ unit }) => unit === '462');
    expect(district.map(({ title }) => title.vi)).toEqual([
      'Cấp 2: van-phong, Phường 2 chậm 6 ngày làm việc: X.1 Báo cáo kiểm soát TTHC, hạn 15/03/2024',
    ]);
    await publish(TaskCompleted, { ...task(1, plainDate('2024-03-15')), state: 'completed', completedOn: clock.today() });
    await waitUntil(async () => (await open()) === 0, { timeoutMs: 30_000 });
    const before = (await inbox('45')).length;
    await tick('2024-04-10');
    expect((await inbox('45')).length).toBe(before);
  }, 60_000);

  it('an administrator lays down a rule for an area: it holds there, from its day, and only by its revision', async () => {
    clock.set('2024-04-15T02:00:00Z');
    await publish(TaskDue, task(2, plainDate('2024-04-26')));
    await waitUntil(async () => (await open()) === 1, { timeoutMs: 30_000 });
    await tick('2024-04-15');
    const rule = {
      ...{ key: 'task-reminder', title: { vi: 'Nhắc sớm', en: 'Early' }, area: '462' },
      when: { type: 'due-day', subject: 'task', before: [8, 3], on: false, after: [] },
      deliver: [{ to: 'responsible', channels: ['email'] }],
      ...{ urgent: false, enabled: true, validFrom: '2024-04-15', validTo: null, basis: 'CV 12/UBND', confirmed: true },
    };
    const refused = await call('/notification-rules', 'POST', { ...rule, validTo: '2024-01-01' });
    expect(refused.status).toBe(400);
    const created = await call('/notification-rules', 'POST', rule, { 'idempotency-key': 'rule-1' });
    expect(created.status).toBe(201);
    const made = (await created.json()) as NotificationRule;
    expect(made).toMatchObject({ rev: 1, area: { code: '462' }, deliver: [{ to: 'responsible', channels: ['inbox', 'email'] }] });
    const rules = await read<{ items: NotificationRule[] }>('/notification-rules?area=19360');
    expect(rules.items.filter(({ key }) => key === 'task-reminder').map(({ id, inForce }) => [id, inForce])).toEqual([
      [made.id, true],
      ['shipped:task-reminder', false],
    ]);
    const { id, rev, inForce, area: _area, ...content } = made;
    expect([rev, inForce]).toEqual([1, true]);
    const changed = { ...content, key: undefined, when: { ...rule.when, before: [6] } };
    expect((await call(`/notification-rules/${id}`, 'PUT', changed)).status).toBe(428);
    expect((await call(`/notification-rules/${id}`, 'PUT', changed, { 'if-match': '"1"' })).status).toBe(200);
    expect((await call(`/notification-rules/${id}`, 'PUT', changed, { 'if-match': '"1"' })).status).toBe(412);

    for (const day of ['2024-04-16', '2024-04-18', '2024-04-19', '2024-04-23']) await tick(day);
    const told = (await inbox('19360')).filter(({ on, kind }) => on >= '2024-04-15' && kind === 'task.reminder');
    expect(told.map(({ on }) => on)).toEqual(['2024-04-18']);
    expect(await service.kit.store.collection(AUDIT_COLLECTION).countDocuments({ subject: `notification-rule ${id}` })).toBe(2);
    const officer = await service.kit.tokens.sign({ subject: 'o', role: 'officer', area: '19360' }, '10m');
    const headers = { authorization: `Bearer ${officer}`, 'content-type': 'application/json' };
    const url = `${service.url}/api/v1/notification-rules`;
    expect((await fetch(url, { method: 'POST', headers, body: JSON.stringify(rule) })).status).toBe(403);
    expect((await fetch(`${url}?area=19360`, { headers })).status).toBe(200);
    expect((await fetch(`${url}?area=614`, { headers })).status).toBe(403);
  }, 60_000);

  it('words are changed with checked variables, and every version is kept', async () => {
    const { items } = await read<{ items: NotificationTemplate[] }>('/notification-templates');
    const { texts, variables } = items.find(({ kind }) => kind === 'task.due')!;
    expect(variables).toContain('due');
    const wrong = await call(
      '/notification-templates/task.due',
      'PUT',
      { ...texts, title: { vi: '{dueOn}', en: '[' } },
      { 'if-match': '0' },
    );
    expect(((await wrong.json()) as { errors: { pointer: string; code: string }[] }).errors).toMatchObject([
      { pointer: '/title/vi', code: 'variable-unknown' },
      { pointer: '/title/en', code: 'brackets-unbalanced' },
    ]);
    const next = { ...texts, title: { vi: 'Việc mới: {subject}[, xong trước {due}]', en: 'New: {subject}' } };
    const preview = (await (
      await call('/notification-templates/task.due/preview', 'POST', next)
    ).json()) as NotificationTemplate['texts'];
    expect(preview.title.vi).toBe('Việc mới: X.1 Tổng hợp báo cáo kiểm soát TTHC, xong trước 16/03/2026');
    expect((await call('/notification-templates/task.due', 'PUT', next, { 'if-match': '0' })).status).toBe(200);
    expect((await call('/notification-templates/task.due', 'PUT', next, { 'if-match': '0' })).status).toBe(412);
    const versions = await read<{ items: NotificationTemplate[] }>('/notification-templates/task.due/versions');
    expect(versions.items.map(({ version, texts: { title } }) => [version, title.vi.slice(0, 8)])).toEqual([
      [1, 'Việc mới'],
      [0, '{what}: '],
    ]);
    await publish(TaskDue, task(3, plainDate('2024-05-20')));
    await waitUntil(async () => (await inbox('19360')).some(({ title }) => title.vi.startsWith('Việc mới: X.3')), {
      timeoutMs: 30_000,
    });
    expect((await read<{ unread: number }>('/inbox/counts?area=19360')).unread).toBe((await inbox('19360')).length);
  }, 60_000);

  it('dossiers are counted by unit and day, told of once a day, and no more once given back', async () => {
    clock.set('2024-06-03T02:00:00Z');
    await service.running.tickers.get('dossiers')?.tickNow();
    const desk = await startService({ name: 'one-stop', controllers: [] }, await serviceEnv({ LOG_LEVEL: 'silent' }), { clock });
    try {
      const dossier = (code: string, resolvedOn: PlainDate | null): DossierState =>
        sampleDossier({ code, dueOn: plainDate('2024-06-05'), resolvedOn });
      const changed = (emit: { before: DossierState | null; after: DossierState | null }[]): Promise<void> =>
        desk.kit.unitOfWork.run((tx) => {
          for (const data of emit) tx.emit(DossierChanged, { subject: data.after?.code ?? '', key: area, data });
          return Promise.resolve();
        });
      const counted = async (): Promise<number[]> =>
        (await service.kit.store.collection<{ pending: number }>('dossier-dues').find().toArray()).map(({ pending }) => pending);
      await changed(['A', 'B', 'C'].map((code) => ({ before: null, after: dossier(code, null) })));
      await waitUntil(async () => (await counted()).join() === '3', { timeoutMs: 30_000, what: 'three dossiers' });
      for (const day of ['2024-06-04', '2024-06-04', '2024-06-05']) {
        clock.set(`${day}T02:00:00Z`);
        await service.running.tickers.get('dossiers')?.tickNow();
      }
      await changed([{ before: dossier('A', null), after: dossier('A', plainDate('2024-06-05')) }]);
      await waitUntil(async () => (await counted()).join() === '2', { timeoutMs: 30_000, what: 'one to be given back' });
      for (const day of ['2024-06-07', '2024-06-10']) {
        clock.set(`${day}T02:00:00Z`);
        await service.running.tickers.get('dossiers')?.tickNow();
      }
      const told = (await inbox('19360'))
        .filter(({ kind }) => kind.startsWith('dossier.'))
        .map(({ on, title }) => `${on} ${title.vi}`);
      expect(told).toEqual([
        '2024-06-07 2 hồ sơ vừa quá hạn, hẹn trả ngày 05/06/2024',
        '2024-06-05 3 hồ sơ hẹn trả ngày 05/06/2024',
        '2024-06-04 3 hồ sơ hẹn trả ngày 05/06/2024',
      ]);
    } finally {
      await desk.close();
    }
  }, 90_000);
});

/** A dossier of Phường 2. */
function sampleDossier(more: Partial<DossierState>): DossierState {
  return {
    ...{ code: 'A', unit: { areaVersion: area, agency: null }, custody: [{ areaVersion: area, from: plainDate('2024-06-01') }] },
    ...{ officer: null, linkedTo: null, receivedAreaVersion: null, procedureCode: null, fieldKey: null, fieldLabel: null },
    ...{ channel: 'direct', serviceLevel: null, state: 'in-progress', receivedOn: plainDate('2024-06-01'), dueOn: null },
    ...{ extendedDueOn: null, apologySentOn: null, resolvedOn: null, outcome: null, supplementDays: 0, hasFee: false },
    ...{ paidOnline: null, digitised: null, eResult: null, paperResultDue: null, reused: null, keptInStore: null },
    ...{ populationDb: null, deleted: false, ...more },
  };
}
