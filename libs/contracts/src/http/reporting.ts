import { z } from 'zod';
import { PlanTarget } from '../events/plan-catalog';
import { AreaCode, AreaLevel, UnitRef, Uuid } from '../primitives/ids';
import { Instant, PlainDate } from '../primitives/plain-date';
import { endpoint, type Endpoint } from './endpoint';

const ALL = { roles: ['administrator', 'leader', 'officer', 'portal'] } as const;
const OFFICERS = { roles: ['administrator', 'leader', 'officer'] } as const;

const area = AreaCode.describe('Area code; the area with everything in it');
const on = PlainDate.optional().describe('Day on which the code is read, and the tree of reading=as-now; the clock unless told');
const period = z.string().max(40).describe('2024-Q1, 2024-Y (15th to 14th), 2024-M01, 2024-C1, 2024-CY (calendar)');

/** Which figures are asked for. Either `period`, or `from` and `to`. */
const window = {
  area,
  on,
  period: period.optional(),
  from: PlainDate.optional().describe('First day of a free window: the 1st or 15th of a month'),
  to: PlainDate.optional().describe('Last day of a free window: the 14th or the last of a month'),
  unit: UnitRef.optional().describe('That unit of the area alone'),
};

/** Reading of a total over several trees. */
const reading = z
  .enum(['as-was', 'as-now'])
  .describe('Tree of that date, or mapped through successions to the tree of a later day');

/** Cells by column key; null is withheld (k-anonymity), which is neither 0 nor blank. */
export const FormCells = z.record(z.string(), z.number().nullable()).describe('Cells by column key; null is withheld');
export type FormCells = z.infer<typeof FormCells>;

const AreaName = z.object({
  code: AreaCode,
  name: z.string(),
  level: AreaLevel,
  areaVersion: z.string().describe('Area version meant'),
});
const PeriodName = z.object({ code: z.string(), from: PlainDate, to: PlainDate });
const Identity = z.object({
  name: z.string().describe('"3=4+5+6"'),
  row: z.string().nullable().describe('Row it was checked on; null is the total'),
  holds: z.boolean(),
  left: z.number(),
  right: z.number(),
});
const Measured = {
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  ratio: z.number().nullable().describe('Numerator ÷ denominator; null where nothing can be divided'),
  state: z.enum(['met', 'missed', 'no-data', 'not-measured']),
};

/** Figures of an area as a form. */
export const RollUp = z.object({
  area: AreaName,
  unit: UnitRef.nullable(),
  period: PeriodName,
  form: z.string(),
  formVersion: z.string(),
  reading,
  asOf: Instant.describe('Oldest of: now where nothing waits, else the time of the last event applied'),
  parked: z.number().int().describe('Events that wait for a mended cause; they are in no figure'),
  estimated: z.boolean().describe('as-now: a division or a rule of inheritance lies on the way'),
  total: z.object({ cells: FormCells }),
  own: z.object({ cells: FormCells }).describe("The area's own units: total = own + Σ children"),
  rows: z.array(z.object({ key: z.string(), label: z.string(), cells: FormCells })),
  children: z.array(z.object({ area: AreaName, cells: FormCells })),
  identities: z.array(Identity),
  adds: z.boolean().describe('Every column of the total is own units + Σ children'),
});
export type RollUp = z.infer<typeof RollUp>;

export const getRollUp = endpoint({
  id: 'reporting.getRollUp',
  service: 'reporting',
  method: 'GET',
  path: '/rollups',
  summary: { vi: 'Số liệu tổng hợp theo biểu', en: 'Figures of an area as a form' },
  access: ALL,
  query: z.object({
    ...window,
    form: z.string().max(40).default('II.06a').describe('Code of the form; see /forms'),
    reading: reading.default('as-was'),
    children: z.enum(['true', 'false']).default('false').describe("With each child area's cells"),
  }),
  bodyKind: 'none',
  answer: RollUp,
});

export const getRollUpRecords = endpoint({
  id: 'reporting.getRollUpRecords',
  service: 'reporting',
  method: 'GET',
  path: '/rollups/records',
  summary: { vi: 'Các hồ sơ đứng sau một ô', en: 'The records behind one cell' },
  access: OFFICERS,
  query: z.object({
    ...window,
    form: z.string().max(40).default('II.06a'),
    row: z.string().max(200).optional().describe('Row key; all rows unless told'),
    column: z.string().max(60).describe('Column key'),
  }),
  bodyKind: 'none',
  answer: z.object({
    count: z.number().nullable().describe('The cell, to compare with the records'),
    records: z.object({
      service: z.string().describe('Service that owns the records'),
      path: z.string().describe('Path and query under /api/v1 that lists candidates'),
      conditions: z
        .array(z.object({ field: z.string(), is: z.string() }))
        .describe('What a record must meet to count in the cell, in fields of the record'),
    }),
  }),
});

