import { z } from 'zod';
import { TaskStateName } from '../../events/task-state';
import { UnitRef, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { ById, officers, on, service } from './common';

const Value = z.union([z.string(), z.array(z.string()), z.null()]);
const PlanComparison = z.object({
  planId: Uuid,
  from: PlainDate,
  to: PlainDate,
  items: z.array(
    z.object({
      kind: z.enum(['added', 'corrected', 'postponed', 'state']),
      taskId: Uuid,
      ref: z.string(),
      title: z.string(),
      occurrence: z.string().nullable(),
      field: z.string().describe('title, leads, coordinators, products, time, dueOn, status, task'),
      before: Value,
      after: Value,
      on: PlainDate.describe('Day of the change; of a state: the later of the two days'),
      by: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  counts: z.array(z.object({ status: TaskStateName, before: z.number().int(), after: z.number().int() })),
});
export type PlanComparison = z.infer<typeof PlanComparison>;

export const comparePlan = endpoint({
  id: 'plan-catalog.comparePlan',
  service,
  method: 'GET',
  path: '/plans/:id/compare',
  summary: { vi: 'So kế hoạch giữa hai ngày', en: 'A plan on one day beside another day' },
  access: officers,
  params: ById,
  query: z
    .object({ from: PlainDate, to: PlainDate.optional().describe('Today unless told') })
    .refine((query) => query.to === undefined || query.from <= query.to, { error: 'ends-before-it-starts', path: ['to'] }),
  bodyKind: 'none',
  answer: PlanComparison,
});

const Count = z.number().int().min(0);
const FigureRow = z.object({
  rank: Count.nullable().describe('Ties share a rank; null: too few to be ranked'),
  unit: UnitRef,
  name: z.string(),
  tasks: Count.describe('Occurrences that it leads'),
  completedOnTime: Count,
  completedLate: Count,
  overdue: Count,
  open: Count,
  waiting: Count,
  onTime: z.object({ numerator: Count, denominator: Count }).describe('Done in time ÷ done or overdue'),
});
const PlanFigures = z.object({
  planId: Uuid,
  asOf: PlainDate,
  total: FigureRow.omit({ rank: true, unit: true, name: true }),
  minimum: Count.describe('A unit with fewer that were due is not ranked'),
  items: z.array(FigureRow),
});
export type PlanFigures = z.infer<typeof PlanFigures>;

export const getPlanFigures = endpoint({
  id: 'plan-catalog.getPlanFigures',
  service,
  method: 'GET',
  path: '/plans/:id/figures',
  summary: {
    vi: 'Kết quả thực hiện theo đơn vị chủ trì (người đứng đầu), xếp thứ tự',
    en: 'What each leading unit has done, ranked',
  },
  access: officers,
  params: ById,
  query: z.object({ on }),
  bodyKind: 'none',
  answer: PlanFigures,
});

/** How plans stand. */
export const STANDING_ENDPOINTS: readonly Endpoint[] = [comparePlan, getPlanFigures];
