import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint';
import { ById, officers, on, service } from './common';

/** Media types of the files that documents are exported as. */
export const EXPORT_MEDIA_TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

const ExportedFile = z.custom<Uint8Array>((value) => value instanceof Uint8Array).meta({ type: 'string', format: 'binary' });

export const exportPlan = endpoint({
  id: 'plan-catalog.exportPlan',
  service,
  method: 'GET',
  path: '/plans/:id/export',
  summary: {
    vi: 'Xuất kế hoạch, hoặc tình hình thực hiện đến một ngày, theo thể thức NĐ 30/2020/NĐ-CP',
    en: 'Export a plan, or its state on a day, in the layout of Decree 30/2020',
  },
  access: officers,
  params: ById,
  query: z.object({
    format: z.enum(['docx', 'xlsx', 'pdf']).default('docx'),
    content: z.enum(['plan', 'state']).default('plan').describe('plan: as issued; state: where each task stands on the day'),
    on,
  }),
  bodyKind: 'none',
  answer: ExportedFile,
  mediaType: Object.values(EXPORT_MEDIA_TYPES),
});

export const getInspectionMinutes = endpoint({
  id: 'plan-catalog.getInspectionMinutes',
  service,
  method: 'GET',
  path: '/inspections/:id/minutes',
  summary: { vi: 'Biên bản kiểm tra', en: 'Minutes of an inspection' },
  access: officers,
  params: ById,
  query: z.object({ format: z.enum(['docx', 'pdf']).default('docx') }),
  bodyKind: 'none',
  answer: ExportedFile,
  mediaType: [EXPORT_MEDIA_TYPES.docx, EXPORT_MEDIA_TYPES.pdf],
});

/** Documents made of what is kept. */
export const EXPORTS_ENDPOINTS: readonly Endpoint[] = [exportPlan, getInspectionMinutes];
