import { formatVi, vietnamCalendar } from '@thongsuot/calendar';
import type { DocumentTable } from '@thongsuot/documents/description';
import { issuerInSentence } from '../../domain/document/issuer-head';
import { issuerOf, planDocument, subjectOf, taskTable } from '../../domain/document/plan-document';
import { planName, stateDocument } from '../../domain/document/state-document';
import { stateTable, type PlanOnDay } from '../../domain/document/state-table';
import { exportedFile, type ExportFormat, type ExportedFile } from './exported-file';

const calendar = vietnamCalendar();

/** A plan as issued, or where it stands on a day, as a file. */
export function exportPlan(standing: PlanOnDay, content: 'plan' | 'state', format: ExportFormat): Promise<ExportedFile> {
  const { plan, on } = standing;
  const [date, name] = [plan.issued, planName(plan)];
  const author = issuerInSentence(issuerOf(plan));
  const sheet = (sheetName: string, heading: string[], table: DocumentTable) => () => ({
    title: heading.join(' '),
    author,
    date,
    sheets: [{ name: sheetName, heading, table, notes: [] }],
  });
  const stem = `Kế hoạch ${plan.number ?? 'dự thảo'} ${plan.area.name} ${plan.year}`;
  if (content === 'plan') {
    const heading = [`KẾ HOẠCH ${subjectOf(plan).toLocaleUpperCase('vi')}`, `(Kèm theo ${name} của ${author})`];
    return exportedFile(stem, format, {
      document: planDocument(plan),
      workbook: sheet('Kế hoạch', heading, taskTable(plan)),
    });
  }
  const heading = [`TÌNH HÌNH THỰC HIỆN ${name.toLocaleUpperCase('vi')}`, `(${author}, tính đến hết ngày ${formatVi(on)})`];
  return exportedFile(`Tình hình ${stem} đến ${on}`, format, {
    document: stateDocument(standing, calendar),
    workbook: sheet('Tình hình', heading, stateTable(standing, calendar)),
  });
}
