import type { ManualClock } from '@thongsuot/calendar';
import type { AnswerOf, PlanView, Problem, SharesView, TaskItem, cascadePlan } from '@thongsuot/contracts';
import type { RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, waitUntil } from '@thongsuot/testing';
import { Client, KON_RAY, startCatalog } from './harness';

const COMMUNES = ['23479', '23482', '23485', '23488', '23491', '23494', '23497'];

describe('a task led by a group', () => {
  let service: RunningService;
  let clock: ManualClock;
  let district: Client;
  let leader: Client;
  let planId: string;
  const commune = (code: string): Promise<Client> => Client.of(service, 'officer', code);
  const taskOf = async (ref: string): Promise<TaskItem> => {
    const { body } = await district.get<{ items: TaskItem[] }>('/tasks?area=614&limit=100');
    return body.items.find((one) => one.ref === ref && one.planId === planId)!;
  };

  beforeAll(async () => {
    ({ service, clock } = await startCatalog('2022-02-01T02:00:00Z'));
    district = await Client.of(service, 'officer', '614');
    leader = await Client.of(service, 'leader', '614');
    const imported = await district.importSample<{ plan: PlanView }>('kon-ray-2022.docx', KON_RAY);
    planId = imported.body.plan.id!;
    await district.post(`/plans/${planId}/issue`, {
      ...{ withhold: ['II.2', 'II.3', 'VII.2'], number: '12/KH-UBND', issued: '2022-02-01' },
    });
  }, 180_000);
  afterAll(() => service.close(), 60_000);
  cleanAfterFile();

  it('opens up into its members, who tell how far they are; the owner weighs them', async () => {
    const { id } = await taskOf('V.1');
    const { body } = await district.get<SharesView>(`/tasks/${id}/shares`);
    const leads = body.items.filter((one) => one.role === 'lead');
    expect(leads.map((one) => one.unit)).toEqual(expect.arrayContaining(COMMUNES));
    const tanLap = await commune('23497');
    const told = await tanLap.post<SharesView>(`/tasks/${id}/shares`, { unit: '23497', percent: 40, note: 'Đã phát 3 buổi' });
    expect(told.body.items.find((one) => one.unit === '23497')).toMatchObject({ percent: 40, note: 'Đã phát 3 buổi' });
    expect(told.body.task.progress).toEqual({ done: 0, of: leads.length, percent: Math.floor(40 / leads.length) });
    expect((await tanLap.post<Problem>(`/tasks/${id}/shares`, { unit: '23494', percent: 40 })).status).toBe(403);
    expect((await tanLap.post<Problem>(`/tasks/${id}/shares`, { unit: '23497', weight: 9 })).status).toBe(403);
    expect((await district.post<Problem>(`/tasks/${id}/shares`, { unit: '614/khong-co', done: true })).status).toBe(404);
    const contradiction = await tanLap.post<Problem>(`/tasks/${id}/shares`, { unit: '23497', done: true, percent: 10 });
    expect(contradiction.body.errors?.[0]?.code).toBe('share-contradicts-itself');
  });

  it('is done when the last member is, with the proofs that members gave', async () => {
    const { id } = await taskOf('V.1');
    const early = await district.post<Problem>(`/tasks/${id}/complete`);
    expect(early.status).toBe(409);
    const { body } = await district.get<SharesView>(`/tasks/${id}/shares`);
    let last: SharesView | undefined;
    for (const { unit } of body.items.filter((one) => one.role === 'lead')) {
      const answer = await district.post<SharesView>(`/tasks/${id}/shares`, {
        unit,
        done: true,
        evidence: `Báo cáo của ${unit}`,
      });
      last = answer.body;
    }
    expect(last?.task).toMatchObject({ status: 'completed', progress: { percent: 100 } });
    expect(last?.task.evidence).toHaveLength(body.items.filter((one) => one.role === 'lead').length);
  });

  it('a leader refuses what an officer put off, and the old day counts again', async () => {
    const { id } = await taskOf('III.1');
    clock.set('2022-05-20T02:00:00Z');
    const put = await district.post<TaskItem>(`/tasks/${id}/postpone`, {
      to: '2022-06-20',
      reason: 'Chờ tỉnh',
      document: '45/UBND-VP',
    });
    expect(put.body).toMatchObject({
      dueOn: '2022-06-20',
      postponements: [{ approval: { state: 'asked' }, document: '45/UBND-VP' }],
    });
    expect((await district.post<Problem>(`/tasks/${id}/postponement-decision`, { approve: false })).status).toBe(403);
    const refused = await leader.post<TaskItem>(`/tasks/${id}/postponement-decision`, {
      approve: false,
      note: 'Làm trong tháng 5',
    });
    expect(refused.body).toMatchObject({ dueOn: '2022-05-31', workingDaysLeft: 7, dueSoon: false });
    expect(refused.body.postponements[0]?.approval).toMatchObject({ state: 'refused', by: 'leader-614' });
    expect((await leader.post<Problem>(`/tasks/${id}/postponement-decision`, { approve: true })).status).toBe(409);
  });

  it('a unit that finishes the task in its own plan finishes its share above', async () => {
    const handed = await district.post<AnswerOf<typeof cascadePlan>>(`/plans/${planId}/cascade`, { to: ['23497'] });
    const below = handed.body.items[0]!.planId;
    const tanLap = await commune('23497');
    await tanLap.post(`/plans/${below}/issue`, { number: '05/KH-UBND', issued: '2022-05-20' });
    const { body } = await tanLap.get<{ items: TaskItem[] }>('/tasks?area=23497&limit=100');
    const own = body.items.find((one) => one.planId === below && one.ref === 'IV.1')!;
    await tanLap.post(`/tasks/${own.id}/evidence`, { kind: 'link', reference: 'https://tanlap.example/pakn' });
    expect((await tanLap.post<TaskItem>(`/tasks/${own.id}/complete`)).body.status).toBe('completed');
    const above = await taskOf('IV.1');
    const share = await waitUntil(
      async () => {
        const { body: shares } = await district.get<SharesView>(`/tasks/${above.id}/shares`);
        return shares.items.find((one) => one.unit === '23497' && one.doneOn !== null);
      },
      { what: 'the share of Tân Lập is done' },
    );
    expect(share).toMatchObject({ byTaskId: own.id, evidence: '05/KH-UBND, IV.1', updatedBy: 'plan-catalog' });
  });
});
