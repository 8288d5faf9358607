import { PlainDate } from '@thongsuot/contracts';
import { z } from 'zod';
import { addDays } from '../plain-date';

/**
 * How a plan words a day: `before` ("trước ngày X": the day before X is the last), `by` ("chậm nhất ngày X", "đến ngày X":
 * X is the last), `on` ("ngày X").
 */
export const DueMode = z.enum(['before', 'by', 'on']).describe('before = ends the day before; by, on = that day is the last');
export type DueMode = z.infer<typeof DueMode>;

/** The last day on which a date as written is kept: "trước ngày 15/3" ends on 14/3. */
export function dueOnOf(mode: DueMode, date: PlainDate): PlainDate {
  return mode === 'before' ? addDays(date, -1) : date;
}

const raw = z.string().min(1).describe('The wording of the plan, as it stands there');
const written = {
  mode: DueMode,
  date: PlainDate.describe('The date as written'),
  dueOn: PlainDate.describe('The last day, computed from mode and date'),
};
const keepsDueOn = (due: { mode: DueMode; date: PlainDate; dueOn: PlainDate }): boolean =>
  due.dueOn === dueOnOf(due.mode, due.date);
const dueOnError = { error: 'due-on-differs-from-mode-and-date', path: ['dueOn'] };

/** One step of an occurrence, with its own recipient and day (to Phòng Nội vụ by one day, into the report system by the next). */
export const DeadlineStep = z
  .object({
    name: z.string().optional().describe('What is done, as worded (gửi Phòng Nội vụ)'),
    recipient: z.string().optional().describe('Who receives it (Phòng Nội vụ, Hệ thống báo cáo)'),
    ...written,
  })
  .refine(keepsDueOn, dueOnError);
export type DeadlineStep = z.infer<typeof DeadlineStep>;

/** Code of the period an occurrence is about: `2022-Q1`, `2022-Y`, `2024-M01`. */
export const OccurrencePeriod = z
  .string()
  .regex(/^\d{4}-(Q[1-4]|Y|M(0[1-9]|1[0-2])|H[12])$/)
  .describe('Period of an occurrence: 2022-Q1, 2022-Y, 2024-M01, 2024-H1');

/** One occurrence of a recurring deadline; no steps where the plan names the period and no day. */
export const Occurrence = z.object({ period: OccurrencePeriod, steps: z.array(DeadlineStep) });
export type Occurrence = z.infer<typeof Occurrence>;

export const FixedDeadline = z.object({ kind: z.literal('fixed'), raw, ...written }).refine(keepsDueOn, dueOnError);
export type FixedDeadline = z.infer<typeof FixedDeadline>;

export const MonthDeadline = z.object({
  kind: z.literal('month'),
  raw,
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .describe('Calendar month, 2024-01'),
});
export type MonthDeadline = z.infer<typeof MonthDeadline>;

export const QuarterDeadline = z.object({
  kind: z.literal('quarter'),
  raw,
  quarter: z
    .string()
    .regex(/^\d{4}-Q[1-4]$/)
    .describe('Calendar quarter, 2024-Q3: a task’s quarter is no reporting window'),
});
export type QuarterDeadline = z.infer<typeof QuarterDeadline>;

export const YearDeadline = z.object({ kind: z.literal('year'), raw, year: z.int().min(2000).max(2100) });
export type YearDeadline = z.infer<typeof YearDeadline>;

export const ContinuousDeadline = z
  .object({ kind: z.literal('continuous'), raw, from: PlainDate, to: PlainDate })
  .refine((deadline) => deadline.from <= deadline.to, { error: 'ends-before-it-starts', path: ['to'] });
export type ContinuousDeadline = z.infer<typeof ContinuousDeadline>;

export const RecurringDeadline = z.object({ kind: z.literal('recurring'), raw, occurrences: z.array(Occurrence).min(1) });
export type RecurringDeadline = z.infer<typeof RecurringDeadline>;

export const PerPlanDeadline = z.object({
  kind: z.literal('per-plan'),
  raw,
  reference: z.string().min(1).describe('The plan that sets the day, as worded (kế hoạch)'),
});
export type PerPlanDeadline = z.infer<typeof PerPlanDeadline>;

/** What kind of fact starts an event-bound task, where the wording tells: feedback of a citizen, an order from above. */
export const TriggerSource = z.enum(['feedback', 'directive', 'other']).describe('What starts the task');
export type TriggerSource = z.infer<typeof TriggerSource>;

export const EventDeadline = z.object({
  kind: z.literal('event'),
  raw,
  trigger: z.string().min(1).describe('The event, as worded (có văn bản của UBND tỉnh)'),
  triggerSource: TriggerSource,
  workingDays: z.int().min(1).optional().describe('Working days allowed after the event, where the plan gives them'),
});
export type EventDeadline = z.infer<typeof EventDeadline>;

export const OnRequestDeadline = z.object({ kind: z.literal('on-request'), raw });
export type OnRequestDeadline = z.infer<typeof OnRequestDeadline>;

/** A typed deadline. A task has a list of them: "định kỳ hoặc đột xuất" is a recurring one and one on request. */
export const Deadline = z.discriminatedUnion('kind', [
  FixedDeadline,
  MonthDeadline,
  QuarterDeadline,
  YearDeadline,
  ContinuousDeadline,
  RecurringDeadline,
  PerPlanDeadline,
  EventDeadline,
  OnRequestDeadline,
]);
export type Deadline = z.infer<typeof Deadline>;
export type DeadlineKind = Deadline['kind'];
