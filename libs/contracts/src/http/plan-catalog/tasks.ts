import { z } from 'zod';
import { TaskStateName } from '../../events/task-state';
import { AreaCode, UnitRef, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { PageQuery, pageOf } from '../paging';
import { ById, officers, on, service } from './common';
import { TaskItem } from './shapes';

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

export const addProofFile = endpoint({
  id: 'plan-catalog.addProofFile',
  service,
  method: 'POST',
  path: '/tasks/:id/evidence/files',
  summary: {
    vi: 'Tải lên tệp minh chứng (PDF, ảnh, video, .docx, .xlsx; đến 10 MB)',
    en: 'Upload a file as evidence: PDF, picture, video, .docx or .xlsx, up to 10 MB',
  },
  access: officers,
  params: ById,
  query: z.object({ occurrence }),
  bodyKind: 'multipart',
  answer: TaskItem,
  status: 201,
});

export const getProofFile = endpoint({
  id: 'plan-catalog.getProofFile',
  service,
  method: 'GET',
  path: '/tasks/:id/evidence/files/:file',
  summary: { vi: 'Tải tệp minh chứng', en: 'A file that was added as evidence' },
  access: officers,
  params: ById.extend({ file: Uuid }),
  bodyKind: 'none',
  answer: z.custom<Uint8Array>((value) => value instanceof Uint8Array).meta({ type: 'string', format: 'binary' }),
  mediaType: ['application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'video/mp4', 'application/octet-stream'],
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
  body: z
    .object({
      occurrence,
      step: z.number().int().min(0).max(20).optional().describe('Place of the step'),
      reason: z
        .string()
        .trim()
        .min(1)
        .max(2000)
        .optional()
        .describe('Why it is closed while leads have not finished their shares'),
    })
    .prefault({}),
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
  body: z.object({
    ...{ occurrence, to: PlainDate, reason: z.string().trim().min(1).max(2000) },
    document: z.string().trim().min(1).max(200).optional().describe('Document that allows it'),
  }),
  answer: TaskItem,
});

export const decidePostponement = endpoint({
  id: 'plan-catalog.decidePostponement',
  service,
  method: 'POST',
  path: '/tasks/:id/postponement-decision',
  summary: { vi: 'Duyệt hoặc không duyệt việc lùi hạn', en: 'Approve or refuse a postponement' },
  access: { roles: ['leader', 'administrator'] },
  params: ById,
  bodyKind: 'json',
  body: z.object({ occurrence, approve: z.boolean(), note: z.string().trim().min(1).max(2000).optional() }),
  answer: TaskItem,
});

const ShareView = z.object({
  unit: UnitRef,
  name: z.string(),
  role: z.enum(['lead', 'coordinator']),
  weight: z.number().min(0),
  percent: z.number().int().min(0).max(100),
  doneOn: PlainDate.nullable(),
  note: z.string().nullable(),
  evidence: z.string().nullable().describe('Number of a document, or an address'),
  byTaskId: Uuid.nullable().describe("Task of the unit's own plan that finished it"),
  updatedBy: z.string().nullable(),
  updatedAt: z.string().nullable(),
});
const SharesView = z.object({ task: TaskItem, items: z.array(ShareView) });
export type SharesView = z.infer<typeof SharesView>;

export const listShares = endpoint({
  id: 'plan-catalog.listShares',
  service,
  method: 'GET',
  path: '/tasks/:id/shares',
  summary: {
    vi: 'Phần việc của từng đơn vị chủ trì, phối hợp; nhóm được mở ra từng thành viên',
    en: 'The share of each lead and coordinator; a group is opened up into its members',
  },
  access: officers,
  params: ById,
  query: z.object({ occurrence }),
  bodyKind: 'none',
  answer: SharesView,
});

export const recordShare = endpoint({
  id: 'plan-catalog.recordShare',
  service,
  method: 'POST',
  path: '/tasks/:id/shares',
  summary: {
    vi: 'Ghi tiến độ phần việc của một đơn vị; mọi đơn vị chủ trì xong thì nhiệm vụ xong',
    en: "Record a unit's share; the task is done when every lead is",
  },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({
    occurrence,
    unit: UnitRef,
    role: z.enum(['lead', 'coordinator']).default('lead'),
    percent: z.number().int().min(0).max(100).optional(),
    done: z.boolean().optional(),
    weight: z.number().min(0).max(1000).optional().describe('Only the unit whose plan it is sets it'),
    note: z.string().trim().min(1).max(2000).optional(),
    evidence: z.string().trim().min(1).max(2000).optional(),
  }),
  answer: SharesView,
});

export const addPlanTask = endpoint({
  id: 'plan-catalog.addPlanTask',
  service,
  method: 'POST',
  path: '/plans/:id/tasks',
  summary: {
    vi: 'Thêm nhiệm vụ: khắc phục tồn tại năm trước, tháo gỡ khó khăn, sai lệch công khai, việc được giao thêm',
    en: "Add a task: last year's shortcoming, a difficulty, a drift, an order from above",
  },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({
    title: z.string().trim().min(1).max(4000),
    leads: z.array(z.string().trim().min(1).max(500)).min(1).max(100),
    coordinators: z.array(z.string().trim().min(1).max(500)).max(100).default([]),
    products: z.array(z.string().trim().min(1).max(500)).max(20).default([]),
    time: z.string().trim().min(1).max(500).describe('As a plan words it: "Trước ngày 15/10/2022", "Quý III"'),
    origin: z
      .object({ kind: z.enum(['shortcoming', 'difficulty', 'drift', 'directive']), id: z.string().trim().min(1).max(200) })
      .describe('Why; the same fact adds one task'),
  }),
  answer: z.object({ taskId: Uuid, ref: z.string(), unchanged: z.boolean(), items: z.array(TaskItem) }),
  status: 201,
});

export const listShortcomings = endpoint({
  id: 'plan-catalog.listShortcomings',
  service,
  method: 'GET',
  path: '/plans/:id/shortcomings',
  summary: {
    vi: 'Tồn tại, hạn chế của năm trước chưa được đưa vào kế hoạch',
    en: "Last year's shortcomings: late or unfinished tasks, findings not remedied, difficulties not solved",
  },
  access: officers,
  params: ById,
  bodyKind: 'none',
  answer: z.object({
    year: z.number().int().describe('Year they are of'),
    items: z.array(
      z.object({
        id: z.string().describe('Goes into `origin` of the task that puts it right'),
        kind: z.enum(['task-late', 'task-unfinished', 'finding', 'difficulty']),
        text: z.string(),
        ref: z.string().nullable().describe('Task of last year'),
        taskId: Uuid.nullable().describe('Task of this plan that puts it right; null: none yet'),
      }),
    ),
  }),
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
      plan: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .optional()
        .describe('For work "theo kế hoạch": the plan that sets the day, "15/KH-UBND"'),
    })
    .prefault({}),
  answer: TaskItem,
});

/** The list of tasks and what is done to them. */
export const TASKS_ENDPOINTS: readonly Endpoint[] = [
  listTasks,
  addTaskEvidence,
  addProofFile,
  getProofFile,
  completeTask,
  postponeTask,
  decidePostponement,
  listShares,
  recordShare,
  addPlanTask,
  listShortcomings,
  triggerTask,
];
