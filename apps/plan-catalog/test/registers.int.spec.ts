import { createHash } from 'node:crypto';
import type { ManualClock } from '@thongsuot/calendar';
import type { DirectiveView, FundingView, PlanComparison, PlanFigures, PlanView, Problem, TaskItem } from '@thongsuot/contracts';
import type { RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile } from '@thongsuot/testing';
import { Client, KON_RAY, startCatalog } from './harness';

describe('what is kept beside the tasks of a plan', () => {
  let service: RunningService;
  let clock: ManualClock;
  let district: Client;
  let commune: Client;
  let planId: string;

  beforeAll(async () => {
    ({ service, clock } = await startCatalog('2022-02-01T02:00:00Z'));
    district = await Client.of(service, 'officer', '614');
    commune = await Client.of(service, 'officer', '23497');
    const imported = await district.importSample<{ plan: PlanView }>('kon-ray-2022.docx', KON_RAY);
    planId = imported.body.plan.id!;
    await district.post(`/plans/${planId}/issue`, {
      ...{ withhold: ['II.2', 'II.3', 'VII.2'], number: '12/KH-UBND', issued: '2022-02-01' },
    });
  }, 180_000);
  afterAll(() => service.close(), 60_000);
  cleanAfterFile();

  const taskOf = async (ref: string): Promise<TaskItem> => {
    const { body } = await district.get<{ items: TaskItem[] }>('/tasks?area=614&limit=100');
    return body.items.find((one) => one.ref === ref)!;
  };

  it('a directive is answered by its addressees, in time or late; those who have not are listed', async () => {
    const recorded = await district.post<DirectiveView>('/directives', {
      ...{ number: '30/UBND-VP', issuer: '614', issuedOn: '2022-02-01', receivedOn: '2022-02-01', byDate: '2022-02-15' },
      ...{ addressees: ['23497', '23494'], asks: 'Báo cáo số lượng thủ tục đã niêm yết' },
    });
    const { id } = recorded.body;
    expect(recorded.body.standings.map((one) => one.state)).toEqual(['sent', 'sent']);
    const empty = await commune.post<Problem>(`/directives/${id}/answer`);
    expect([empty.status, empty.body.errors?.[0]?.code]).toEqual([422, 'answer-empty']);
    clock.set('2022-02-14T02:00:00Z');
    const answered = await commune.post<DirectiveView>(`/directives/${id}/answer`, { number: '07/BC-UBND' });
    expect(answered.body.standings).toMatchObject([
      { unit: '23497', state: 'answered' },
      { unit: '23494', state: 'sent' },
    ]);
    clock.set('2022-02-16T02:00:00Z');
    const open = await district.get<{ items: DirectiveView[] }>('/directives?unanswered=true');
    expect(open.body.items).toMatchObject([{ id, standings: [{ state: 'answered' }, { state: 'overdue' }] }]);
    const mine = await commune.get<{ items: DirectiveView[] }>('/directives?to=23497&unanswered=true');
    expect(mine.body.items).toEqual([]);
  });

  it('money is planned and spent by unit and source; every figure there was is kept', async () => {
    const { id } = await taskOf('V.1');
    await district.post(`/tasks/${id}/funding`, { source: 'Kinh phí được giao năm 2022', planned: 20_000_000 });
    await district.post(`/tasks/${id}/funding`, {
      source: 'Nguồn hợp pháp khác',
      unit: '23497',
      planned: 1_000_000,
      spent: 1_500_000,
    });
    const answer = await district.post<FundingView>(`/tasks/${id}/funding`, {
      ...{ source: 'Kinh phí được giao năm 2022', spent: 12_500_000, note: 'In pa nô' },
    });
    expect(answer.body.total).toEqual({ planned: 21_000_000, spent: 14_000_000 });
    expect(answer.body.items).toHaveLength(2);
    expect(answer.body.items.find((one) => one.unit === '23497')?.over).toBe(true);
    expect(answer.body.items.find((one) => one.unit === '614')?.changes).toMatchObject([
      { planned: 20_000_000, spent: 0 },
      { planned: 20_000_000, spent: 12_500_000, note: 'In pa nô' },
    ]);
    expect(answer.body.bySection).toMatchObject([{ key: 'V', planned: 21_000_000 }]);
    expect((await district.get<FundingView>(`/plans/${planId}/funding`)).body.total.spent).toBe(14_000_000);
    expect((await district.post<Problem>(`/tasks/${id}/funding`, { source: 'x' })).body.code).toBe('validation-failed');
    expect((await commune.get<Problem>(`/plans/${planId}/funding`)).status).toBe(403);
  });

  it('a photo is proof without the place it was taken at; what can be run is none', async () => {
    const { id } = await taskOf('V.1');
    const segment = (marker: number, text: string): Buffer => {
      const body = Buffer.from(text, 'latin1');
      const head = Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]);
      return Buffer.concat([head, body]);
    };
    const exif = segment(0xe1, 'Exif\0\0MM\0*GPS 14.35,108.01 Samsung');
    const photo = Buffer.concat([Buffer.from([0xff, 0xd8]), exif, segment(0xdb, 'x'.repeat(65)), Buffer.from([0xff, 0xd9])]);
    const added = await commune.upload<TaskItem>(`/tasks/${id}/evidence/files`, photo, 'niêm-yết.jpg');
    expect(added.status).toBe(201);
    const proof = added.body.evidence.at(-1)!;
    expect(proof).toMatchObject({ kind: 'file', reference: 'niêm-yết.jpg', file: { mediaType: 'image/jpeg' } });
    const kept = await district.bytes(`/tasks/${id}/evidence/files/${proof.file!.id}`);
    expect(kept.toString('latin1')).not.toMatch(/GPS|Samsung/u);
    expect(kept.length).toBe(proof.file!.bytes);
    expect(createHash('sha256').update(kept).digest('hex')).toBe(proof.file!.sha256);
    const stranger = await Client.of(service, 'officer', '462');
    expect((await stranger.get<Problem>(`/tasks/${id}/evidence/files/${proof.file!.id}`)).status).toBe(403);
    const program = await commune.upload<Problem>(`/tasks/${id}/evidence/files`, Buffer.from('MZ program'), 'anh.jpg');
    expect([program.status, program.body.errors?.[0]?.code]).toEqual([422, 'proof-type']);
  });

  it('the plan of one day stands beside that of another, and leading units are ranked by what was due', async () => {
    clock.set('2022-03-20T02:00:00Z');
    await district.post(`/plans/${planId}/corrections`, {
      ...{ task: 'III.1', field: 'leads', value: ['Văn phòng HĐND-UBND huyện'], reason: 'Phân công lại' },
    });
    const { body } = await district.get<PlanComparison>(`/plans/${planId}/compare?from=2022-02-01&to=2022-03-20`);
    expect(body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'corrected', ref: 'III.1', field: 'leads', after: ['Văn phòng HĐND-UBND huyện'] }),
        expect.objectContaining({ kind: 'state', ref: 'II.1', before: 'open', after: 'overdue', reason: '2022-02-09' }),
      ]),
    );
    const figures = await district.get<PlanFigures>(`/plans/${planId}/figures?on=2022-03-20`);
    expect(figures.body).toMatchObject({ asOf: '2022-03-20', minimum: 3 });
    expect(figures.body.total.overdue).toBeGreaterThan(0);
    const tanLap = figures.body.items.find((one) => one.unit === '23497')!;
    expect(tanLap).toMatchObject({ rank: null, completedOnTime: 0, overdue: 1 });
    expect((await district.get<Problem>(`/plans/${planId}/compare?from=2022-03-20&to=2022-02-01`)).body.code).toBe(
      'validation-failed',
    );
  });
});
