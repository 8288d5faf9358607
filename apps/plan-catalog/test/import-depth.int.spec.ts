import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanFinding, PlanPreview, PlanView, Problem } from '@thongsuot/contracts';
import type { RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile } from '@thongsuot/testing';
import { Client, startCatalog } from './harness';

interface Imported {
  plan: PlanView;
  findings: PlanFinding[];
  preview: PlanPreview | null;
  unchanged: boolean;
}
const FIELDS = { issuerArea: '23488', year: '2025' };
const fixture = (ending: string): Buffer => readFileSync(join(__dirname, `fixtures/dak-ruong-2025.${ending}`));

describe('a plan of another shape over HTTP', () => {
  let service: RunningService;
  let commune: Client;

  beforeAll(async () => {
    ({ service } = await startCatalog('2025-01-15T02:00:00Z'));
    commune = await Client.of(service, 'officer', '23488');
  }, 180_000);
  afterAll(() => service.close(), 60_000);
  cleanAfterFile();

  it('a dry run puts raw cells beside what they became', async () => {
    const { status, body } = await commune.upload<Imported>('/plans/imports?dryRun=true', fixture('docx'), 'kh.docx', FIELDS);
    expect(status).toBe(201);
    const task = body.preview?.sections.flatMap((section) => section.tasks).find((one) => one.ref === 'A-II.2');
    expect(task).toMatchObject({ id: null, rows: [9], state: 'draft' });
    expect(task?.cells.find((cell) => cell.field === 'time')).toEqual({
      ...{ row: 9, column: 2, heading: 'Mốc thời gian', field: 'time', text: '15/3; 15/9' },
      ...{ became: ['Hạn cuối 15/03/2025', 'Hạn cuối 15/09/2025'], corrected: false },
    });
  });

  it('the same text pasted twice is one plan; corrections show in its preview beside the raw cell', async () => {
    const text = { ...FIELDS, text: fixture('txt').toString('utf8') };
    const first = await commune.form<Imported>('/plans/imports', text);
    const again = await commune.form<Imported>('/plans/imports', text);
    expect([first.status, first.body.unchanged, again.body.unchanged]).toEqual([201, false, true]);
    expect(again.body.plan.id).toBe(first.body.plan.id);
    const id = first.body.plan.id!;
    const correction = { task: 'B-2.4', field: 'time', value: 'Trước ngày 30/4', reason: 'Tháng 4 có 30 ngày' };
    expect((await commune.post<Imported>(`/plans/${id}/corrections`, correction)).status).toBe(200);
    const { body } = await commune.get<PlanPreview>(`/plans/${id}/preview`);
    const task = body.sections.flatMap((section) => section.tasks).find((one) => one.ref === 'B-2.4');
    expect(task?.cells.find((cell) => cell.field === 'time')).toMatchObject({
      ...{ text: 'Trước ngày 31/4', became: ['Hạn cuối 29/04/2025'], corrected: true },
    });
    expect(body.findings).toEqual(first.body.findings.filter((one) => one.at.ref === undefined));
    const issued = await commune.post<Imported>(`/plans/${id}/issue`, { withhold: ['B-1.3'] });
    expect([issued.status, issued.body.plan.state]).toEqual([200, 'issued']);
  });

  it('refuses a form with both a file and a text, or with neither', async () => {
    const both = await commune.upload<Problem>('/plans/imports', fixture('csv'), 'kh.csv', { ...FIELDS, text: 'TT' });
    expect([both.status, both.body.errors?.map((one) => one.pointer)]).toEqual([400, ['/text']]);
    const neither = await commune.form<Problem>('/plans/imports', FIELDS);
    expect([neither.status, neither.body.errors?.map((one) => one.pointer)]).toEqual([400, ['/file']]);
    const prose = await commune.form<Problem>('/plans/imports', { ...FIELDS, text: 'Kính gửi' });
    expect([prose.status, prose.body.code]).toEqual([422, 'plan-table-missing']);
  });

  it('nobody of another unit sees the preview', async () => {
    const list = await commune.get<{ items: { id: string }[] }>('/plans?area=23488');
    const other = await Client.of(service, 'officer', '23491');
    expect((await other.get<Problem>(`/plans/${list.body.items[0]!.id}/preview`)).status).toBe(403);
  });
});
