import type { ManualClock } from '@thongsuot/calendar';
import type { AnswerOf, InspectionView, PlanView, Problem, TaskItem, listShortcomings } from '@thongsuot/contracts';
import type { RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, waitUntil } from '@thongsuot/testing';
import { Client, KON_RAY, startCatalog } from './harness';

describe('inspections, from the plan of the year to a finding seen remedied', () => {
  let service: RunningService;
  let clock: ManualClock;
  let district: Client;
  let commune: Client;
  let communePlan: string;
  const tasksOf = async (client: Client, area: string): Promise<TaskItem[]> =>
    (await client.get<{ items: TaskItem[] }>(`/tasks?area=${area}&limit=100`)).body.items;

  beforeAll(async () => {
    ({ service, clock } = await startCatalog('2022-02-01T02:00:00Z'));
    district = await Client.of(service, 'officer', '614');
    commune = await Client.of(service, 'officer', '23497');
    const imported = await district.importSample<{ plan: PlanView }>('kon-ray-2022.docx', KON_RAY);
    const parent = imported.body.plan.id!;
    await district.post(`/plans/${parent}/issue`, {
      ...{ withhold: ['II.2', 'II.3', 'VII.2'], number: '12/KH-UBND', issued: '2022-02-01' },
    });
    const handed = await district.post<{ items: { planId: string }[] }>(`/plans/${parent}/cascade`, { to: ['23497'] });
    communePlan = handed.body.items[0]!.planId;
    await commune.post(`/plans/${communePlan}/issue`, { number: '05/KH-UBND', issued: '2022-02-10' });
  }, 180_000);
  afterAll(() => service.close(), 60_000);
  cleanAfterFile();

  it('a planned one takes its results once; they prove the task it names', async () => {
    const task = (await tasksOf(district, '614')).find((one) => one.ref === 'III.1')!;
    const planned = await district.post<{ items: InspectionView[] }>('/inspections/plans', {
      inspector: '614',
      items: [
        { inspected: '23497', from: '2022-05-10', to: '2022-05-11', taskId: task.id, reason: 'Theo kế hoạch' },
        { inspected: '23494', from: '2022-05-12', to: '2022-05-13' },
      ],
    });
    expect([planned.status, planned.body.items.map((one) => [one.state, one.missingHeads])]).toEqual([
      ...[
        201,
        [
          ['planned', []],
          ['planned', []],
        ],
      ],
    ]);
    const [first] = planned.body.items;
    const results = {
      heads: [
        {
          head: 'publication',
          checked: [{ key: 'complete', fulfilled: false, note: 'Thiếu 12/250' }],
          findings: [{ text: 'Niêm yết thiếu 12 thủ tục' }],
        },
        { head: 'reporting', findings: [{ text: 'Báo cáo quý I chậm 2 ngày' }] },
      ],
      remediesDueOn: '2022-06-15',
    };
    expect((await commune.post<Problem>(`/inspections/${first!.id}/results`, results)).status).toBe(403);
    const recorded = await district.post<InspectionView>(`/inspections/${first!.id}/results`, results);
    expect(recorded.body).toMatchObject({ state: 'recorded', remediesDueOn: '2022-06-15', reason: 'Theo kế hoạch' });
    expect(recorded.body.heads.flatMap((one) => one.findings.map((finding) => [finding.number, finding.state]))).toEqual([
      ...[
        [1, 'open'],
        [2, 'open'],
      ],
    ]);
    expect((await district.post<Problem>(`/inspections/${first!.id}/results`, results)).body.code).toBe('conflict');
    const proven = (await tasksOf(district, '614')).find((one) => one.ref === 'III.1')!;
    expect(proven.evidence).toMatchObject([{ kind: 'report', reference: `inspection/${first!.id}` }]);
    const left = await district.get<{ items: InspectionView[] }>('/inspections?area=614&state=planned&year=2022');
    expect(left.body.items.map((one) => one.inspected)).toEqual(['23494']);
  });

  it('a finding becomes a task of the unit inspected; done there, it waits to be looked at again', async () => {
    clock.set('2022-05-20T02:00:00Z');
    const { body } = await district.get<{ items: InspectionView[] }>('/inspections?area=23497&state=recorded&on=2022-05-20');
    const { id } = body.items[0]!;
    const past = await district.post<Problem>(`/inspections/${id}/remedies`, { finding: 1, dueOn: '2022-05-01' });
    expect([past.status, past.body.errors?.[0]?.code]).toEqual([422, 'day-past']);
    const assigned = await district.post<InspectionView>(`/inspections/${id}/remedies`, { finding: 1 });
    const finding = assigned.body.heads[0]!.findings[0]!;
    expect(finding).toMatchObject({ state: 'assigned', planId: communePlan, dueOn: '2022-06-15' });
    expect((await district.post<Problem>(`/inspections/${id}/remedies`, { finding: 1 })).body.code).toBe('conflict');

    const task = (await tasksOf(commune, '23497')).find((one) => one.id === finding.taskId)!;
    expect(task).toMatchObject({
      ref: 'KP.1',
      dueOn: '2022-06-15',
      title: 'Khắc phục tồn tại qua kiểm tra: Niêm yết thiếu 12 thủ tục',
    });
    const plan = await commune.get<{ plan: PlanView }>(`/plans/${communePlan}`);
    expect(plan.body.plan.sections.at(-1)).toMatchObject({
      ...{ number: 'KP', name: 'Khắc phục tồn tại, hạn chế' },
      tasks: [{ ref: 'KP.1', origin: { kind: 'inspection' }, state: 'released' }],
    });
    await commune.post(`/tasks/${task.id}/evidence`, { kind: 'document', reference: '21/BC-UBND' });
    expect((await commune.post<TaskItem>(`/tasks/${task.id}/complete`)).body.status).toBe('completed');
    await waitUntil(
      async () => {
        const again = await district.get<{ items: InspectionView[] }>('/inspections?area=23497&state=recorded&on=2022-05-20');
        return again.body.items[0]!.heads[0]!.findings[0]!.state === 'done';
      },
      { what: 'the finding waits for a look' },
    );
    const verified = await district.post<InspectionView>(`/inspections/${id}/verifications`, {
      finding: 1,
      remedied: true,
      note: 'Đủ 250',
    });
    expect(verified.body.heads[0]!.findings[0]).toMatchObject({ state: 'verified', remedied: true, looks: [{ note: 'Đủ 250' }] });
  });

  it("next year's plan is offered what this year left behind, and takes each once", async () => {
    clock.set('2023-01-10T02:00:00Z');
    const json = { ...KON_RAY, issuerArea: '23497', year: '2023' };
    const imported = await commune.importSample<{ plan: PlanView }>('phuong-2-2024.xlsx', json);
    const id = imported.body.plan.id!;
    const { body } = await commune.get<AnswerOf<typeof listShortcomings>>(`/plans/${id}/shortcomings`);
    expect(body.year).toBe(2022);
    const finding = body.items.find((one) => one.kind === 'finding')!;
    expect(finding).toMatchObject({ text: 'Báo cáo quý I chậm 2 ngày', taskId: null });
    expect(body.items.filter((one) => one.kind === 'finding')).toHaveLength(1);
    const task = {
      ...{ title: 'Báo cáo đúng hạn', leads: ['Công chức Văn phòng – Thống kê'], time: 'Trước ngày 15/3/2023' },
      origin: { kind: 'shortcoming', id: finding.id },
    };
    const added = await commune.post<{ taskId: string; ref: string; unchanged: boolean }>(`/plans/${id}/tasks`, task);
    expect([added.status, added.body.ref, added.body.unchanged]).toEqual([201, 'KP.1', false]);
    expect((await commune.post<{ unchanged: boolean }>(`/plans/${id}/tasks`, task)).body.unchanged).toBe(true);
    const unreadable = await commune.post<Problem>(`/plans/${id}/tasks`, {
      ...task,
      time: 'sớm',
      origin: { ...task.origin, id: 'x' },
    });
    expect([unreadable.status, unreadable.body.errors?.[0]?.code]).toEqual([422, 'time-unreadable']);
    const taken = await commune.get<AnswerOf<typeof listShortcomings>>(`/plans/${id}/shortcomings`);
    expect(taken.body.items.find((one) => one.id === finding.id)?.taskId).toBe(added.body.taskId);
  });
});
