import { z } from 'zod';
import { ProcedureCode, UnitRef } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { pageOf } from '../paging';
import { insiders, service } from './access';
import { ById, Entry, Held, RegisterQuery, ended, words } from './register-shapes';

const NewLinkedService = z.strictObject({
  unit: UnitRef,
  name: words(500),
  lead: words(200).describe('Agency that leads and counts the dossier'),
  members: z
    .array(z.strictObject({ procedureCode: ProcedureCode, agency: words(200) }))
    .min(2)
    .max(20),
  decision: words(200).nullable().default(null),
  validFrom: PlainDate,
});

export const LinkedServiceView = Entry.extend({ ...NewLinkedService.omit({ unit: true, validFrom: true }).shape, ...Held });
export type LinkedServiceView = z.infer<typeof LinkedServiceView>;

export const registerLinkedService = endpoint({
  id: 'procedure-publication.registerLinkedService',
  service,
  method: 'POST',
  path: '/linked-services',
  summary: { vi: 'Đăng ký dịch vụ công liên thông', en: 'Register a linked service with its member procedures' },
  access: insiders,
  bodyKind: 'json',
  body: NewLinkedService,
  answer: LinkedServiceView,
  status: 201,
});

export const endLinkedService = endpoint({
  id: 'procedure-publication.endLinkedService',
  service,
  method: 'POST',
  path: '/linked-services/:id/end',
  summary: { vi: 'Kết thúc dịch vụ công liên thông', en: 'End a linked service' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: ended,
  answer: LinkedServiceView,
});

export const listLinkedServices = endpoint({
  id: 'procedure-publication.listLinkedServices',
  service,
  method: 'GET',
  path: '/linked-services',
  summary: { vi: 'Dịch vụ công liên thông', en: 'Linked services of an area and all in it' },
  access: insiders,
  query: RegisterQuery,
  bodyKind: 'none',
  answer: pageOf(LinkedServiceView),
});

const NewPilot = z.strictObject({
  unit: UnitRef,
  kind: z
    .enum(['decentralisation', 'postal', 'territory-free'])
    .describe('Phân cấp, giao doanh nghiệp BCCI, không phụ thuộc địa giới'),
  title: words(500),
  decision: words(200),
  procedureCodes: z.array(ProcedureCode).max(100).default([]),
  validFrom: PlainDate,
  validTo: PlainDate.nullable().default(null),
});

const Evaluation = z.strictObject({
  on: PlainDate,
  result: words(4000),
  dossiers: z.number().int().min(0).nullable().default(null).describe('Dossiers handled this way so far'),
  recommendation: z.enum(['continue', 'extend', 'stop']),
  document: words(200).nullable().default(null),
});

export const PilotView = Entry.extend({
  ...NewPilot.omit({ unit: true }).shape,
  evaluations: z.array(Evaluation),
  state: z.enum(['planned', 'running', 'ended', 'stopped']).describe('On the day asked; stopped once an evaluation said so'),
});
export type PilotView = z.infer<typeof PilotView>;

export const registerPilot = endpoint({
  id: 'procedure-publication.registerPilot',
  service,
  method: 'POST',
  path: '/pilots',
  summary: { vi: 'Đăng ký phân cấp hoặc thí điểm', en: 'Register a decentralisation or a pilot' },
  access: insiders,
  bodyKind: 'json',
  body: NewPilot,
  answer: PilotView,
  status: 201,
});

export const evaluatePilot = endpoint({
  id: 'procedure-publication.evaluatePilot',
  service,
  method: 'POST',
  path: '/pilots/:id/evaluations',
  summary: { vi: 'Đánh giá phân cấp, thí điểm', en: 'Evaluate a pilot' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: Evaluation,
  answer: PilotView,
});

export const listPilots = endpoint({
  id: 'procedure-publication.listPilots',
  service,
  method: 'GET',
  path: '/pilots',
  summary: { vi: 'Phân cấp, thí điểm và kết quả đánh giá', en: 'Pilots of an area and all in it with their evaluations' },
  access: insiders,
  query: RegisterQuery.extend({ kind: NewPilot.shape.kind.optional() }),
  bodyKind: 'none',
  answer: pageOf(PilotView),
});

/** Linked services, and pilots with their evaluations. */
export const LINKED_SERVICE_ENDPOINTS: readonly Endpoint[] = [
  registerLinkedService,
  listLinkedServices,
  endLinkedService,
  registerPilot,
  listPilots,
  evaluatePilot,
];
