import { z } from 'zod';
import { AreaVersionId, ProcedureCode, UnitRef, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { pageOf } from '../paging';
import { insiders, service } from './access';
import { ById, Entry, FiguresPeriod, FiguresQuery, Finding, RegisterQuery, RegisterUnit, words } from './register-shapes';

const Form = z.enum(['law', 'ordinance', 'decree', 'pm-decision', 'circular', 'council-resolution', 'committee-decision']);
const Content = z.enum(['new', 'amended', 'replaced', 'abolished']);

const RegulatedProcedure = z.strictObject({
  name: words(500),
  procedureCode: ProcedureCode.nullable().default(null).describe('Where it has one already'),
  content: Content,
});

const NewDraftRegulation = z.strictObject({
  unit: UnitRef.describe('Who drafts it'),
  title: words(1000),
  form: Form,
  stage: z.enum(['proposal', 'draft']).describe('Đề nghị xây dựng, dự thảo'),
  registeredOn: PlainDate,
  procedures: z.array(RegulatedProcedure).max(100),
});

const Assessment = z.strictObject({
  assessedOn: PlainDate,
  necessity: words(4000),
  reasonableness: words(4000),
  legality: words(4000),
  cost: words(4000).describe('Compliance cost, as assessed'),
});

export const DraftRegulationView = Entry.extend({
  ...NewDraftRegulation.omit({ unit: true }).shape,
  assessment: Assessment.nullable(),
  issued: z.object({ number: z.string(), issuedOn: PlainDate, procedures: z.array(RegulatedProcedure) }).nullable(),
  findings: z.array(Finding),
});
export type DraftRegulationView = z.infer<typeof DraftRegulationView>;

export const registerDraftRegulation = endpoint({
  id: 'procedure-publication.registerDraftRegulation',
  service,
  method: 'POST',
  path: '/draft-regulations',
  summary: { vi: 'Ghi nhận đề nghị, dự thảo văn bản có quy định TTHC', en: 'Register a draft text with procedures in it' },
  access: insiders,
  bodyKind: 'json',
  body: NewDraftRegulation,
  answer: DraftRegulationView,
  status: 201,
});

export const assessDraftRegulation = endpoint({
  id: 'procedure-publication.assessDraftRegulation',
  service,
  method: 'POST',
  path: '/draft-regulations/:id/assessment',
  summary: { vi: 'Đánh giá tác động quy định TTHC', en: 'Record the impact assessment of a draft' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: Assessment,
  answer: DraftRegulationView,
});

export const issueDraftRegulation = endpoint({
  id: 'procedure-publication.issueDraftRegulation',
  service,
  method: 'POST',
  path: '/draft-regulations/:id/issue',
  summary: { vi: 'Ghi nhận văn bản được ban hành', en: 'Record that a draft was issued' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: z.strictObject({
    number: words(120),
    issuedOn: PlainDate,
    procedures: z.array(RegulatedProcedure).max(100).optional().describe('As issued; as drafted unless told'),
  }),
  answer: DraftRegulationView,
});

export const listDraftRegulations = endpoint({
  id: 'procedure-publication.listDraftRegulations',
  service,
  method: 'GET',
  path: '/draft-regulations',
  summary: { vi: 'Dự thảo văn bản có quy định TTHC', en: 'Draft texts of an area and all in it' },
  access: insiders,
  query: RegisterQuery,
  bodyKind: 'none',
  answer: pageOf(DraftRegulationView),
});

const Counts = {
  procedures: z.number().int().describe('The sum of contents'),
  contents: z.record(Content, z.number().int()),
  texts: z.number().int().describe('The sum of forms'),
  forms: z.record(Form, z.number().int()),
};
const Issued = { ...Counts, assessed: z.number().int().describe('Issued procedures whose draft was assessed') };

export const getRegulationFigures = endpoint({
  id: 'procedure-publication.getRegulationFigures',
  service,
  method: 'GET',
  path: '/regulation-figures',
  summary: { vi: 'Số liệu của biểu II.01, II.02', en: 'The facts behind forms II.01 and II.02' },
  access: insiders,
  query: FiguresQuery,
  bodyKind: 'none',
  answer: z.object({
    area: z.object({ id: AreaVersionId, code: z.string(), name: z.string() }),
    period: FiguresPeriod,
    assessed: z.object({ rows: z.array(z.object({ unit: RegisterUnit, ...Counts })), total: z.object(Counts) }).describe('II.01'),
    issued: z.object({ rows: z.array(z.object({ unit: RegisterUnit, ...Issued })), total: z.object(Issued) }).describe('II.02'),
    findings: z.array(Finding),
  }),
});

const NewConsultation = z.strictObject({
  unit: UnitRef,
  title: words(500),
  procedureCodes: z.array(ProcedureCode).max(50).default([]),
  draftUrl: z.url().max(1000).nullable().default(null),
  asked: z.array(UnitRef).min(1).max(100).describe('Units asked for their comments'),
  openedOn: PlainDate,
  dueOn: PlainDate,
});

export const ConsultationView = Entry.extend({
  ...NewConsultation.omit({ unit: true, asked: true }).shape,
  asked: z.array(RegisterUnit),
  state: z.enum(['open', 'closed']),
  closedOn: PlainDate.nullable(),
  comments: z.array(
    z.object({
      id: Uuid,
      unit: RegisterUnit,
      text: z.string(),
      on: PlainDate,
      answer: z.object({ takenUp: z.boolean(), reason: z.string() }).nullable(),
    }),
  ),
  silent: z.array(z.string()).describe('Units asked that have not commented'),
});
export type ConsultationView = z.infer<typeof ConsultationView>;

export const openConsultation = endpoint({
  id: 'procedure-publication.openConsultation',
  service,
  method: 'POST',
  path: '/process-consultations',
  summary: { vi: 'Lấy ý kiến dự thảo quy trình nội bộ', en: 'Ask units about a draft of internal processes' },
  access: insiders,
  bodyKind: 'json',
  body: NewConsultation,
  answer: ConsultationView,
  status: 201,
});

export const commentOnProcess = endpoint({
  id: 'procedure-publication.commentOnProcess',
  service,
  method: 'POST',
  path: '/process-consultations/:id/comments',
  summary: { vi: 'Góp ý dự thảo quy trình nội bộ', en: 'Comment on a draft of internal processes' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: z.strictObject({ unit: UnitRef, text: words(2000) }),
  answer: ConsultationView,
});

export const answerComment = endpoint({
  id: 'procedure-publication.answerComment',
  service,
  method: 'POST',
  path: '/process-consultations/:id/comments/:commentId/answer',
  summary: { vi: 'Tiếp thu hoặc giải trình góp ý', en: 'Take a comment up, or say why not' },
  access: insiders,
  params: ById.extend({ commentId: Uuid }),
  bodyKind: 'json',
  body: z.strictObject({ takenUp: z.boolean(), reason: words(2000) }),
  answer: ConsultationView,
});

export const closeConsultation = endpoint({
  id: 'procedure-publication.closeConsultation',
  service,
  method: 'POST',
  path: '/process-consultations/:id/close',
  summary: { vi: 'Kết thúc lấy ý kiến', en: 'Close a consultation whose comments are all answered' },
  access: insiders,
  params: ById,
  bodyKind: 'none',
  answer: ConsultationView,
});

export const listConsultations = endpoint({
  id: 'procedure-publication.listConsultations',
  service,
  method: 'GET',
  path: '/process-consultations',
  summary: { vi: 'Lấy ý kiến quy trình nội bộ', en: 'Consultations that units of an area opened or are asked in' },
  access: insiders,
  query: RegisterQuery,
  bodyKind: 'none',
  answer: pageOf(ConsultationView),
});

/** Control of regulations; fixed paths before those with parameters. */
export const REGULATION_ENDPOINTS: readonly Endpoint[] = [
  registerDraftRegulation,
  listDraftRegulations,
  assessDraftRegulation,
  issueDraftRegulation,
  getRegulationFigures,
  openConsultation,
  listConsultations,
  commentOnProcess,
  answerComment,
  closeConsultation,
];
