import { z } from 'zod';
import { Uuid } from '../primitives/ids';
import { PeriodCode } from '../primitives/period';
import { PlainDate } from '../primitives/plain-date';
import { defineEvent, type DataOf } from './define-event';
import { UnitAt } from './unit-at';

/** A report to one recipient is due on one day; a report may have several of both. */
export const ReportRecipient = z
  .strictObject({
    unit: UnitAt.describe('Unit it is sent to'),
    dueOn: PlainDate.nullable().describe('Last day for this recipient'),
  })
  .describe('Recipient with its deadline');
export type ReportRecipient = z.infer<typeof ReportRecipient>;

/** One revision of one report, as all four events name it. */
export const ReportRevision = z
  .strictObject({
    reportId: Uuid.describe('Report'),
    revision: z.number().int().min(1).describe('Revision, counted from 1'),
    form: z.string().min(1).max(40).describe('Form, "II.06a"'),
    formVersion: z.string().min(1).max(40).describe('Version of the form, "tt01-2020"'),
    period: PeriodCode,
    unit: UnitAt.describe('Unit that reports'),
    hash: z
      .string()
      .regex(/^[\da-f]{64}$/)
      .describe('SHA-256 of the frozen content'),
    previousHash: z
      .string()
      .regex(/^[\da-f]{64}$/)
      .nullable()
      .describe('SHA-256 of the revision before; null for the first'),
    recipients: z.array(ReportRecipient).min(1).describe('To whom, by when'),
    task: z
      .strictObject({
        taskId: Uuid.describe('Task of the plan'),
        occurrence: z.string().min(1).max(120).describe('Key of the occurrence'),
      })
      .nullable()
      .describe('Report task that it fulfils; completes when the report is approved'),
  })
  .describe('Revision of a report');
export type ReportRevision = z.infer<typeof ReportRevision>;

const common = { version: 1, service: 'reporting', subject: 'id of the report' } as const;

/** A report was frozen, signed and sent. */
export const ReportSubmitted = defineEvent({
  ...common,
  name: 'report.submitted',
  doc: { vi: 'Gửi báo cáo', en: 'A report was submitted' },
  data: z.strictObject({
    report: ReportRevision,
    submittedOn: PlainDate.describe('Day sent'),
  }),
});
export type ReportSubmitted = DataOf<typeof ReportSubmitted>;

/** The level above returned a report with comments by cell. */
export const ReportReturned = defineEvent({
  ...common,
  name: 'report.returned',
  doc: { vi: 'Trả lại báo cáo', en: 'A report was returned' },
  data: z.strictObject({
    report: ReportRevision,
    returnedBy: UnitAt.describe('Unit that returned it'),
    returnedOn: PlainDate.describe('Day returned'),
    commentedCells: z.number().int().min(0).describe('Cells with a comment'),
  }),
});
export type ReportReturned = DataOf<typeof ReportReturned>;

/** The level above approved a report. */
export const ReportApproved = defineEvent({
  ...common,
  name: 'report.approved',
  doc: { vi: 'Duyệt báo cáo', en: 'A report was approved' },
  data: z.strictObject({
    report: ReportRevision,
    approvedBy: UnitAt.describe('Unit that approved it'),
    approvedOn: PlainDate.describe('Day approved'),
  }),
});
export type ReportApproved = DataOf<typeof ReportApproved>;

/** A sent report was amended as a new revision, which restates every ancestor. */
export const ReportAmended = defineEvent({
  ...common,
  name: 'report.amended',
  doc: { vi: 'Điều chỉnh báo cáo đã gửi', en: 'A sent report was amended' },
  data: z.strictObject({
    report: ReportRevision,
    amendedOn: PlainDate.describe('Day amended'),
    reason: z.string().min(1).max(2000).describe('Reason; text of the reporting unit'),
  }),
});
export type ReportAmended = DataOf<typeof ReportAmended>;
