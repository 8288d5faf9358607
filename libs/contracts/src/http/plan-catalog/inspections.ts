import { z } from 'zod';
import { InspectionHead } from '../../events/plan-catalog';
import { AreaCode, UnitRef, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { PageQuery, pageOf } from '../paging';
import { officers, on, service } from './common';

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

/** Inspections with their seven heads. */
export const INSPECTIONS_ENDPOINTS: readonly Endpoint[] = [
  recordInspection,
  listInspections,
];
