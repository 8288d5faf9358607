import { z } from 'zod';
import { AreaCode, ProcedureCode, UnitRef } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { pageOf } from '../paging';
import { insiders, service } from './access';
import { ById, Entry, Held, RegisterQuery, ended, words } from './register-shapes';

const NewOnlineService = z.strictObject({
  unit: UnitRef,
  procedureCode: ProcedureCode,
  level: words(20).describe('A level of the vocabulary in force on validFrom: 1–4, or full and partial'),
  validFrom: PlainDate,
  reason: words(2000).nullable().default(null).describe('Why only partial, where the vocabulary asks for it'),
  reasonUrl: z.url().max(1000).nullable().default(null).describe('Where that reason is published'),
  decision: words(200).nullable().default(null),
});

export const OnlineServiceView = Entry.extend({
  procedureCode: ProcedureCode,
  vocabulary: z.string(),
  level: z.string(),
  ...Held,
  reason: z.string().nullable(),
  reasonUrl: z.string().nullable(),
  decision: z.string().nullable(),
});
export type OnlineServiceView = z.infer<typeof OnlineServiceView>;

export const registerOnlineService = endpoint({
  id: 'procedure-publication.registerOnlineService',
  service,
  method: 'POST',
  path: '/online-services',
  summary: { vi: 'Đăng ký TTHC đủ điều kiện dịch vụ công trực tuyến', en: 'Register a procedure as eligible for online service' },
  access: insiders,
  bodyKind: 'json',
  body: NewOnlineService,
  answer: OnlineServiceView,
  status: 201,
});

export const endOnlineService = endpoint({
  id: 'procedure-publication.endOnlineService',
  service,
  method: 'POST',
  path: '/online-services/:id/end',
  summary: { vi: 'Kết thúc đăng ký dịch vụ công trực tuyến', en: 'End the registration of an online service' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: ended,
  answer: OnlineServiceView,
});

export const listOnlineServices = endpoint({
  id: 'procedure-publication.listOnlineServices',
  service,
  method: 'GET',
  path: '/online-services',
  summary: { vi: 'Danh mục dịch vụ công trực tuyến', en: 'Register of online services of an area and all in it' },
  access: insiders,
  query: RegisterQuery.extend({ procedureCode: ProcedureCode.optional() }),
  bodyKind: 'none',
  answer: pageOf(OnlineServiceView),
});

export const getOnlineServiceFigures = endpoint({
  id: 'procedure-publication.getOnlineServiceFigures',
  service,
  method: 'GET',
  path: '/online-service-figures',
  summary: { vi: 'Số TTHC theo mức dịch vụ công trực tuyến', en: 'Procedures by level of online service, in one vocabulary' },
  access: insiders,
  query: z.object({
    area: AreaCode.optional(),
    on: PlainDate.optional(),
    vocabulary: z.string().max(40).optional().describe('The one in force on the day unless told'),
  }),
  bodyKind: 'none',
  answer: z.object({
    on: PlainDate,
    vocabulary: z.string(),
    legalBasis: z.string(),
    confirmed: z.boolean(),
    levels: z.record(z.string(), z.number().int()).describe('Distinct procedures by level'),
    notComparable: z.number().int().describe('Procedures of another vocabulary that no mapping leads to this one: in no level'),
    mappings: z.array(z.object({ from: z.string(), legalBasis: z.string(), confirmed: z.boolean() })),
  }),
});

/** The register of online services. */
export const ONLINE_SERVICE_ENDPOINTS: readonly Endpoint[] = [
  registerOnlineService,
  listOnlineServices,
  endOnlineService,
  getOnlineServiceFigures,
];
