import { z } from 'zod';
import { InspectionHead } from '../events/plan-catalog';
import { TaskStateName } from '../events/task-state';
import { AreaCode, UnitRef, Uuid } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { endpoint, type Endpoint } from './endpoint';
import { PageQuery, pageOf } from './paging';
import { DifficultyView, DirectiveView, PlanFinding, PlanSummary, PlanTaskView, PlanView, TaskItem } from './plan-shapes';

export * from './plan-shapes';

const service = 'plan-catalog';
const officers = { roles: ['officer', 'leader', 'administrator'] } as const;
const readers = { roles: ['officer', 'leader', 'administrator', 'portal'] } as const;
const ById = z.object({ id: Uuid });
const Year = z.coerce.number().int().min(2000).max(2100);
const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');
const on = PlainDate.optional().describe('Day that the area code, and the state shown, are read on');

export const importPlan = endpoint({
  id: 'plan-catalog.importPlan',
  service,
  method: 'POST',
  path: '/plans/imports',
  summary: {
    vi: 'Nhập kế hoạch (.docx, .xlsx, .csv, .json): dự thảo và các phát hiện',
    en: 'Import a plan: a draft and its findings',
  },
  access: officers,
  query: z.object({
    dryRun: flag.describe('true stores nothing'),
    issuerArea: AreaCode.optional().describe('Area of the issuer, read on the year of the plan; also a field of the form'),
    year: Year.optional().describe('Year of the plan; also a field of the form'),
  }),
  bodyKind: 'multipart',
  answer: z.object({
    plan: PlanView,
    findings: z.array(PlanFinding),
    unchanged: z.boolean().describe('The same file was imported before; its plan is answered'),
  }),
  status: 201,
});

export const listPlans = endpoint({
  id: 'plan-catalog.listPlans',
  service,
  method: 'GET',
  path: '/plans',
  summary: { vi: 'Các kế hoạch của một địa bàn', en: 'Plans of an area and of all in it' },
  access: readers,
  query: PageQuery.extend({
    area: AreaCode.optional(),
    on,
    year: Year.optional(),
    state: z.enum(['draft', 'issued']).optional(),
  }),
  bodyKind: 'none',
  answer: pageOf(PlanSummary),
});

export const getPlan = endpoint({
  id: 'plan-catalog.getPlan',
  service,
  method: 'GET',
  path: '/plans/:id',
  summary: { vi: 'Một kế hoạch với phát hiện và đính chính', en: 'A plan with its findings and corrections' },
  access: readers,
  params: ById,
  bodyKind: 'none',
  answer: z.object({ plan: PlanView, findings: z.array(PlanFinding) }),
});

export const listPlanTasks = endpoint({
  id: 'plan-catalog.listPlanTasks',
  service,
  method: 'GET',
  path: '/plans/:id/tasks',
  summary: { vi: 'Các nhiệm vụ của một kế hoạch', en: 'Tasks of a plan with their occurrences' },
  access: officers,
  params: ById,
  query: z.object({ on }),
  bodyKind: 'none',
  answer: z.object({ items: z.array(PlanTaskView.extend({ occurrences: z.array(TaskItem) })) }),
});

