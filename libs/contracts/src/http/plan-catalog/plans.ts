import { z } from 'zod';
import { TaskStateName } from '../../events/task-state';
import { AreaCode, UnitRef, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { PageQuery, pageOf } from '../paging';
import { ById, Year, flag, officers, on, readers, service } from './common';
import { LaterDay, Stance } from './lineage';
import { PlanPreview } from './preview';
import { PlanFinding, PlanSummary, PlanTaskStateName, PlanTaskView, PlanView, TaskItem } from './shapes';

export const importPlan = endpoint({
  id: 'plan-catalog.importPlan',
  service,
  method: 'POST',
  path: '/plans/imports',
  summary: {
    vi: 'Nhập kế hoạch (.docx, .xlsx, .csv, .json hoặc văn bản dán): dự thảo và các phát hiện',
    en: 'Import a plan: a draft and its findings',
  },
  access: officers,
  query: z.object({
    dryRun: flag.describe('true stores nothing'),
    issuerArea: AreaCode.optional().describe('Area of the issuer, read on the year of the plan; also a field of the form'),
    year: Year.optional().describe('Year of the plan; also a field of the form'),
  }),
  bodyKind: 'multipart',
  body: z.object({
    file: z.string().meta({ format: 'binary' }).optional().describe('The plan as .docx, .xlsx, .csv or .json'),
    text: z.string().optional().describe("Instead of a file: the plan's table, pasted (tabs, bars or blanks between the cells)"),
    issuerArea: AreaCode.optional(),
    year: Year.optional(),
  }),
  answer: z.object({
    plan: PlanView,
    findings: z.array(PlanFinding),
    preview: PlanPreview.nullable().describe('On a dry run: raw cells beside what they became; else GET /plans/{id}/preview'),
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

export const getPlanPreview = endpoint({
  id: 'plan-catalog.getPlanPreview',
  service,
  method: 'GET',
  path: '/plans/:id/preview',
  summary: {
    vi: 'Đối chiếu bản gốc và kết quả đọc, từng nhiệm vụ, từng ô',
    en: 'Raw cells beside what each became, task by task',
  },
  access: officers,
  params: ById,
  bodyKind: 'none',
  answer: PlanPreview,
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
  answer: z.object({
    items: z.array(
      PlanTaskView.extend({
        occurrences: z.array(TaskItem),
        waitsFor: z
          .array(z.object({ ref: z.string(), status: TaskStateName, dueAfter: PlainDate.nullable() }))
          .describe('Tasks that come first and are not done; dueAfter: their last day, where it lies after that of this task'),
      }),
    ),
  }),
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
        state: PlanTaskStateName,
        units: z.array(
          z.object({
            unit: UnitRef,
            name: z.string(),
            role: z.enum(['lead', 'coordinator']),
            state: z
              .enum(['in-plan', 'omitted', 'plan-without-task', 'draft-plan', 'no-plan', 'by-task'])
              .describe('What the own plan of the unit says; by-task: an agency without one, held to the task itself'),
            stance: Stance.nullable().describe('What the plan of the unit decided; null: found by its wording, or not at all'),
            reason: z.string().nullable().describe('Why it is adapted or omitted'),
            later: z.array(LaterDay).describe('Days of the plan below that are later, or missing'),
            planId: Uuid.nullable().describe('Plan of the unit'),
            taskRef: z.string().nullable().describe('Task of that plan which answers to this one'),
            status: TaskStateName.nullable().describe('Worst state of the occurrences that count for the unit'),
          }),
        ),
      }),
    ),
    targets: z
      .array(
        z.object({
          key: z.string(),
          label: z.string(),
          units: z.array(
            z.object({
              unit: UnitRef,
              name: z.string(),
              state: z.enum(['same', 'stricter', 'weaker', 'different', 'missing', 'no-plan']),
            }),
          ),
        }),
      )
      .describe('Target of this plan × area below that it names: what the plan there asks for'),
  }),
});

/** Yearly plans: import, corrections, issue, coverage below. */
export const PLANS_ENDPOINTS: readonly Endpoint[] = [
  importPlan,
  listPlans,
  getPlan,
  getPlanPreview,
  listPlanTasks,
  correctPlan,
  issuePlan,
  getPlanCoverage,
];
