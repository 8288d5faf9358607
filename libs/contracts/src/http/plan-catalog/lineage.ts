import { z } from 'zod';
import { UnitRef, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { ById, officers, service } from './common';

export const Stance = z
  .enum(['adopted', 'adapted', 'omitted'])
  .describe('What a plan does with a task of the plan above: takes it as it is, fits it to its unit, leaves it out');
export const LaterDay = z
  .object({
    occurrence: z.string().describe('once, 2022-Q1'),
    parentDue: PlainDate.describe('Last day in the plan above'),
    childDue: PlainDate.nullable().describe('Last day in the plan below; null: none is set'),
  })
  .describe('An occurrence that the plan below ends later than the plan above, or sets no day for');
const taskName = z.string().min(1).max(80).describe('Id or ref ("II.2") of the task');
const TaskName = z.object({ id: Uuid, ref: z.string(), title: z.string() });

const LineageView = z.object({
  planId: Uuid,
  rev: z.number().int(),
  parentPlanId: Uuid,
  parentNumber: z.string().nullable(),
  items: z.array(
    z.object({
      parent: TaskName.extend({ time: z.string() }),
      stance: Stance.nullable().describe('null: not decided yet'),
      task: TaskName.nullable().describe('Task of this plan that answers to it'),
      proposed: TaskName.nullable().describe('Nearest by wording, for a task not decided yet'),
      reason: z.string().nullable(),
      by: z.string().nullable(),
      at: z.string().nullable(),
      later: z.array(LaterDay),
    }),
  ),
});
export type LineageView = z.infer<typeof LineageView>;

export const cascadePlan = endpoint({
  id: 'plan-catalog.cascadePlan',
  service,
  method: 'POST',
  path: '/plans/:id/cascade',
  summary: {
    vi: 'Giao kế hoạch xuống cấp dưới và các cơ quan: dự thảo kế hoạch của từng đơn vị',
    en: 'Hand a plan down: a draft for each unit below, every task adopted until the unit says otherwise',
  },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z
    .object({
      to: z.array(UnitRef).min(1).max(500).optional().describe('Units that the plan names; every area below unless told'),
      agencies: z.boolean().default(false).describe('Agencies that the plan names as well'),
    })
    .prefault({}),
  answer: z.object({
    items: z.array(
      z.object({
        unit: UnitRef,
        name: z.string(),
        planId: Uuid,
        tasks: z.number().int(),
        unchanged: z.boolean().describe('It had its draft from this plan before'),
      }),
    ),
  }),
  status: 201,
});

export const getLineage = endpoint({
  id: 'plan-catalog.getLineage',
  service,
  method: 'GET',
  path: '/plans/:id/lineage',
  summary: {
    vi: 'Từng nhiệm vụ của kế hoạch cấp trên: giữ nguyên, điều chỉnh hay bỏ',
    en: 'Each task of the plan above: adopted, adapted or omitted',
  },
  access: officers,
  params: ById,
  bodyKind: 'none',
  answer: LineageView,
});

export const recordLineage = endpoint({
  id: 'plan-catalog.recordLineage',
  service,
  method: 'POST',
  path: '/plans/:id/lineage',
  summary: { vi: 'Giữ nguyên, điều chỉnh hay bỏ nhiệm vụ cấp trên giao', en: 'Adopt, adapt or omit tasks of the plan above' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({
    parentPlanId: Uuid.optional().describe('The plan it descends from, or says it follows, unless told'),
    entries: z
      .array(
        z.object({
          parentTask: taskName,
          stance: Stance,
          task: taskName.optional().describe('Task of this plan that answers to it'),
          reason: z.string().trim().min(1).max(2000).optional().describe('Required for omitted'),
        }),
      )
      .min(1)
      .max(500),
  }),
  answer: LineageView,
});

/** Descent of plans from the plans above. */
export const LINEAGE_ENDPOINTS: readonly Endpoint[] = [cascadePlan, getLineage, recordLineage];