export const listForms = endpoint({
  id: 'reporting.listForms',
  service: 'reporting',
  method: 'GET',
  path: '/forms',
  summary: { vi: 'Các biểu số liệu', en: 'Forms that figures can be asked in' },
  access: { public: true },
  bodyKind: 'none',
  answer: z.object({
    items: z.array(
      z.object({
        code: z.string(),
        version: z.string(),
        title: z.object({ vi: z.string(), en: z.string() }),
        legalBasis: z.array(z.string()),
        unconfirmed: z.array(z.string()),
        columns: z.array(
          z.object({ key: z.string(), number: z.string().nullable(), label: z.object({ vi: z.string(), en: z.string() }) }),
        ),
        identities: z.array(z.string()),
      }),
    ),
  }),
});

export const getTargets = endpoint({
  id: 'reporting.getTargets',
  service: 'reporting',
  method: 'GET',
  path: '/targets',
  summary: { vi: 'Chỉ tiêu của kế hoạch và mức đạt được', en: 'Targets of the plans in force, and what is reached' },
  access: ALL,
  query: z.object(window),
  bodyKind: 'none',
  answer: z.object({
    area: AreaName,
    period: PeriodName,
    asOf: Instant,
    items: z
      .array(
        z.object({
          plan: z.object({ id: Uuid, number: z.string().nullable(), year: z.number().int() }),
          target: PlanTarget,
          ...Measured,
        }),
      )
      .describe('Empty where no plan of the area sets targets'),
  }),
});

export const getMeasures = endpoint({
  id: 'reporting.getMeasures',
  service: 'reporting',
  method: 'GET',
  path: '/measures',
  summary: {
    vi: 'Các số đo của một địa bàn, và nhiệm vụ thường xuyên được đo bằng chúng',
    en: 'What is measured in an area, and the continuous tasks that it makes done or late',
  },
  access: ALL,
  query: z.object(window),
  bodyKind: 'none',
  answer: z.object({
    area: AreaName,
    period: PeriodName,
    asOf: Instant,
    figures: z.array(
      z.object({
        key: z.string(),
        form: z.string(),
        numerator: z.number().nullable(),
        denominator: z.number().nullable(),
        ratio: z.number().nullable(),
      }),
    ),
    tasks: z.array(z.object({ planId: Uuid, taskId: Uuid, ref: z.string(), target: PlanTarget, ...Measured })),
  }),
});

/** Where a revision of a report stands. */
export const ReportState = z
  .enum(['draft', 'submitted', 'returned', 'approved', 'amended'])
  .describe('Where the revision stands');
export type ReportState = z.infer<typeof ReportState>;

const ReportRow = z.object({ key: z.string(), label: z.string(), cells: FormCells });

/** A report of one unit on one form and period, latest revision. */
export const Report = z.object({
  id: Uuid,
  rev: z.number().int().describe('For If-Match'),
  revision: z.number().int().min(1),
  area: AreaName,
  unit: UnitRef,
  form: z.string(),
  formVersion: z.string(),
  period: PeriodName,
  state: ReportState,
  filledAsOf: Instant,
  total: z.object({ cells: FormCells }),
  rows: z.array(ReportRow),
  edits: z.array(
    z.object({
      row: z.string(),
      column: z.string(),
      machine: z.number().nullable(),
      hand: z.number(),
      by: z.string(),
      reason: z.string(),
    }),
  ),
  identities: z.array(Identity),
  hash: z.string().nullable().describe('SHA-256 of the frozen content; null in a draft'),
  previousHash: z.string().nullable(),
  submittedOn: PlainDate.nullable(),
  approvedOn: PlainDate.nullable(),
  dueOn: PlainDate.nullable(),
  recipient: UnitRef,
  comments: z.array(z.object({ row: z.string(), column: z.string(), text: z.string() })),
  reason: z.string().nullable().describe('Why it was amended'),
});
export type Report = z.infer<typeof Report>;

