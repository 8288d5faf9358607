import { z } from 'zod';
import { AreaVersionId, Uuid } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { defineEvent, type DataOf, type EventType } from './define-event';
import { TaskState } from './task-state';
import { UnitAt } from './unit-at';

/** An order from above was recorded; it starts the tasks that wait for it. */
export const DirectiveIssued = defineEvent({
  name: 'directive.issued',
  version: 1,
  service: 'plan-catalog',
  subject: 'id of the directive',
  doc: { vi: 'Văn bản chỉ đạo của cấp trên', en: 'A directive from above was recorded' },
  data: z.strictObject({
    directiveId: Uuid.describe('Directive'),
    number: z.string().min(1).max(120).describe('Number of the document, "512/UBND-KSTTHC"'),
    issuer: UnitAt.describe('Unit that issued it'),
    issuedOn: PlainDate.describe('Day signed'),
    addressees: z.array(UnitAt).min(1).describe('Units it is addressed to'),
    asks: z.string().min(1).max(4000).describe('What is asked; text of the official document'),
    byDate: PlainDate.nullable().describe('Last day to do it'),
    receivedOn: PlainDate.describe('Day received'),
    startsTrigger: z.string().max(120).nullable().describe('Key of the trigger it fires for waiting tasks'),
  }),
});
export type DirectiveIssued = DataOf<typeof DirectiveIssued>;

const targetBase = {
  key: z
    .string()
    .min(1)
    .max(80)
    .describe(
      'What is measured. Shares: digitised, online, paid-online, posted, on-time, satisfaction. Counts: overdue (dossiers). ' +
        'Texts: linked-services. Others are shown, not measured',
    ),
  label: z.string().min(1).max(500).describe('As the plan words it'),
};
const targetComparison = z
  .enum(['at-least', 'more-than', 'at-most', 'less-than'])
  .describe('Direction of the goal; "no dossier overdue" is at-most 0');

/** What a plan wants reached: a share, recomputed from sums at every level; a count; or words that no number measures. */
export const PlanTarget = z
  .discriminatedUnion('measure', [
    z.strictObject({
      measure: z.literal('percent').describe('A share of all, recomputed from sums'),
      ...targetBase,
      comparison: targetComparison,
      percent: z.number().min(0).max(100).describe('Goal, percent'),
    }),
    z.strictObject({
      measure: z.literal('count').describe('A number of things'),
      ...targetBase,
      comparison: targetComparison,
      count: z.number().int().min(0).describe('Goal, a number of things'),
    }),
    z.strictObject({
      measure: z.literal('text').describe('Words that no number measures'),
      ...targetBase,
      text: z.string().min(1).max(1000).describe('Goal in the words of the plan, "đạt kế hoạch cao nhất"'),
    }),
  ])
  .describe('Target of a plan');
export type PlanTarget = z.infer<typeof PlanTarget>;

/** A yearly plan came into force; its tasks start. */
export const PlanIssued = defineEvent({
  name: 'plan.issued',
  version: 1,
  service: 'plan-catalog',
  subject: 'id of the plan',
  doc: { vi: 'Ban hành kế hoạch', en: 'A plan was issued' },
  data: z.strictObject({
    planId: Uuid.describe('Plan'),
    number: z.string().max(120).nullable().describe('Number, "105/KH-UBND"; null where left blank'),
    issuer: UnitAt.describe('Unit that issued it'),
    year: z.number().int().min(2000).max(2100).describe('Year planned'),
    issuedOn: PlainDate.nullable().describe('Day signed; null where left blank'),
    followsPlanId: Uuid.nullable().describe('Plan of the level above that it follows, if known here'),
    followsNumber: z.string().max(120).nullable().describe('Number of that plan, "177/KH-UBND"'),
    targets: z.array(PlanTarget).describe('Targets it sets'),
    taskIds: z.array(Uuid).describe('Tasks put in force'),
    withheldTaskIds: z.array(Uuid).describe('Tasks held back as drafts until their findings are corrected'),
  }),
});
export type PlanIssued = DataOf<typeof PlanIssued>;

const taskData = z.strictObject({
  on: PlainDate.describe('Business day it happened'),
  before: TaskState.nullable().describe('As it stood; null when the occurrence is new'),
  after: TaskState.nullable().describe('As it stands; null when the occurrence was recorded by mistake'),
});

const taskEvent = (name: string, vi: string, en: string): EventType<typeof taskData> =>
  defineEvent({ name, version: 1, service: 'plan-catalog', subject: 'id of the task', doc: { vi, en }, data: taskData });

/** An occurrence opened, or its due day was set or moved. */
export const TaskDue = taskEvent('task.due', 'Nhiệm vụ đến kỳ thực hiện', 'A task opened or its due day moved');
export type TaskDue = DataOf<typeof TaskDue>;

