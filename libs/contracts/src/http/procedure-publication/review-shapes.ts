import { z } from 'zod';
import { AreaVersionId, ProcedureCode, UnitRef, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { Entry, FiguresPeriod, Finding, RegisterUnit, words } from './register-shapes';

const twoDecimals = (max: number): z.ZodNumber => z.number().min(0).max(max).multipleOf(0.01);
const dong = z.number().int().min(0).max(1_000_000_000);

/** What a review proposes, columns of form II.04; `keep` is "không đổi". */
const ReviewOption = z.enum(['new', 'amend', 'replace', 'abolish', 'link', 'keep']);

const CostTable = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        name: words(300),
        hours: twoDecimals(1000).describe('Hours of the subject'),
        hourlyIncome: z.number().int().min(0).max(10_000_000).describe('Average income an hour, đồng'),
      }),
    )
    .max(40),
  service: dong.default(0).describe('Service and consulting, đồng'),
  fee: dong.default(0).describe('Fee, đồng'),
  other: dong.default(0).describe('Other costs, đồng'),
});

const Verdict = z.strictObject({ verdict: z.enum(['met', 'partly', 'not-met']), reason: words(2000) });

/** The sheet on one procedure (02/RS-KSTT) with its cost tables (03/SCM-KSTT). */
export const ReviewItem = z.strictObject({
  procedureCode: ProcedureCode,
  criteria: z.strictObject({ necessity: Verdict, reasonableness: Verdict, legality: Verdict }).describe('Điều 28'),
  option: ReviewOption,
  proposal: words(4000).describe('What is to change, or why it stays'),
  frequency: z
    .strictObject({
      timesPerYear: twoDecimals(10_000),
      timesSource: words(500).describe('Where the number of times comes from'),
      subjects: z.number().int().min(0).max(100_000_000),
      subjectsSource: words(500).describe('Where the number of subjects comes from'),
    })
    .nullable()
    .default(null),
  before: CostTable.nullable().default(null).describe('Cost of one performance now'),
  after: CostTable.nullable().default(null).describe('Cost of one performance as proposed; none for keep and abolish'),
  textsToChange: z.array(words(200)).max(30).default([]).describe('Numbers of the legal texts that must change'),
});

const NowAndAfter = z.object({ now: z.number().nullable(), after: z.number().nullable() });

export const ReviewView = Entry.extend({
  planId: Uuid.nullable(),
  planItemId: Uuid.nullable(),
  subject: z.string().describe('Procedure or group reviewed'),
  recordedOn: PlainDate,
  taskId: Uuid.nullable(),
  items: z.array(
    ReviewItem.extend({
      cost: z.object({ performance: NowAndAfter, year: NowAndAfter, cutPercent: z.number().nullable() }),
    }),
  ),
  textsToChange: z.array(z.string()),
  findings: z.array(Finding),
});
export type ReviewView = z.infer<typeof ReviewView>;

const PlanLine = z.strictObject({
  title: words(500).describe('Procedure or group to review'),
  procedureCodes: z.array(ProcedureCode).max(50).default([]).describe('Its procedures; none where only a group is named'),
  doer: words(300),
  dueOn: PlainDate,
  ground: z.enum(['government', 'own', 'feedback']).describe('Order of the Government, own choice, feedback (Điều 30)'),
  groundText: words(1000),
  product: words(500).describe('Expected product'),
});

export const NewReviewPlan = z.strictObject({
  unit: UnitRef,
  year: z.number().int().min(2010).max(2100),
  items: z.array(PlanLine).min(1).max(100),
});

export const ReviewPlanView = Entry.extend({
  year: z.number().int(),
  state: z.enum(['draft', 'approved', 'sent']),
  number: z.string().nullable(),
  approvedOn: PlainDate.nullable(),
  sentOn: PlainDate.nullable(),
  sendBy: z
    .object({ lastDay: PlainDate, legalBasis: z.string(), confirmed: z.boolean() })
    .nullable()
    .describe('Last day to send the approved plan; null where no rule sets one for this level'),
  items: z.array(
    PlanLine.extend({
      id: Uuid,
      state: z.enum(['done', 'done-late', 'open', 'overdue']),
      reviewed: z.array(z.string()).describe('Procedures reviewed under this line'),
    }),
  ),
  findings: z.array(Finding),
});
export type ReviewPlanView = z.infer<typeof ReviewPlanView>;

export const ReviewProposalView = Entry.extend({
  reviewId: Uuid,
  to: z.object({ ref: z.string(), name: z.string() }).describe('Area above, or `central` for a ministry'),
  text: z.string(),
  textsToChange: z.array(z.string()),
  proposedOn: PlainDate,
  state: z.enum(['sent', 'accepted', 'partly', 'rejected']),
  outcome: z.object({ on: PlainDate, document: z.string().nullable(), reason: z.string() }).nullable(),
});
export type ReviewProposalView = z.infer<typeof ReviewProposalView>;

const Cut = z.object({ now: z.number().int(), after: z.number().int() });

const Figures = {
  procedures: z.number().int().describe('Unit × procedure'),
  options: z.record(ReviewOption, z.number().int()),
  textsToChange: z.number().int(),
  procedureCut: Cut,
  procedureCutPercent: z.number().nullable().describe('Made from the sums beside it; null where there is nothing now'),
  costCut: Cut.describe('đồng a year, of the procedures that were costed'),
  costCutPercent: z.number().nullable(),
  costed: z.number().int(),
};

/** The facts behind form II.04; each share is made from the sums beside it, at every level. */
export const ReviewFiguresView = z.object({
  area: z.object({ id: AreaVersionId, code: z.string(), name: z.string() }),
  period: FiguresPeriod,
  rows: z.array(z.object({ unit: RegisterUnit, subject: z.string(), ...Figures })),
  total: z.object({ ...Figures, distinctProcedures: z.number().int() }),
  plan: z
    .object({
      lines: z.number().int(),
      done: z.number().int(),
      doneLate: z.number().int(),
      open: z.number().int(),
      overdue: z.number().int(),
    })
    .describe('Lines of approved plans that fall due in the period, as they stood on its last day, or today'),
});
