import { z } from 'zod';
import { InspectionHead } from '../../events/plan-catalog';
import { AreaCode, UnitRef, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { PageQuery, pageOf } from '../paging';
import { ById, Year, officers, on, service } from './common';

const text = z.string().trim().min(1).max(4000);
const Checked = z.object({
  key: z.string().min(1).max(80).describe('Item of the checklist'),
  fulfilled: z.boolean().nullable().describe('null: does not apply'),
  note: text.nullish(),
});
const HeadBody = z.object({
  head: InspectionHead,
  checked: z.array(Checked).max(100).default([]),
  findings: z
    .array(z.object({ text, remedied: z.boolean().default(false) }))
    .max(200)
    .default([]),
});
const Heads = z.array(HeadBody).min(1).max(7);
const InspectionBody = z.object({
  inspector: UnitRef,
  inspected: UnitRef,
  kind: z.enum(['periodic', 'ad-hoc', 'self']),
  from: PlainDate,
  to: PlainDate,
  heads: Heads,
  remediesDueOn: PlainDate.nullish(),
  taskId: Uuid.nullish(),
  feedbackId: Uuid.nullish(),
});
const FindingView = z.object({
  number: z.number().int().min(1).describe('Place among the findings of the inspection'),
  text: z.string(),
  remedied: z.boolean(),
  state: z
    .enum(['open', 'assigned', 'done', 'verified'])
    .describe('assigned: a remedial task is set; done: that task is completed; verified: the inspector has seen it remedied'),
  planId: Uuid.nullable(),
  taskId: Uuid.nullable().describe('Remedial task in the plan of the unit inspected'),
  dueOn: PlainDate.nullable(),
  looks: z
    .array(z.object({ remedied: z.boolean(), note: z.string().nullable(), by: z.string(), at: z.string() }))
    .describe('What the inspector saw afterwards, oldest first'),
});
const InspectionView = InspectionBody.extend({
  id: Uuid,
  rev: z.number().int(),
  state: z.enum(['planned', 'recorded']),
  heads: z.array(HeadBody.extend({ findings: z.array(FindingView) })),
  missingHeads: z.array(InspectionHead).describe('Of the seven, those not looked at; a self-inspection looks at all of them'),
  reason: z.string().nullable().describe('Why the unit was chosen'),
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

export const planInspections = endpoint({
  id: 'plan-catalog.planInspections',
  service,
  method: 'POST',
  path: '/inspections/plans',
  summary: { vi: 'Lập kế hoạch kiểm tra năm', en: 'Plan the inspections of a year' },
  access: officers,
  bodyKind: 'json',
  body: z.object({
    inspector: UnitRef,
    items: z
      .array(
        z
          .object({
            inspected: UnitRef,
            from: PlainDate,
            to: PlainDate,
            heads: z.array(InspectionHead).min(1).max(7).optional().describe('All seven unless told'),
            reason: text.optional(),
            taskId: Uuid.optional(),
          })
          .refine((item) => item.from <= item.to, { error: 'ends-before-it-starts', path: ['to'] }),
      )
      .min(1)
      .max(200),
  }),
  answer: z.object({ items: z.array(InspectionView) }),
  status: 201,
});

export const recordResults = endpoint({
  id: 'plan-catalog.recordResults',
  service,
  method: 'POST',
  path: '/inspections/:id/results',
  summary: { vi: 'Ghi nhận kết quả cuộc kiểm tra theo kế hoạch', en: 'Record what a planned inspection found' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({ from: PlainDate.optional(), to: PlainDate.optional(), heads: Heads, remediesDueOn: PlainDate.nullish() }),
  answer: InspectionView,
});

export const assignRemedy = endpoint({
  id: 'plan-catalog.assignRemedy',
  service,
  method: 'POST',
  path: '/inspections/:id/remedies',
  summary: {
    vi: 'Giao khắc phục một tồn tại: thêm nhiệm vụ vào kế hoạch của đơn vị được kiểm tra',
    en: 'Have a finding remedied: a task in the plan of the unit inspected',
  },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({
    finding: z.number().int().min(1),
    dueOn: PlainDate.optional().describe("The inspection's day for remedies unless told"),
    leads: z.array(z.string().trim().min(1).max(500)).min(1).max(20).optional().describe('The unit inspected unless told'),
  }),
  answer: InspectionView,
});

export const verifyRemedy = endpoint({
  id: 'plan-catalog.verifyRemedy',
  service,
  method: 'POST',
  path: '/inspections/:id/verifications',
  summary: { vi: 'Phúc tra: tồn tại đã khắc phục hay chưa', en: 'Look again: remedied or not' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({ finding: z.number().int().min(1), remedied: z.boolean(), note: text.optional() }),
  answer: InspectionView,
});

export const listInspections = endpoint({
  id: 'plan-catalog.listInspections',
  service,
  method: 'GET',
  path: '/inspections',
  summary: { vi: 'Các cuộc kiểm tra trong một địa bàn', en: 'Inspections of an area and of all in it' },
  access: officers,
  query: PageQuery.extend({
    area: AreaCode.optional(),
    on,
    year: Year.optional(),
    state: z.enum(['planned', 'recorded']).optional(),
  }),
  bodyKind: 'none',
  answer: pageOf(InspectionView),
});

const Bilingual = z.object({ vi: z.string(), en: z.string() });

export const getChecklist = endpoint({
  id: 'plan-catalog.getChecklist',
  service,
  method: 'GET',
  path: '/inspections/checklist',
  summary: { vi: 'Bảng nội dung kiểm tra', en: 'What an inspection looks at' },
  access: officers,
  query: z.object({ on }),
  bodyKind: 'none',
  answer: z.object({
    validFrom: PlainDate,
    confirmed: z.boolean().describe('false: the wording has not been checked against a text'),
    heads: z.array(z.object({ head: InspectionHead, name: Bilingual, items: z.array(Bilingual.extend({ key: z.string() })) })),
  }),
});

/** Inspections with their seven heads. */
export const INSPECTIONS_ENDPOINTS: readonly Endpoint[] = [
  getChecklist,
  recordInspection,
  planInspections,
  recordResults,
  assignRemedy,
  verifyRemedy,
  listInspections,
];
