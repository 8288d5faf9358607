import type { ManualClock } from '@thongsuot/calendar';
import type { AnswerOf, MeasuresView, PlanView, Problem, TaskItem, getBulletin, sumCommunications } from '@thongsuot/contracts';
import type { RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile } from '@thongsuot/testing';
import { Client, PHUONG_2, startCatalog } from './harness';

describe('continuous work of a ward, measured', () => {
  let service: RunningService;
  let clock: ManualClock;
  let ward: Client;
  let leader: Client;
  let planId: string;

  beforeAll(async () => {
    ({ service, clock } = await startCatalog('2024-01-30T02:00:00Z'));
    ward = await Client.of(service, 'officer', '19360');
    leader = await Client.of(service, 'leader', '19360');
    const imported = await ward.importSample<{ plan: PlanView }>('phuong-2-2024.docx', PHUONG_2);
    planId = imported.body.plan.id!;
    expect((await ward.post(`/plans/${planId}/issue`)).status).toBe(200);
    clock.set('2024-02-05T02:00:00Z');
  }, 180_000);
  afterAll(() => service.close(), 60_000);
  cleanAfterFile();

  const measureOf = async (ref: string, on = ''): Promise<MeasuresView['items'][number]> => {
    const { body } = await ward.get<MeasuresView>(`/plans/${planId}/measures${on}`);
    return body.items.find((one) => one.ref === ref)!;
  };

  it('every continuous task has what makes it done or late', async () => {
    const { body } = await ward.get<MeasuresView>(`/plans/${planId}/measures`);
    expect(body.items).toHaveLength(17);
    expect(body.items.filter((one) => one.measure === null)).toEqual([]);
    expect(await measureOf('II.1')).toMatchObject({
      set: 'by-rule',
      state: 'elsewhere',
      measure: { figure: 'posted', percent: 100 },
    });
    expect(await measureOf('IV.7')).toMatchObject({ measure: { figure: 'apologies' } });
    expect(await measureOf('I.2')).toMatchObject({ state: 'on-track', measure: { kind: 'directives' } });
  });

  it('a broadcast is proof in the rhythm of its task; a month without one makes it late', async () => {
    const { body } = await ward.get<{ items: TaskItem[] }>('/tasks?area=19360&limit=100');
    const task = body.items.find((one) => one.ref === 'VII.1')!;
    const told = {
      ...{ unit: '19360', kind: 'broadcast', title: 'Bản tin tháng 2', on: '2024-02-05', copies: 3, reach: 1200 },
      ...{ proof: 'Sổ phát thanh số 4', taskId: task.id },
    };
    expect((await ward.post(`/communications`, told)).status).toBe(201);
    await ward.post('/communications', { unit: '19360', kind: 'leaflet', title: 'Tờ rơi', on: '2024-02-05', copies: 500 });
    expect((await ward.post<Problem>('/communications', { ...told, on: '2024-02-09' })).status).toBe(422);
    expect(await measureOf('VII.1')).toMatchObject({
      state: 'on-track',
      lastEvidenceOn: '2024-02-05',
      nextDueOn: '2024-03-07',
      met: 1,
    });
    expect(await measureOf('VII.1', '?on=2024-03-08')).toMatchObject({ state: 'late', missed: 1 });
    const sum = await ward.get<AnswerOf<typeof sumCommunications>>(
      '/communications/figures?area=19360&from=2024-02-01&to=2024-02-29',
    );
    expect(sum.body.items).toEqual([
      { kind: 'leaflet', recorded: 1, copies: 500, reach: 0, proven: 0 },
      { kind: 'broadcast', recorded: 1, copies: 3, reach: 1200, proven: 1 },
    ]);
    expect(sum.body.total).toEqual({ recorded: 2, copies: 503, reach: 1200, proven: 1 });
  });

  it('a unit sets a measure of its own, with a reason; only continuous work has one', async () => {
    const own = await measureOf('VII.2');
    const changed = await ward.post<MeasuresView>(`/tasks/${own.taskId}/measure`, {
      ...{ measure: { kind: 'rhythm', everyDays: 7 }, reason: 'Quy chế Trang TTĐT: mỗi tuần một tin' },
    });
    expect(changed.body.items.find((one) => one.ref === 'VII.2')).toMatchObject({ set: 'by-person', measure: { everyDays: 7 } });
    const plan = await ward.get<{ plan: PlanView }>(`/plans/${planId}`);
    const once = plan.body.plan.sections.flatMap((one) => one.tasks).find((one) => one.ref === 'I.1')!;
    const refused = await ward.post<Problem>(`/tasks/${once.id!}/measure`, { measure: { kind: 'directives' }, reason: 'x' });
    expect(refused.body.code).toBe('rule-violated');
  });

  it('words are judged by a leader, numbers by nobody', async () => {
    const { body } = await ward.get<{ plan: PlanView }>(`/plans/${planId}`);
    const words = body.plan.targets.find((one) => one.op === 'text')!;
    const number = body.plan.targets.find((one) => one.op !== 'text')!;
    const said = { key: words.key, period: '2024-Q1', met: true, reason: 'Đạt 98% kế hoạch tỉnh giao' };
    expect((await ward.post<Problem>(`/plans/${planId}/judgements`, said)).status).toBe(403);
    const judged = await leader.post<{ items: { met: boolean; by: string }[] }>(`/plans/${planId}/judgements`, said);
    expect(judged.body.items).toMatchObject([{ met: true, by: 'leader-19360', period: '2024-Q1' }]);
    expect((await leader.post<Problem>(`/plans/${planId}/judgements`, { ...said, key: number.key })).body.code).toBe(
      'rule-violated',
    );
  });

  it('a bulletin is drawn up to be read out', async () => {
    const { body } = await ward.get<AnswerOf<typeof getBulletin>>(`/plans/${planId}/bulletin?on=2024-02-05`);
    expect(body.title).toBe('Bản tin truyền thanh về kiểm soát thủ tục hành chính, ngày 5 tháng 2 năm 2024');
    expect(body.paragraphs.join(' ')).toContain('Kế hoạch số 105 với 26 nhiệm vụ');
    expect(body.paragraphs.join(' ')).not.toMatch(/%|TTHC|UBND/u);
    expect(body.minutes).toBeGreaterThan(0.5);
  });
});