export const listReports = endpoint({
  id: 'reporting.listReports',
  service: 'reporting',
  method: 'GET',
  path: '/reports',
  summary: { vi: 'Các báo cáo của một địa bàn trong kỳ', en: 'Reports of an area and everything in it' },
  access: OFFICERS,
  query: z.object({ area, on, period }),
  bodyKind: 'none',
  answer: z.object({ items: z.array(Report), nextCursor: z.string().nullable() }),
});

export const draftReport = endpoint({
  id: 'reporting.draftReport',
  service: 'reporting',
  method: 'POST',
  path: '/reports',
  summary: { vi: 'Lập báo cáo từ số liệu', en: 'Draft a report, filled from the figures' },
  access: OFFICERS,
  bodyKind: 'json',
  body: z.object({
    area,
    on,
    period,
    form: z.string().max(40).default('II.06a'),
    dueOn: PlainDate.nullable().default(null).describe('Last day for the recipient'),
    task: z
      .object({ taskId: Uuid, occurrence: z.string().min(1).max(120) })
      .nullable()
      .default(null)
      .describe('Report task that it fulfils'),
  }),
  answer: Report,
  status: 201,
});

const byId = z.object({ id: Uuid });
const command = {
  service: 'reporting',
  method: 'POST',
  access: OFFICERS,
  params: byId,
  bodyKind: 'json',
  answer: Report,
} as const;

export const editReportCells = endpoint({
  ...command,
  id: 'reporting.editReportCells',
  method: 'PATCH',
  path: '/reports/:id/cells',
  summary: { vi: 'Sửa ô số liệu của dự thảo', en: "Edit cells of a draft; the machine's value stays beside" },
  body: z.object({
    cells: z
      .array(
        z.object({ row: z.string(), column: z.string(), value: z.number().int().min(0), reason: z.string().min(1).max(1000) }),
      )
      .min(1)
      .max(500),
  }),
});

export const submitReport = endpoint({
  ...command,
  id: 'reporting.submitReport',
  path: '/reports/:id/submit',
  summary: { vi: 'Gửi báo cáo', en: 'Freeze, hash and send a report' },
  body: z.object({}).default({}),
});

export const returnReport = endpoint({
  ...command,
  id: 'reporting.returnReport',
  path: '/reports/:id/return',
  summary: { vi: 'Trả lại báo cáo', en: 'Return a report with comments by cell' },
  body: z.object({
    comments: z.array(z.object({ row: z.string(), column: z.string(), text: z.string().min(1).max(2000) })).min(1),
  }),
});

export const approveReport = endpoint({
  ...command,
  id: 'reporting.approveReport',
  path: '/reports/:id/approve',
  summary: { vi: 'Duyệt báo cáo', en: 'Approve a report' },
  body: z.object({}).default({}),
});

export const amendReport = endpoint({
  ...command,
  id: 'reporting.amendReport',
  path: '/reports/:id/amend',
  summary: { vi: 'Điều chỉnh báo cáo đã gửi', en: 'Open the next revision of a sent report' },
  body: z.object({ reason: z.string().min(1).max(2000) }),
});

export const getReportStatus = endpoint({
  id: 'reporting.getReportStatus',
  service: 'reporting',
  method: 'GET',
  path: '/report-status',
  summary: { vi: 'Tình hình gửi báo cáo của các đơn vị cấp dưới', en: 'Which units below have reported, and in time' },
  access: OFFICERS,
  query: z.object({ area, on, period, form: z.string().max(40).default('II.06a') }),
  bodyKind: 'none',
  answer: z.object({
    area: AreaName,
    period: PeriodName,
    complete: z.number().int().describe('Units that sent it'),
    inTime: z.number().int().describe('Of them in time; those without a deadline count'),
    of: z.number().int().describe('Units that should'),
    items: z.array(
      z.object({
        area: AreaName,
        state: ReportState.or(z.literal('missing')),
        submittedOn: PlainDate.nullable(),
        dueOn: PlainDate.nullable(),
        inTime: z.boolean().nullable().describe('Null while not sent'),
        recipient: UnitRef,
      }),
    ),
  }),
});

/** Operations that `reporting` answers for. */
export const REPORTING_ENDPOINTS: readonly Endpoint[] = [
  getRollUpRecords,
  getRollUp,
  listForms,
  getTargets,
  getMeasures,
  getReportStatus,
  listReports,
  draftReport,
  editReportCells,
  submitReport,
  returnReport,
  approveReport,
  amendReport,
];
