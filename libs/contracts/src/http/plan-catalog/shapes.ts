import { z } from 'zod';
import { TaskStateName } from '../../events/task-state';
import { UnitRef, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';

/** Something in a plan that a person has to know or to correct. */
export const PlanFinding = z.object({
  code: z.string().describe('Stable code of the rule, impossible-date'),
  severity: z.enum(['blocking', 'warning', 'info']).describe('blocking withholds its task until someone corrects it'),
  message: z.string().describe('Vietnamese / English'),
  at: z
    .object({
      section: z.string().optional(),
      task: z.number().int().optional(),
      ref: z.string().optional().describe('Section and number, "VII.2"'),
      row: z.number().int().optional().describe('Row of the file, the first being 1'),
      field: z.string().optional().describe('title, time, leads, number, issued, …'),
      within: z.string().optional().describe('Place in the raw wording'),
    })
    .describe('Where it lies'),
});
export type PlanFinding = z.infer<typeof PlanFinding>;

/** One deadline, with the fields of its kind. */
export const PlanDeadline = z
  .looseObject({
    kind: z.enum(['fixed', 'month', 'quarter', 'year', 'continuous', 'recurring', 'per-plan', 'event', 'on-request']),
    raw: z.string().describe('Wording of the plan'),
  })
  .describe(
    'fixed: date, mode, dueOn; month; quarter; year; recurring: occurrences of period and steps; event: trigger, triggerSource, workingDays; continuous: from, to; per-plan: reference',
  );

export const PlanTaskStateName = z
  .enum(['draft', 'withheld', 'omitted', 'released'])
  .describe('omitted: a task of the plan above that this one leaves out');

/** One task of a plan. */
export const PlanTaskView = z.object({
  id: Uuid.nullable().describe('null on a dry run'),
  ref: z.string().describe('Section and number, "VII.2"'),
  number: z.number().int(),
  title: z.string(),
  leads: z.array(z.string()),
  coordinators: z.array(z.string()),
  products: z.array(z.string()),
  leadAndCoordinatorMerged: z.boolean(),
  time: z.string().describe('Raw wording'),
  deadlines: z.array(PlanDeadline),
  dependsOn: z.array(z.string()).describe('Refs of tasks that come first'),
  findings: z.array(PlanFinding),
  confidence: z.number().min(0).max(1),
  state: PlanTaskStateName,
  origin: z
    .object({ kind: z.enum(['inspection', 'shortcoming', 'difficulty', 'drift', 'directive']), id: z.string() })
    .nullable()
    .describe('What it was added for after the plan was drawn up; null for a task of its table'),
});
export type PlanTaskView = z.infer<typeof PlanTaskView>;

/** A correction, kept for ever: who, when, why, from what to what. */
export const PlanCorrection = z.object({
  taskId: Uuid,
  ref: z.string(),
  field: z.string(),
  before: z.union([z.string(), z.array(z.string())]),
  after: z.union([z.string(), z.array(z.string())]),
  reason: z.string(),
  by: z.string(),
  at: z.string().describe('Instant, UTC'),
  demonstration: z.boolean().describe('Made to show the system, not by the unit that issued the plan'),
});

/** A plan as a whole. */
export const PlanView = z.object({
  id: Uuid.nullable().describe('null on a dry run'),
  rev: z.number().int().nullable(),
  state: z.enum(['draft', 'issued']),
  number: z.string().nullable(),
  issued: PlainDate.nullable(),
  year: z.number().int(),
  title: z.string().nullable(),
  area: z.object({ code: z.string(), name: z.string(), areaVersion: z.string() }),
  agency: z.object({ slug: z.string(), name: z.string() }).nullable().describe('Agency whose plan it is; null: of the committee'),
  parentPlanId: Uuid.nullable().describe('Plan above that it descends from'),
  issuer: z.object({ name: z.string(), area: z.string().nullable(), parents: z.array(z.string()) }).nullable(),
  follows: z
    .object({
      number: z.string().nullable(),
      issued: PlainDate.nullable(),
      issuer: z.string().nullable(),
      area: z.string().nullable(),
    })
    .nullable(),
  signer: z.string().nullable(),
  bases: z.array(z.string()),
  recipients: z.array(z.string()),
  prose: z.array(z.string()),
  duties: z.array(z.string()),
  targets: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      op: z.string(),
      percent: z.number().optional(),
      count: z.number().optional(),
      text: z.string().optional(),
    }),
  ),
  judgements: z
    .array(
      z.object({
        key: z.string(),
        label: z.string(),
        period: z.string(),
        met: z.boolean(),
        reason: z.string(),
        by: z.string(),
        at: z.string(),
      }),
    )
    .describe('What leaders said about targets in words'),
  sections: z.array(z.object({ number: z.string(), name: z.string(), tasks: z.array(PlanTaskView) })),
  corrections: z.array(PlanCorrection),
});
export type PlanView = z.infer<typeof PlanView>;

/** One line of a list of plans. */
export const PlanSummary = z.object({
  id: Uuid,
  rev: z.number().int(),
  state: z.enum(['draft', 'issued']),
  number: z.string().nullable(),
  issued: PlainDate.nullable(),
  year: z.number().int(),
  title: z.string().nullable(),
  area: z.object({ code: z.string(), name: z.string(), areaVersion: z.string() }),
  agency: z.object({ slug: z.string(), name: z.string() }).nullable(),
  parentPlanId: Uuid.nullable(),
  tasks: z.number().int(),
  withheld: z.number().int().describe('Tasks that a blocking finding holds back'),
});
export type PlanSummary = z.infer<typeof PlanSummary>;