/** An occurrence was completed with its evidence. */
export const TaskCompleted = taskEvent('task.completed', 'Hoàn thành nhiệm vụ', 'A task was completed');
export type TaskCompleted = DataOf<typeof TaskCompleted>;

/** The due day of an occurrence passed without completion. */
export const TaskOverdue = taskEvent('task.overdue', 'Nhiệm vụ quá hạn', 'A task is overdue');
export type TaskOverdue = DataOf<typeof TaskOverdue>;

/** What makes a continuous task done or late was set: a figure that is reported, or nothing that figures tell. */
export const TaskMeasured = defineEvent({
  name: 'task.measured',
  version: 1,
  service: 'plan-catalog',
  subject: 'id of the task',
  doc: { vi: 'Đặt cách đo nhiệm vụ thường xuyên', en: 'What measures a continuous task was set' },
  data: z.strictObject({
    taskId: Uuid.describe('Task'),
    planId: Uuid.describe('Plan it stands in'),
    owner: UnitAt.describe('Unit whose plan it is'),
    year: z.number().int().min(2000).max(2100).describe('Year of the plan'),
    ref: z.string().min(1).max(40).describe('Section and number, "II.1"'),
    target: PlanTarget.nullable().describe(
      'Figure it is measured by, with its goal; null: by proof or directives, not by a figure',
    ),
  }),
});
export type TaskMeasured = DataOf<typeof TaskMeasured>;

const difficultyData = z.strictObject({
  difficultyId: Uuid.describe('Difficulty'),
  taskId: Uuid.describe('Task it stands in the way of'),
  planId: Uuid.describe('Plan of that task'),
  ref: z.string().min(1).max(40).describe('Section and number of the task, "IV.3"'),
  raisedBy: UnitAt.describe('Unit whose plan it is'),
  raisedTo: UnitAt.describe('Unit above that is to solve it'),
  on: PlainDate.describe('Business day it was raised or resolved'),
});

const difficultyEvent = (name: string, vi: string, en: string): EventType<typeof difficultyData> =>
  defineEvent({
    name,
    version: 1,
    service: 'plan-catalog',
    subject: 'id of the difficulty',
    doc: { vi, en },
    data: difficultyData,
  });

/** A unit told the level above what stands in the way. The wording stays in the owner's database. */
export const DifficultyRaised = difficultyEvent('difficulty.raised', 'Báo khó khăn, vướng mắc', 'A difficulty was raised');
export type DifficultyRaised = DataOf<typeof DifficultyRaised>;

/** The level above solved it. */
export const DifficultyResolved = difficultyEvent(
  'difficulty.resolved',
  'Đã tháo gỡ khó khăn, vướng mắc',
  'A difficulty was resolved',
);
export type DifficultyResolved = DataOf<typeof DifficultyResolved>;

/** The seven content heads of an inspection: direction, publication, handling, review, feedback, one-stop, reporting. */
export const InspectionHead = z
  .enum(['direction', 'publication', 'handling', 'review', 'feedback', 'one-stop', 'reporting'])
  .describe('Content head of an inspection');
export type InspectionHead = z.infer<typeof InspectionHead>;

/** An inspection was recorded. Carries counts; the wording of findings stays in the owner's database. */
export const InspectionRecorded = defineEvent({
  name: 'inspection.recorded',
  version: 1,
  service: 'plan-catalog',
  subject: 'id of the inspection',
  doc: { vi: 'Ghi nhận kết quả kiểm tra', en: 'An inspection was recorded' },
  data: z.strictObject({
    inspectionId: Uuid.describe('Inspection'),
    areaVersion: AreaVersionId.describe('Area version of the inspecting unit'),
    inspector: UnitAt.describe('Unit or team that inspects'),
    inspected: UnitAt.describe('Unit inspected'),
    kind: z.enum(['periodic', 'ad-hoc', 'self']).describe('Planned, ad hoc, or self-check'),
    from: PlainDate.describe('First day'),
    to: PlainDate.describe('Last day'),
    heads: z
      .array(
        z.strictObject({
          head: InspectionHead,
          findings: z.number().int().min(0).describe('Findings under this head'),
          remedied: z.number().int().min(0).describe('Of them remedied'),
        }),
      )
      .describe('Heads looked at; one left out was not'),
    remediesDueOn: PlainDate.nullable().describe('Last day for the remedies'),
    taskId: Uuid.nullable().describe('Task of the plan it fulfils'),
    feedbackId: Uuid.nullable().describe('Feedback that caused an ad-hoc one'),
  }),
});
export type InspectionRecorded = DataOf<typeof InspectionRecorded>;