export const correctPlan = endpoint({
  id: 'plan-catalog.correctPlan',
  service,
  method: 'POST',
  path: '/plans/:id/corrections',
  summary: { vi: 'Đính chính một nhiệm vụ của kế hoạch', en: 'Correct a task of a plan' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z
    .object({
      task: z.string().min(1).max(80).describe('Id or ref ("II.2") of the task'),
      field: z.enum(['title', 'leads', 'coordinators', 'products', 'time']),
      value: z.union([z.string().trim().max(4000), z.array(z.string().trim().min(1).max(500)).max(100)]),
      reason: z.string().trim().min(1).max(2000),
      demonstration: z.boolean().default(false),
    })
    .superRefine((body, context) => {
      const list = body.field !== 'title' && body.field !== 'time';
      if (list !== Array.isArray(body.value)) {
        context.addIssue({ code: 'custom', path: ['value'], message: list ? 'list-expected' : 'text-expected' });
      }
    }),
  answer: z.object({ plan: PlanView, findings: z.array(PlanFinding) }),
});

export const issuePlan = endpoint({
  id: 'plan-catalog.issuePlan',
  service,
  method: 'POST',
  path: '/plans/:id/issue',
  summary: { vi: 'Ban hành kế hoạch', en: 'Issue a plan' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z
    .object({
      withhold: z.array(z.string().min(1).max(80)).max(500).default([]).describe('Ids or refs of tasks that stay drafts'),
      number: z.string().trim().min(1).max(120).optional().describe('Where the draft leaves it blank'),
      issued: PlainDate.optional().describe('Where the draft leaves it blank'),
    })
    .prefault({}),
  answer: z.object({ plan: PlanView, findings: z.array(PlanFinding) }),
});

export const getPlanCoverage = endpoint({
  id: 'plan-catalog.getPlanCoverage',
  service,
  method: 'GET',
  path: '/plans/:id/coverage',
  summary: {
    vi: 'Nhiệm vụ cấp trên × đơn vị cấp dưới, kể cả cơ quan',
    en: 'Parent task × child unit, agencies included',
  },
  access: officers,
  params: ById,
  query: z.object({ on }),
  bodyKind: 'none',
  answer: z.object({
    planId: Uuid,
    asOf: PlainDate,
    items: z.array(
      z.object({
        taskId: Uuid,
        ref: z.string(),
        title: z.string(),
        state: z.enum(['draft', 'withheld', 'released']),
        units: z.array(
          z.object({
            unit: UnitRef,
            name: z.string(),
            role: z.enum(['lead', 'coordinator']),
            state: z
              .enum(['in-plan', 'plan-without-task', 'draft-plan', 'no-plan', 'by-task'])
              .describe('Areas: what their own plan says; by-task: an agency, held to the task itself'),
            planId: Uuid.nullable().describe('Plan of the unit'),
            taskRef: z.string().nullable().describe('Task of that plan which answers to this one'),
            status: TaskStateName.nullable().describe('Worst state of the occurrences that count for the unit'),
          }),
        ),
      }),
    ),
  }),
});

export const listTasks = endpoint({
  id: 'plan-catalog.listTasks',
  service,
  method: 'GET',
  path: '/tasks',
  summary: { vi: 'Nhiệm vụ theo hạn, trạng thái', en: 'Tasks by due day and state' },
  access: officers,
  query: PageQuery.extend({
    area: AreaCode.optional(),
    dueBefore: PlainDate.optional().describe('Due before this day, that day left out'),
    status: TaskStateName.optional(),
    on,
  }),
  bodyKind: 'none',
  answer: pageOf(TaskItem),
});

const occurrence = z.string().min(1).max(120).optional().describe('The unfinished one that is due next unless told');

export const addTaskEvidence = endpoint({
  id: 'plan-catalog.addTaskEvidence',
  service,
  method: 'POST',
  path: '/tasks/:id/evidence',
  summary: { vi: 'Thêm minh chứng', en: 'Add evidence' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({
    occurrence,
    kind: z.enum(['document', 'link', 'file', 'report', 'note']),
    reference: z.string().trim().min(1).max(2000).describe('Number of the document, address, file name or note'),
  }),
  answer: TaskItem,
});

export const completeTask = endpoint({
  id: 'plan-catalog.completeTask',
  service,
  method: 'POST',
  path: '/tasks/:id/complete',
  summary: { vi: 'Hoàn thành bước tiếp theo của nhiệm vụ', en: 'Complete the next step of a task' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({ occurrence, step: z.number().int().min(0).max(20).optional().describe('Place of the step') }).prefault({}),
  answer: TaskItem,
});

export const postponeTask = endpoint({
  id: 'plan-catalog.postponeTask',
  service,
  method: 'POST',
  path: '/tasks/:id/postpone',
  summary: { vi: 'Lùi hạn, có lý do', en: 'Postpone, with a reason' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({ occurrence, to: PlainDate, reason: z.string().trim().min(1).max(2000) }),
  answer: TaskItem,
});

export const triggerTask = endpoint({
  id: 'plan-catalog.triggerTask',
  service,
  method: 'POST',
  path: '/tasks/:id/trigger',
  summary: {
    vi: 'Kích hoạt nhiệm vụ chờ sự kiện, đột xuất, hoặc đặt hạn cho nhiệm vụ theo kế hoạch',
    en: 'Start a task that waits for an event or a request, or set the day of one that another plan sets',
  },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z
    .object({
      id: z.string().min(1).max(110).optional().describe('Id of the fact; the same fact starts a task once'),
      on: PlainDate.optional().describe('Day of the fact; today unless told'),
      byDate: PlainDate.optional().describe('Last day that the fact sets'),
    })
    .prefault({}),
  answer: TaskItem,
});

export const raiseDifficulty = endpoint({
  id: 'plan-catalog.raiseDifficulty',
  service,
  method: 'POST',
  path: '/tasks/:id/difficulties',
  summary: { vi: 'Báo khó khăn, vướng mắc lên cấp trên', en: 'Raise a difficulty to the level above' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({
    text: z.string().trim().min(1).max(4000),
    to: AreaCode.optional().describe('Own area or one above; the level above unless told'),
  }),
  answer: DifficultyView,
  status: 201,
});

export const resolveDifficulty = endpoint({
  id: 'plan-catalog.resolveDifficulty',
  service,
  method: 'POST',
  path: '/difficulties/:id/resolve',
  summary: { vi: 'Tháo gỡ khó khăn, vướng mắc', en: 'Resolve a difficulty' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({ resolution: z.string().trim().min(1).max(4000) }),
  answer: DifficultyView,
});

export const listDifficulties = endpoint({
  id: 'plan-catalog.listDifficulties',
  service,
  method: 'GET',
  path: '/difficulties',
  summary: { vi: 'Khó khăn, vướng mắc của một địa bàn', en: 'Difficulties of an area and of all in it' },
  access: officers,
  query: PageQuery.extend({ area: AreaCode.optional(), on, state: z.enum(['open', 'resolved']).optional() }),
  bodyKind: 'none',
  answer: pageOf(DifficultyView),
});

export const recordDirective = endpoint({
  id: 'plan-catalog.recordDirective',
  service,
  method: 'POST',
  path: '/directives',
  summary: { vi: 'Ghi nhận văn bản chỉ đạo của cấp trên', en: 'Record a directive from above' },
  access: officers,
  bodyKind: 'json',
  body: z.object({
    number: z.string().trim().min(1).max(120),
    issuer: UnitRef,
    issuedOn: PlainDate,
    receivedOn: PlainDate.optional().describe('Today unless told'),
    addressees: z.array(UnitRef).min(1).max(500),
    asks: z.string().trim().min(1).max(4000),
    byDate: PlainDate.nullish(),
    startsTrigger: z.string().trim().min(1).max(120).nullish().describe('Ref of the waiting task it starts ("VII.1"), if named'),
  }),
  answer: DirectiveView,
  status: 201,
});

export const listDirectives = endpoint({
  id: 'plan-catalog.listDirectives',
  service,
  method: 'GET',
  path: '/directives',
  summary: { vi: 'Văn bản chỉ đạo gửi tới một đơn vị', en: 'Directives to a unit' },
  access: officers,
  query: PageQuery.extend({ to: UnitRef.optional(), on }),
  bodyKind: 'none',
  answer: pageOf(DirectiveView),
});

export const acknowledgeDirective = endpoint({
  id: 'plan-catalog.acknowledgeDirective',
  service,
  method: 'POST',
  path: '/directives/:id/receipt',
  summary: { vi: 'Xác nhận đã nhận văn bản', en: 'Acknowledge a directive' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({ unit: UnitRef.optional().describe("The caller's area unless told") }).prefault({}),
  answer: DirectiveView,
});

const InspectionBody = z.object({
  inspector: UnitRef,
  inspected: UnitRef,
  kind: z.enum(['periodic', 'ad-hoc', 'self']),
  from: PlainDate,
  to: PlainDate,
  heads: z
    .array(
      z.object({
        head: InspectionHead,
        findings: z
          .array(z.object({ text: z.string().trim().min(1).max(4000), remedied: z.boolean().default(false) }))
          .max(200)
          .default([]),
      }),
    )
    .min(1)
    .max(7),
  remediesDueOn: PlainDate.nullish(),
  taskId: Uuid.nullish(),
  feedbackId: Uuid.nullish(),
});
const InspectionView = InspectionBody.extend({
  id: Uuid,
  inspectorName: z.string(),
  inspectedName: z.string(),
  recordedBy: z.string(),
});
export type InspectionView = z.infer<typeof InspectionView>;

export const recordInspection = endpoint({
  id: 'plan-catalog.recordInspection',
  service,
  method: 'POST',
  path: '/inspections',
  summary: { vi: 'Ghi nhận kết quả kiểm tra', en: 'Record an inspection' },
  access: officers,
  bodyKind: 'json',
  body: InspectionBody.refine((body) => body.from <= body.to, { error: 'ends-before-it-starts', path: ['to'] }),
  answer: InspectionView,
  status: 201,
});

export const listInspections = endpoint({
  id: 'plan-catalog.listInspections',
  service,
  method: 'GET',
  path: '/inspections',
  summary: { vi: 'Các cuộc kiểm tra trong một địa bàn', en: 'Inspections of an area and of all in it' },
  access: officers,
  query: PageQuery.extend({ area: AreaCode.optional(), on }),
  bodyKind: 'none',
  answer: pageOf(InspectionView),
});

/** Operations that `plan-catalog` answers for. */
export const PLAN_CATALOG_ENDPOINTS: readonly Endpoint[] = [
  importPlan,
  listPlans,
  getPlan,
  listPlanTasks,
  correctPlan,
  issuePlan,
  getPlanCoverage,
  listTasks,
  addTaskEvidence,
  completeTask,
  postponeTask,
  triggerTask,
  raiseDifficulty,
  resolveDifficulty,
  listDifficulties,
  recordDirective,
  listDirectives,
  acknowledgeDirective,
  recordInspection,
  listInspections,
];
