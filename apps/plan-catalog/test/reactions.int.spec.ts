import type { ManualClock } from '@thongsuot/calendar';
import {
  AreaVersionId,
  FeedbackReceived,
  PostingDrifted,
  ReportApproved,
  TaskCompleted,
  TaskDue,
  TaskOverdue,
  plainDate,
  type DirectiveView,
  type FeedbackState,
  type PlanView,
  type Problem,
  type ReportRevision,
  type TaskItem,
  type TaskState,
} from '@thongsuot/contracts';
import { OUTBOX_COLLECTION, type OutboxPack } from '@thongsuot/mongo-store';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, serviceEnv, waitUntil } from '@thongsuot/testing';
import { Client, KON_RAY, startCatalog } from './harness';

interface Page<T> {
  items: T[];
}

const FEEDBACK_ID = '018d00b9-01f9-7023-8041-0000000f0001';
const commune = { areaVersion: AreaVersionId.parse('23482.open'), agency: null };

const feedback = (changes: Partial<FeedbackState>): FeedbackReceived => ({
  on: plainDate('2022-02-07'),
  before: null,
  after: {
    ...{ id: FEEDBACK_ID, unit: commune, handler: commune, kind: 'act', fieldKey: null, fieldLabel: null, state: 'received' },
    ...{ inCompetence: null, receivedOn: plainDate('2022-02-07'), forwardedOn: null, answeredOn: null, publishedOn: null },
    ...{ dueOn: null, aboutDossier: null, procedureCode: null, onHandling: true, harassment: false, proved: null },
    ...changes,
  },
});