export const Progress = z
  .object({
    done: z.number().int().describe('Steps done; where leads have shares of their own, leads that are done'),
    of: z.number().int(),
    percent: z.number().int().min(0).max(100).describe('Weighted; 100 only when all that counts is done'),
  })
  .describe('How far it is');

/** One occurrence of a task: its only one, a quarter's report, the answer to a trigger; or the task that waits for one. */
export const TaskItem = z.object({
  id: Uuid.describe('Task; with `occurrence` it names this line'),
  occurrence: z.string().describe('once, 2024-Q1, continuous, per-plan, the id of a trigger; `trigger` waits for its event'),
  planId: Uuid,
  planNumber: z.string().nullable(),
  year: z.number().int(),
  area: z.object({ code: z.string(), name: z.string(), areaVersion: z.string() }),
  ref: z.string(),
  title: z.string(),
  leads: z.array(z.string()),
  coordinators: z.array(z.string()),
  products: z.array(z.string()),
  kind: z.string().describe('Kind of deadline'),
  status: TaskStateName,
  startsOn: PlainDate.nullable(),
  dueOn: PlainDate.nullable().describe('Last day of the next step not done'),
  triggeredOn: PlainDate.nullable(),
  setBy: z.string().nullable().describe('Plan that gave work "theo kế hoạch" its day'),
  completedOn: PlainDate.nullable(),
  late: z.boolean().describe('A step was done after its day'),
  workingDaysLeft: z
    .number()
    .int()
    .nullable()
    .describe('Working days after today up to the due day; negative once it has passed; null: no day, or nothing left to do'),
  dueSoon: z.boolean().describe('Within the working days of data/plans/alerts.json'),
  progress: Progress,
  steps: z.array(
    z.object({
      name: z.string().nullable(),
      recipient: z.string().nullable(),
      dueOn: PlainDate.nullable(),
      doneOn: PlainDate.nullable(),
    }),
  ),
  evidence: z.array(
    z.object({
      ...{ kind: z.string(), reference: z.string(), by: z.string(), at: z.string() },
      file: z
        .object({ id: Uuid, mediaType: z.string(), bytes: z.number().int(), sha256: z.string() })
        .nullable()
        .describe('An uploaded file: GET /tasks/{id}/evidence/files/{file}'),
    }),
  ),
  postponements: z.array(
    z.object({
      step: z.number().int(),
      from: PlainDate.nullable(),
      to: PlainDate,
      reason: z.string(),
      by: z.string(),
      at: z.string(),
      approval: z
        .object({ state: z.enum(['asked', 'approved', 'refused']), by: z.string().nullable(), at: z.string().nullable() })
        .describe('A leader approves or refuses what an officer puts off; refused: the old day counts again'),
      document: z.string().nullable().describe('Document that allows it, "45/UBND-VP"'),
    }),
  ),
  rev: z.number().int(),
});
export type TaskItem = z.infer<typeof TaskItem>;

const DirectiveAnswer = z.object({
  unit: z.string(),
  number: z.string().nullable().describe('Document that answers it'),
  note: z.string().nullable(),
  answeredOn: PlainDate,
  by: z.string(),
  at: z.string(),
});

/** An order from above. */
export const DirectiveView = z.object({
  id: Uuid,
  number: z.string(),
  issuer: z.object({ unit: UnitRef, name: z.string(), level: z.string() }),
  issuedOn: PlainDate,
  receivedOn: PlainDate,
  addressees: z.array(z.object({ unit: UnitRef, name: z.string() })),
  asks: z.string(),
  byDate: PlainDate.nullable(),
  startsTrigger: z.string().nullable(),
  receipts: z.array(z.object({ unit: z.string(), by: z.string(), at: z.string() })),
  answers: z.array(DirectiveAnswer),
  standings: z
    .array(
      z.object({
        unit: UnitRef,
        name: z.string(),
        state: z.enum(['sent', 'received', 'answered', 'answered-late', 'overdue']),
      }),
    )
    .describe('Where each addressee stands today; overdue: the last day has passed without an answer'),
  started: z
    .array(z.object({ id: Uuid, ref: z.string(), title: z.string(), status: TaskStateName }))
    .describe('Tasks it started'),
});
export type DirectiveView = z.infer<typeof DirectiveView>;

/** An obstacle raised to a level above. */
export const DifficultyView = z.object({
  id: Uuid,
  taskId: Uuid,
  ref: z.string(),
  area: z.object({ code: z.string(), name: z.string(), areaVersion: z.string() }),
  raisedTo: z.object({ code: z.string(), name: z.string(), areaVersion: z.string() }),
  text: z.string(),
  raisedOn: PlainDate,
  raisedBy: z.string(),
  state: z.enum(['open', 'resolved']),
  resolution: z.string().nullable(),
  resolvedOn: PlainDate.nullable(),
  resolvedBy: z.string().nullable(),
});
export type DifficultyView = z.infer<typeof DifficultyView>;
