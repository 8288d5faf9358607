import type { ManualClock } from '@thongsuot/calendar';
import type { AnswerOf, LineageView, PlanView, Problem, cascadePlan, getPlanCoverage } from '@thongsuot/contracts';
import type { RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile } from '@thongsuot/testing';
import { Client, KON_RAY, startCatalog } from './harness';

type Handed = AnswerOf<typeof cascadePlan>;
type Coverage = AnswerOf<typeof getPlanCoverage>;
interface PlanAnswer {
  plan: PlanView;
}

describe('a district plan handed down to communes and agencies', () => {
  let service: RunningService;
  let clock: ManualClock;
  let district: Client;
  let commune: Client;
  let parentId: string;

  beforeAll(async () => {
    ({ service, clock } = await startCatalog('2022-02-01T02:00:00Z'));
    district = await Client.of(service, 'officer', '614');
    commune = await Client.of(service, 'officer', '23497');
    const imported = await district.importSample<PlanAnswer>('kon-ray-2022.docx', KON_RAY);
    parentId = imported.body.plan.id!;
  }, 180_000);
  afterAll(() => service.close(), 60_000);
  cleanAfterFile();

  const coverageOf = async (ref: string, unit: string): Promise<Coverage['items'][number]['units'][number] | undefined> => {
    const { body } = await district.get<Coverage>(`/plans/${parentId}/coverage?on=2022-02-12`);
    return body.items.find((one) => one.ref === ref)?.units.find((one) => one.unit === unit);
  };

  it('needs a plan in force, and gives each of the seven communes its draft once', async () => {
    expect((await district.post<Problem>(`/plans/${parentId}/cascade`)).body.code).toBe('conflict');
    await district.post(`/plans/${parentId}/issue`, {
      ...{ withhold: ['II.2', 'II.3', 'VII.2'], number: '12/KH-UBND', issued: '2022-02-01' },
    });
    const first = await district.post<Handed>(`/plans/${parentId}/cascade`);
    expect(first.status).toBe(201);
    expect(first.body.items.map((one) => one.unit).sort()).toEqual(
      ['23479', '23482', '23485', '23488', '23491', '23494', '23497'].sort(),
    );
    const again = await district.post<Handed>(`/plans/${parentId}/cascade`);
    expect(again.body.items.every((one) => one.unchanged)).toBe(true);
    expect(again.body.items.map((one) => one.planId)).toEqual(first.body.items.map((one) => one.planId));
    expect((await commune.post<Problem>(`/plans/${parentId}/cascade`)).status).toBe(403);
  });

  it('the commune adapts one task, omits another with a reason, and issues; the matrix tells it', async () => {
    const { body: page } = await commune.get<{ items: { id: string; parentPlanId: string }[] }>('/plans?area=23497&year=2022');
    const plan = page.items.find((one) => one.parentPlanId === parentId)!;
    const { body: lineage } = await commune.get<LineageView>(`/plans/${plan.id}/lineage`);
    expect(lineage).toMatchObject({ parentPlanId: parentId, parentNumber: '12/KH-UBND' });
    expect(lineage.items.find((one) => one.parent.ref === 'V.1')).toMatchObject({ stance: 'adopted', task: { ref: 'V.1' } });
    expect(lineage.items.find((one) => one.parent.ref === 'II.1')).toMatchObject({ stance: null, task: null });

    const noReason = await commune.post<Problem>(`/plans/${plan.id}/lineage`, {
      entries: [{ parentTask: 'V.1', stance: 'omitted' }],
    });
    expect(noReason.status).toBe(422);
    const omitted = await commune.post<LineageView>(`/plans/${plan.id}/lineage`, {
      entries: [{ parentTask: 'V.1', stance: 'omitted', reason: 'Xã không có đài truyền thanh' }],
    });
    expect(omitted.body.items.find((one) => one.parent.ref === 'V.1')).toMatchObject({ stance: 'omitted', task: null });
    const corrected = await commune.post<PlanAnswer>(`/plans/${plan.id}/corrections`, {
      ...{ task: 'IV.1', field: 'title', value: 'Công khai số điện thoại tiếp nhận tại nhà văn hóa thôn', reason: 'Dân ở xa' },
    });
    expect(corrected.status).toBe(200);
    const issued = await commune.post<PlanAnswer>(`/plans/${plan.id}/issue`, { number: '05/KH-UBND', issued: '2022-02-10' });
    expect(issued.body.plan).toMatchObject({ state: 'issued', parentPlanId: parentId, follows: { number: '12/KH-UBND' } });

    expect(await coverageOf('V.1', '23497')).toMatchObject({ state: 'omitted', reason: 'Xã không có đài truyền thanh' });
    expect(await coverageOf('IV.1', '23497')).toMatchObject({ state: 'in-plan', stance: 'adapted', status: 'open', later: [] });
    expect(await coverageOf('VI.1', '23497')).toMatchObject({ state: 'in-plan', stance: 'adopted' });
    expect(await coverageOf('VI.1', '23494')).toMatchObject({ state: 'draft-plan', stance: 'adopted' });
  });

  it('a task in force may not be corrected to a later day than the plan above sets', async () => {
    const { body: page } = await commune.get<{ items: { id: string; state: string }[] }>(
      '/plans?area=23497&year=2022&state=issued',
    );
    const plan = page.items[0]!;
    const later = await commune.post<Problem>(`/plans/${plan.id}/corrections`, {
      ...{ task: 'VI.1', field: 'time', reason: 'Xin thêm ngày' },
      value: 'Quý I năm 2022 (Hệ thống báo cáo trước ngày 20/3/2022)',
    });
    expect([later.status, later.body.code]).toEqual([409, 'plan-blocked-by-findings']);
    expect(later.body.errors?.[0]).toMatchObject({ pointer: '/tasks/VI.1/time', code: 'child-later-than-parent' });
  });

  it('an agency gets a plan of its own, which answers in the matrix and does not answer for the committee', async () => {
    const named = await district.get<Coverage>(`/plans/${parentId}/coverage`);
    const agency = named.body.items.find((one) => one.ref === 'VII.4')!.units.find((one) => one.role === 'lead')!;
    expect(agency.state).toBe('by-task');
    const handed = await district.post<Handed>(`/plans/${parentId}/cascade`, { to: [agency.unit] });
    expect(handed.body.items).toMatchObject([{ unit: agency.unit, unchanged: false }]);
    const planId = handed.body.items[0]!.planId;
    const issued = await district.post<PlanAnswer>(`/plans/${planId}/issue`, { number: '03/KH-KTHT', issued: '2022-02-11' });
    expect(issued.body.plan).toMatchObject({ state: 'issued', agency: { slug: agency.unit.split('/')[1] } });
    expect(await coverageOf('VII.4', agency.unit)).toMatchObject({ state: 'in-plan', stance: 'adopted', status: 'waiting' });
    clock.set('2022-02-12T02:00:00Z');
    const unknown = await district.post<Problem>(`/plans/${parentId}/cascade`, { to: ['614/khong-co'] });
    expect(unknown.status).toBe(404);
  });
});