describe('what starts, moves and ends tasks', () => {
  let service: RunningService;
  let clock: ManualClock;
  let elsewhere: RunningService[];
  let district: Client;
  let planId: string;

  beforeAll(async () => {
    ({ service, clock } = await startCatalog('2022-02-07T02:00:00Z'));
    const env = await serviceEnv({ LOG_LEVEL: 'silent' });
    const publisher = (name: 'feedback-intake' | 'reporting' | 'procedure-publication'): Promise<RunningService> =>
      startService({ name, controllers: [] }, env, { clock });
    elsewhere = await Promise.all([publisher('feedback-intake'), publisher('reporting'), publisher('procedure-publication')]);
    district = await Client.of(service, 'officer', '614');
    const { body } = await district.importSample<{ plan: PlanView }>('kon-ray-2022.docx', KON_RAY);
    planId = body.plan.id!;
    const issued = await district.post(`/plans/${planId}/issue`, { withhold: ['II.2', 'II.3', 'VII.2'] });
    expect(issued.status).toBe(200);
  }, 180_000);
  afterAll(() => Promise.all([service, ...elsewhere].map((one) => one.close())), 60_000);
  // After the services are closed: a topic that vanishes under a consumer keeps it waiting.
  cleanAfterFile();

  const linesOf = async (ref: string): Promise<TaskItem[]> =>
    (await district.get<Page<TaskItem>>('/tasks?area=614&limit=200')).body.items.filter((one) => one.ref === ref);
  const told = async (): Promise<{ type: string; on: string; before: TaskState | null; after: TaskState }[]> => {
    const packs = await service.kit.store.collection<OutboxPack>(OUTBOX_COLLECTION).find({}).sort({ _id: 1 }).toArray();
    return packs
      .flatMap((pack) => pack.events)
      .filter((event) => [TaskDue.type, TaskOverdue.type, TaskCompleted.type].includes(event.type))
      .map((event) => ({ type: event.type.split('.')[3] ?? '', ...(JSON.parse(event.data) as { on: string }) }) as never);
  };
  const tick = async (): Promise<void> => {
    const administrator = await service.kit.tokens.sign({ subject: 'root', role: 'administrator' }, '5m');
    const headers = { authorization: `Bearer ${administrator}` };
    await fetch(`${service.url}/ops/tick`, { method: 'POST', headers });
    await waitUntil(
      async () =>
        (await service.kit.store.collection('tasks').countDocuments({ nextAt: { $lte: service.kit.clock.today() } })) === 0,
    );
  };

  it('a directive of the province starts the task it names, through the log, once', async () => {
    expect((await linesOf('VII.1')).map((one) => [one.occurrence, one.status])).toEqual([['trigger', 'waiting']]);
    const directive = {
      ...{ number: '512/UBND-KSTTHC', issuer: '62', issuedOn: '2022-02-04', addressees: ['614'], byDate: '2022-03-01' },
      asks: 'Phối hợp thí điểm tiếp nhận hồ sơ, trả kết quả giải quyết TTHC không phụ thuộc vào địa giới hành chính',
    };
    const recorded = await district.post<DirectiveView>('/directives', directive, { 'idempotency-key': 'd1' });
    const again = await district.post<DirectiveView>('/directives', directive, { 'idempotency-key': 'd1' });
    expect([recorded.status, again.body.id]).toEqual([201, recorded.body.id]);
    await waitUntil(async () => (await linesOf('VII.1'))[0]?.occurrence === recorded.body.id, { timeoutMs: 20_000 });
    expect(await linesOf('VII.1')).toMatchObject([{ status: 'open', dueOn: '2022-03-01', triggeredOn: '2022-02-07' }]);
    expect((await linesOf('VII.3')).map((one) => one.status)).toEqual(['waiting']);
    const { body } = await district.get<Page<DirectiveView>>('/directives?to=614');
    expect(body.items).toMatchObject([{ id: recorded.body.id, started: [{ ref: 'VII.1', status: 'open' }] }]);

    const receipt = await district.post<DirectiveView>(`/directives/${recorded.body.id}/receipt`);
    expect(receipt.body.receipts).toMatchObject([{ unit: '614', by: 'officer-614' }]);
    const stranger = await Client.of(service, 'officer', '462');
    expect((await stranger.post('/directives', directive)).status).toBe(403);
    expect((await stranger.post(`/directives/${recorded.body.id}/receipt`)).status).toBe(403);
  });

  it('feedback on handling opens the ad-hoc inspection once, however often it is told; an old one opens none', async () => {
    const emit = (data: FeedbackReceived): Promise<void> =>
      elsewhere[0]!.kit.unitOfWork.run(async (tx) => {
        tx.stamp(null);
        tx.emit(FeedbackReceived, { subject: data.after!.id, key: '23482.open', data });
        return Promise.resolve();
      });
    await emit(feedback({ id: '018d00b9-01f9-7023-8041-0000000f0002', receivedOn: plainDate('2021-06-01') }));
    await emit(feedback({ id: '018d00b9-01f9-7023-8041-0000000f0003', onHandling: false }));
    await emit(feedback({}));
    await emit(feedback({ state: 'classified' }));
    await emit(feedback({ id: '018d00b9-01f9-7023-8041-0000000f0004' }));
    const last = '018d00b9-01f9-7023-8041-0000000f0004';
    await waitUntil(async () => (await linesOf('III.3')).some((one) => one.occurrence === last), { timeoutMs: 20_000 });
    expect((await linesOf('III.3')).map((one) => [one.occurrence, one.status])).toEqual([
      [FEEDBACK_ID, 'open'],
      [last, 'open'],
    ]);
  });

  it('time opens and misses exactly what the scenario says', async () => {
    await tick();
    clock.set('2022-03-16T02:00:00Z');
    await tick();
    await tick();
    const events = await told();
    const moved = events
      .filter((one) => one.before !== null)
      .map(
        (one) =>
          `${one.on} ${one.type} ${one.after.sectionNumber}.${one.after.number} ${one.after.occurrence.length > 20 ? 'trigger' : one.after.occurrence}`,
      );
    expect(moved.sort()).toEqual([
      '2022-02-07 due I.1 continuous',
      '2022-02-07 due I.2 continuous',
      '2022-02-07 due II.1 once',
      '2022-02-07 due IV.1 continuous',
      '2022-02-07 due IV.2 continuous',
      '2022-02-07 due V.1 continuous',
      '2022-02-07 due V.2 continuous',
      '2022-02-07 due VI.1 2022-Q1',
      '2022-02-07 due VI.1 2022-Y',
      '2022-03-16 overdue II.1 once',
      '2022-03-16 overdue VI.1 2022-Q1',
      '2022-03-16 overdue VII.1 trigger',
    ]);
    const overdue = await district.get<Page<TaskItem>>('/tasks?area=614&status=overdue');
    expect(overdue.body.items.map((one) => [one.ref, one.dueOn])).toEqual([
      ['II.1', '2022-02-09'],
      ['VII.1', '2022-03-01'],
      ['VI.1', '2022-03-14'],
    ]);
    const before = await district.get<Page<TaskItem>>('/tasks?area=614&status=overdue&on=2022-02-09');
    expect(before.body.items).toEqual([]);
    const strictly = await district.get<Page<TaskItem>>('/tasks?area=614&dueBefore=2022-03-01');
    expect(strictly.body.items.map((one) => one.ref)).toEqual(['II.1']);
  });

  it('postpones with a reason, completes with evidence, and raises a difficulty to the province', async () => {
    const [task] = await linesOf('II.1');
    const postponed = await district.post<TaskItem>(`/tasks/${task!.id}/postpone`, { to: '2022-03-20', reason: 'Chờ tỉnh' });
    expect(postponed.body).toMatchObject({ status: 'open', dueOn: '2022-03-20', postponements: [{ from: '2022-02-09' }] });
    const bare = await district.post<Problem>(`/tasks/${task!.id}/complete`);
    expect([bare.status, bare.body.code]).toEqual([409, 'task-state-conflict']);
    await district.post(`/tasks/${task!.id}/evidence`, { kind: 'document', reference: '15/BC-VP' });
    const done = await district.post<TaskItem>(`/tasks/${task!.id}/complete`);
    expect(done.body).toMatchObject({ status: 'completed', completedOn: '2022-03-16', late: false });

    const raised = await district.post<{ id: string }>(`/tasks/${task!.id}/difficulties`, { text: 'Chưa có kinh phí' });
    expect(raised.body).toMatchObject({ state: 'open', raisedTo: { code: '62' } });
    expect((await district.post(`/difficulties/${raised.body.id}/resolve`, { resolution: 'Tự cấp' })).status).toBe(403);
    const province = await Client.of(service, 'leader', '62');
    const resolved = await province.post(`/difficulties/${raised.body.id}/resolve`, { resolution: 'Đã bố trí' });
    expect(resolved.body).toMatchObject({ state: 'resolved', resolvedBy: 'leader-62' });
  });

  it('an approved report completes the occurrence of its period, with both steps', async () => {
    const report = {
      ...{ reportId: '018d00b9-01f9-7023-8041-0000000f0009', revision: 1, form: 'II.06a', formVersion: 'tt01-2020' },
      ...{ period: '2022-Q1', unit: { areaVersion: '614.open', agency: null }, hash: 'a'.repeat(64), previousHash: null },
      ...{ recipients: [{ unit: { areaVersion: '62.open', agency: null }, dueOn: null }], task: null },
    } as unknown as ReportRevision;
    const approvedBy = { areaVersion: AreaVersionId.parse('62.open'), agency: null };
    await elsewhere[1]!.kit.unitOfWork.run(async (tx) => {
      tx.emit(ReportApproved, {
        ...{ subject: report.reportId, key: '614.open' },
        data: { report, approvedBy, approvedOn: plainDate('2022-03-16') },
      });
      return Promise.resolve();
    });
    const quarter = async (): Promise<TaskItem | undefined> =>
      (await linesOf('VI.1')).find((one) => one.occurrence === '2022-Q1');
    await waitUntil(async () => (await quarter())?.status === 'completed', { timeoutMs: 20_000 });
    expect(await quarter()).toMatchObject({ late: true, evidence: [{ kind: 'report', reference: report.reportId }] });
    expect((await linesOf('VI.1')).map((one) => one.status).sort()).toEqual(['completed', 'open', 'waiting', 'waiting']);
  });

  it('an inspection keeps its findings here and is listed above', async () => {
    const inspection = {
      ...{ inspector: '614/doan-kiem-tra', inspected: '23482', kind: 'ad-hoc', from: '2022-03-10', to: '2022-03-11' },
      heads: [{ head: 'one-stop', findings: [{ text: 'Chưa niêm yết 2 TTHC', remedied: true }] }],
      feedbackId: FEEDBACK_ID,
    };
    const recorded = await district.post<{ id: string }>('/inspections', inspection);
    expect(recorded.status).toBe(201);
    const province = await Client.of(service, 'leader', '62');
    const list = await province.get<Page<{ id: string; heads: unknown }>>('/inspections?area=614');
    expect(list.body.items).toMatchObject([{ id: recorded.body.id, feedbackId: FEEDBACK_ID, heads: inspection.heads }]);
  });

  it('what is posted wrongly becomes a task of the unit that posted it, once a check', async () => {
    const drift = {
      ...{ on: plainDate('2022-03-14'), checkId: '018d00b9-01f9-7023-8041-0000000f000a', channel: 'website' as const },
      ...{ unit: { areaVersion: AreaVersionId.parse('614.open'), agency: null }, procedures: 2, differences: 3 },
      first: [{ procedureCode: '1.000656', field: 'fee' }],
    } as PostingDrifted;
    for (let told = 0; told < 2; told += 1) {
      await elsewhere[2]!.kit.unitOfWork.run((tx) => {
        tx.emit(PostingDrifted, { subject: '614.open:website', key: '614.open', data: drift });
        return Promise.resolve();
      });
    }
    await waitUntil(async () => (await linesOf('KP.1')).length > 0, { timeoutMs: 20_000 });
    expect(await linesOf('KP.1')).toMatchObject([
      { title: 'Sửa nội dung công khai sai khác ở 2 thủ tục trên trang thông tin điện tử', dueOn: '2022-03-21' },
    ]);
    expect(await linesOf('KP.2')).toEqual([]);
  });
});
