import ExcelJS from 'exceljs';
import type { ManualClock } from '@thongsuot/calendar';
import { EXPORT_MEDIA_TYPES, type InspectionView, type PlanView, type Problem, type TaskItem } from '@thongsuot/contracts';
import { AUDIT_COLLECTION, type AuditRow } from '@thongsuot/mongo-store';
import type { RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile } from '@thongsuot/testing';
import { columnHeadings } from '../src/adapters/files/column-headings';
import { readPlanFile } from '../src/adapters/files/read-plan-file';
import { readDocument } from '../src/domain/import/read-document';
import { Client, PHUONG_2, startCatalog } from './harness';

describe('exports over HTTP', () => {
  let service: RunningService;
  let clock: ManualClock;
  let ward: Client;
  let plan: PlanView;

  beforeAll(async () => {
    ({ service, clock } = await startCatalog('2024-01-30T02:00:00Z'));
    ward = await Client.of(service, 'officer', '19360');
    const imported = await ward.importSample<{ plan: PlanView }>('phuong-2-2024.docx', PHUONG_2);
    ({ plan } = (await ward.post<{ plan: PlanView }>(`/plans/${imported.body.plan.id!}/issue`)).body);
    const first = plan.sections[0]!.tasks[0]!;
    await ward.post(`/tasks/${first.id!}/difficulties`, { text: 'Thiếu máy quét' });
    clock.set('2024-02-05T02:00:00Z');
    await ward.post<TaskItem>(`/tasks/${first.id!}/evidence`, { kind: 'document', reference: '105/KH-UBND' });
    await ward.post<TaskItem>(`/tasks/${first.id!}/complete`);
  }, 180_000);
  afterAll(() => service.close(), 60_000);
  cleanAfterFile();

  const audited = (subject: string): Promise<AuditRow[]> =>
    service.kit.store.collection<AuditRow>(AUDIT_COLLECTION).find({ subject }).toArray();
  const firstRow = async (on: string): Promise<unknown[]> => {
    const { content } = await ward.download(`/plans/${plan.id!}/export?format=xlsx&content=state&on=${on}`);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(content as unknown as ArrayBuffer);
    return [4, 5, 6, 7, 8, 9, 10].map((column) => book.worksheets[0]!.getRow(6).getCell(column).value);
  };

  it.each([
    ['docx', 'PK'],
    ['xlsx', 'PK'],
    ['pdf', '%PDF'],
  ] as const)('hands a plan out as .%s, named and typed, and audits it', async (format, magic) => {
    const { status, headers, content } = await ward.download(`/plans/${plan.id!}/export?format=${format}`);
    expect([status, headers.get('content-type')]).toEqual([200, EXPORT_MEDIA_TYPES[format]]);
    expect(headers.get('content-disposition')).toContain(`filename="Ke-hoach-105-KH-UBND-Phuong-2-2024.${format}"`);
    expect(content.subarray(0, magic.length).toString('latin1')).toBe(magic);
    const rows = (await audited(`plan ${plan.id!}`)).filter((row) => row.action === 'plan-catalog.exportPlan');
    expect(rows.at(-1)).toMatchObject({ actor: 'officer-19360', detail: { format, content: 'plan' } });
  });

  it('the exported .docx is the plan itself', async () => {
    const { content } = await ward.download(`/plans/${plan.id!}/export`);
    const file = await readPlanFile(content, 'export.docx');
    if (file.kind !== 'document') throw new Error('a document was expected');
    const { reading } = readDocument(file.document, columnHeadings());
    expect([reading.number, reading.sections.flatMap((section) => section.tasks).length]).toEqual(['105/KH-UBND', 26]);
  });

  it('the state of a day is that of the day: before, at and after', async () => {
    const due = new Date('2024-01-31T00:00:00Z');
    expect(await firstRow('2024-01-31')).toEqual(['Đang thực hiện', due, null, null, expect.any(Number), 0, 'Thiếu máy quét']);
    expect(await firstRow('2024-02-02')).toEqual([
      'Quá hạn, chưa hoàn thành',
      due,
      null,
      2,
      expect.any(Number),
      0,
      'Thiếu máy quét',
    ]);
    const done = new Date('2024-02-05T00:00:00Z');
    expect(await firstRow('2024-02-06')).toEqual(['Hoàn thành, quá hạn', due, done, 3, 100, 1, 'Thiếu máy quét']);
  });

  it('nobody of another district gets it; what does not exist or cannot be made is a problem', async () => {
    const other = await Client.of(service, 'officer', '614');
    expect((await other.get<Problem>(`/plans/${plan.id!}/export`)).status).toBe(403);
    expect((await ward.get<Problem>(`/plans/018d0000-0000-7000-8000-000000000000/export`)).body.code).toBe('not-found');
    expect((await ward.get<Problem>(`/plans/${plan.id!}/export?format=doc`)).body.code).toBe('validation-failed');
    expect(await audited('plan 018d0000-0000-7000-8000-000000000000')).toEqual([]);
  });

  it('minutes of an inspection are for both units and those above them', async () => {
    const town = await Client.of(service, 'officer', '462');
    const recorded = await town.post<InspectionView>('/inspections', {
      ...{ inspector: '462', inspected: '19360', kind: 'ad-hoc', from: '2024-02-05', to: '2024-02-05' },
      heads: [{ head: 'publication', findings: [{ text: 'Niêm yết thiếu', remedied: false }] }],
    });
    const path = `/inspections/${recorded.body.id}/minutes`;
    for (const client of [town, ward]) {
      const { status, headers, content } = await client.download(path);
      expect([status, headers.get('content-type')]).toEqual([200, EXPORT_MEDIA_TYPES.docx]);
      expect(content.subarray(0, 2).toString()).toBe('PK');
    }
    expect((await (await Client.of(service, 'officer', '614')).get<Problem>(path)).status).toBe(403);
    expect((await audited(`inspection ${recorded.body.id}`)).map((row) => row.action)).toEqual([
      'plan-catalog.recordInspection',
      'plan-catalog.getInspectionMinutes',
      'plan-catalog.getInspectionMinutes',
    ]);
  });
});
