import { z } from 'zod';
import { UnitRef, Uuid } from '../../primitives/ids';
import { endpoint, type Endpoint } from '../endpoint';
import { ById, officers, service } from './common';

const Vnd = z.number().int().min(0).max(9_000_000_000_000_000);
const FundingRow = z.object({
  id: z.string(),
  taskId: Uuid,
  ref: z.string(),
  title: z.string(),
  unit: UnitRef,
  name: z.string(),
  source: z.string(),
  planned: Vnd,
  spent: Vnd,
  over: z.boolean().describe('More was spent than planned'),
  changes: z
    .array(z.object({ planned: Vnd, spent: Vnd, note: z.string().nullable(), by: z.string(), at: z.string() }))
    .describe('Every figure there was, oldest first'),
});
const Sum = z.object({ key: z.string(), label: z.string(), planned: Vnd, spent: Vnd });
const FundingView = z.object({
  planId: Uuid,
  currency: z.literal('VND'),
  items: z.array(FundingRow),
  total: z.object({ planned: Vnd, spent: Vnd }),
  bySource: z.array(Sum),
  byUnit: z.array(Sum),
  bySection: z.array(Sum),
});
export type FundingView = z.infer<typeof FundingView>;

export const getFunding = endpoint({
  id: 'plan-catalog.getFunding',
  service,
  method: 'GET',
  path: '/plans/:id/funding',
  summary: { vi: 'Kinh phí của kế hoạch theo nguồn, đơn vị, mục', en: 'Funding of a plan by source, unit and section' },
  access: officers,
  params: ById,
  bodyKind: 'none',
  answer: FundingView,
});

export const recordFunding = endpoint({
  id: 'plan-catalog.recordFunding',
  service,
  method: 'POST',
  path: '/tasks/:id/funding',
  summary: {
    vi: 'Ghi kinh phí dự kiến, đã chi của một nhiệm vụ theo đơn vị và nguồn',
    en: 'Record what is planned and spent for a task, by unit and source',
  },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z
    .object({
      unit: UnitRef.optional().describe('Unit that spends it; the unit whose plan it is unless told'),
      source: z.string().trim().min(1).max(200).describe('Kinh phí được giao năm 2022; nguồn hợp pháp khác'),
      planned: Vnd.optional().describe('VND; stays as it is unless told'),
      spent: Vnd.optional().describe('VND so far; stays as it is unless told'),
      note: z.string().trim().min(1).max(2000).optional(),
    })
    .refine((body) => body.planned !== undefined || body.spent !== undefined, { error: 'planned-or-spent', path: ['planned'] }),
  answer: FundingView,
});

/** Money for tasks: where from, planned, spent. */
export const FUNDING_ENDPOINTS: readonly Endpoint[] = [getFunding, recordFunding];
