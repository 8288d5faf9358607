import { z } from 'zod';
import { FeedbackKind, FeedbackState } from '../events/feedback-intake';
import { AreaCode, ProcedureCode, UnitRef, Uuid } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { endpoint, type Endpoint } from './endpoint';
import { PageQuery, pageOf } from './paging';

const service = 'feedback-intake';
const officers = { roles: ['officer', 'leader', 'administrator'] } as const;
const LocalText = z.object({ vi: z.string(), en: z.string() });

/** Who is told of in answers: the area with its name on the day the feedback came in. */
export const FeedbackUnit = z
  .object({
    unit: UnitRef,
    areaVersion: z.string(),
    name: z.string().describe('Name of the area'),
    agency: z.string().nullable(),
  })
  .describe('Unit with its name');

/**
 * What a citizen sends. Its parts may be missing here, so that the refusal can name every one of them at once and say how
 * to mend it (NĐ 20/2008/NĐ-CP Điều 7).
 */
export const FeedbackSubmission = z.object({
  nature: z
    .enum(['feedback', 'complaint', 'denunciation'])
    .default('feedback')
    .describe('phản ánh, kiến nghị; khiếu nại and tố cáo follow their own laws and are shown the way there'),
  content: z.string().max(20_000).default('').describe('Free text in Vietnamese; kept encrypted, never published'),
  kind: FeedbackKind.optional().describe('What the sender thinks it is about; the officer classifies it'),
  area: AreaCode.optional().describe('Area it is about'),
  unit: UnitRef.optional().describe('Unit it is about; wins over area'),
  field: z.string().trim().max(300).optional().describe('Lĩnh vực, as chosen from the list'),
  dossierCode: z.string().trim().max(80).optional().describe('Dossier it is about'),
  procedureCode: ProcedureCode.optional().describe('Procedure it is about'),
  harassment: z.boolean().default(false).describe('Complains of harassment'),
  sender: z
    .object({
      name: z.string().trim().max(200).default(''),
      address: z.string().trim().max(500).default(''),
      phone: z.string().trim().max(30).optional(),
      email: z.string().trim().max(200).optional(),
    })
    .prefault({})
    .describe('Kept encrypted under a key of its own; the unit complained of never sees it'),
});
export type FeedbackSubmission = z.infer<typeof FeedbackSubmission>;

const Step = z.object({
  on: PlainDate,
  state: FeedbackState.shape.state,
  label: LocalText,
});

/** What whoever holds the tracking code sees. Nobody's identity, not even the sender's own. */
export const FeedbackTracking = z.object({
  state: FeedbackState.shape.state,
  label: LocalText,
  kind: FeedbackKind,
  about: FeedbackUnit,
  handler: FeedbackUnit,
  receivedOn: PlainDate,
  dueOn: PlainDate.nullable().describe('Last day of the step it is in'),
  dueConfirmed: z.boolean().describe('false: the term rests on a rule not yet checked against its text'),
  overdue: z.boolean(),
  history: z.array(Step),
  supplementAsked: z.string().nullable().describe('What the sender is asked for'),
  refusal: z.object({ reason: z.string(), text: z.string() }).nullable(),
  answer: z.object({ text: z.string(), answeredOn: PlainDate }).nullable(),
  publication: z.object({ on: PlainDate, channel: z.string(), url: z.string().nullable() }).nullable(),
  asOf: PlainDate,
});
export type FeedbackTracking = z.infer<typeof FeedbackTracking>;

/** One feedback as officers see it in lists: without sender and without wording. */
export const FeedbackItem = z.object({
  id: Uuid,
  rev: z.number().int(),
  state: FeedbackState.shape.state,
  label: LocalText,
  kind: FeedbackKind,
  unit: FeedbackUnit.describe('Unit complained of, or that answers for the regulation'),
  handler: FeedbackUnit.describe('Unit that handles it now'),
  field: z.string().nullable(),
  dossierCode: z.string().nullable(),
  procedureCode: ProcedureCode.nullable(),
  inCompetence: z.boolean().nullable(),
  onHandling: z.boolean(),
  harassment: z.boolean(),
  proved: z.boolean().nullable(),
  receivedOn: PlainDate,
  forwardedOn: PlainDate.nullable(),
  answeredOn: PlainDate.nullable(),
  publishedOn: PlainDate.nullable(),
  dueOn: PlainDate.nullable(),
  dueConfirmed: z.boolean(),
  overdue: z.boolean(),
  supplementUntil: PlainDate.nullable().describe('Last day to ask the sender for a supplement; null once past that step'),
  erased: z.boolean().describe('The key of sender and wording was thrown away'),
});
export type FeedbackItem = z.infer<typeof FeedbackItem>;

const ById = z.object({ id: Uuid });
const ByCode = z.object({ trackingCode: z.string().min(8).max(40) });

export const submitFeedback = endpoint({
  id: 'feedback-intake.submitFeedback',
  service,
  method: 'POST',
  path: '/feedback',
  summary: { vi: 'Gửi phản ánh, kiến nghị', en: 'Send feedback' },
  access: { public: true },
  bodyKind: 'json',
  body: FeedbackSubmission,
  status: 201,
  answer: z.object({
    trackingCode: z.string().describe('Shown once; only its hash is kept'),
    state: FeedbackState.shape.state,
    receivedOn: PlainDate,
    dueOn: PlainDate.nullable(),
    handler: FeedbackUnit,
    message: LocalText,
  }),
});

export const listFeedback = endpoint({
  id: 'feedback-intake.listFeedback',
  service,
  method: 'GET',
  path: '/feedback',
  summary: { vi: 'Danh sách phản ánh, kiến nghị', en: 'List feedback' },
  access: officers,
  query: PageQuery.pick({ limit: true, cursor: true }).extend({
    area: AreaCode.optional().describe("Area with everything in it; the caller's own unless given"),
    on: PlainDate.optional().describe('Day that the code is read on'),
    state: FeedbackState.shape.state.optional(),
    overdue: z.stringbool().optional().describe('true: only what is past its last day'),
  }),
  bodyKind: 'none',
  answer: pageOf(FeedbackItem),
});

export const trackFeedback = endpoint({
  id: 'feedback-intake.trackFeedback',
  service,
  method: 'GET',
  path: '/feedback/:trackingCode',
  summary: { vi: 'Tra cứu phản ánh, kiến nghị theo mã', en: 'Follow feedback by its tracking code' },
  access: { public: true },
  params: ByCode,
  bodyKind: 'none',
  answer: FeedbackTracking,
});

export const supplementFeedback = endpoint({
  id: 'feedback-intake.supplementFeedback',
  service,
  method: 'POST',
  path: '/feedback/:trackingCode/supplement',
  summary: { vi: 'Bổ sung nội dung phản ánh, kiến nghị', en: 'Add what was asked for' },
  access: { public: true },
  params: ByCode,
  bodyKind: 'json',
  body: z.object({ content: z.string().trim().min(1).max(20_000) }),
  answer: FeedbackTracking,
});

/** Wording of a feedback; what the sender supplemented follows. */
export const readFeedbackContent = endpoint({
  id: 'feedback-intake.readFeedbackContent',
  service,
  method: 'GET',
  path: '/feedback/:id/content',
  summary: { vi: 'Nội dung phản ánh, kiến nghị (có ghi nhật ký)', en: 'Wording of a feedback; each read is audited' },
  access: officers,
  params: ById,
  bodyKind: 'none',
  answer: FeedbackItem.extend({ content: z.string(), supplements: z.array(z.object({ on: PlainDate, content: z.string() })) }),
});

export const readFeedbackSender = endpoint({
  id: 'feedback-intake.readFeedbackSender',
  service,
  method: 'GET',
  path: '/feedback/:id/sender',
  summary: {
    vi: 'Người gửi (không cho cơ quan bị phản ánh xem, có ghi nhật ký)',
    en: 'Sender; never for the unit complained of, each read is audited',
  },
  access: officers,
  params: ById,
  bodyKind: 'none',
  answer: z.object({
    id: Uuid,
    sender: z.object({
      name: z.string(),
      address: z.string(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
    }),
  }),
});

export const classifyFeedback = endpoint({
  id: 'feedback-intake.classifyFeedback',
  service,
  method: 'POST',
  path: '/feedback/:id/classify',
  summary: { vi: 'Phân loại phản ánh, kiến nghị', en: 'Classify feedback' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({
    kind: FeedbackKind,
    inCompetence: z.boolean().describe('Within the power of the unit that handles it; if not, it is to be forwarded'),
    onHandling: z.boolean().describe('Concerns handling at a desk; opens an ad-hoc inspection').optional(),
    harassment: z.boolean().optional(),
    field: z.string().trim().max(300).optional().describe('Lĩnh vực'),
  }),
  answer: FeedbackItem,
});

export const forwardFeedback = endpoint({
  id: 'feedback-intake.forwardFeedback',
  service,
  method: 'POST',
  path: '/feedback/:id/forward',
  summary: { vi: 'Chuyển phản ánh, kiến nghị', en: 'Forward feedback to the competent unit' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({ to: UnitRef.describe('Unit in whose power it lies') }),
  answer: FeedbackItem,
});

export const requestFeedbackSupplement = endpoint({
  id: 'feedback-intake.requestFeedbackSupplement',
  service,
  method: 'POST',
  path: '/feedback/:id/request-supplement',
  summary: { vi: 'Yêu cầu bổ sung', en: 'Ask the sender for a supplement' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({ text: z.string().trim().min(1).max(2000).describe('What is missing; shown to the sender') }),
  answer: FeedbackItem,
});

export const answerFeedback = endpoint({
  id: 'feedback-intake.answerFeedback',
  service,
  method: 'POST',
  path: '/feedback/:id/answer',
  summary: { vi: 'Trả lời phản ánh, kiến nghị', en: 'Answer feedback' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({
    text: z.string().trim().min(1).max(20_000).describe('The answer; refused where it names the sender'),
    proved: z.boolean().nullable().default(null).describe('Was what it complains of found true?'),
  }),
  answer: FeedbackItem,
});

export const publishFeedback = endpoint({
  id: 'feedback-intake.publishFeedback',
  service,
  method: 'POST',
  path: '/feedback/:id/publish',
  summary: { vi: 'Công khai kết quả xử lý', en: 'Publish the result' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({
    channel: z.enum(['website', 'media', 'letter', 'other']).describe('NĐ 20/2008/NĐ-CP Điều 19'),
    url: z.url().max(500).optional(),
  }),
  answer: FeedbackItem,
});

export const refuseFeedback = endpoint({
  id: 'feedback-intake.refuseFeedback',
  service,
  method: 'POST',
  path: '/feedback/:id/refuse',
  summary: { vi: 'Từ chối tiếp nhận, có hướng dẫn', en: 'Refuse, saying why and what to do' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({
    reason: z.enum(['incomplete', 'complaint-or-denunciation', 'not-feedback', 'duplicate', 'supplement-not-given']),
    text: z.string().trim().min(1).max(2000).describe('Shown to the sender'),
  }),
  answer: FeedbackItem,
});

export const eraseFeedback = endpoint({
  id: 'feedback-intake.eraseFeedback',
  service,
  method: 'POST',
  path: '/feedback/:id/erase',
  summary: { vi: 'Xóa danh tính và nội dung (hủy khóa)', en: 'Erase sender and wording by throwing their key away' },
  access: { roles: ['administrator'] },
  params: ById,
  bodyKind: 'json',
  body: z.object({ reason: z.enum(['request-of-sender', 'retention', 'recorded-by-mistake']) }),
  answer: z.object({ id: Uuid, erasedOn: PlainDate }),
});

/** Operations that `feedback-intake` answers for. */
export const FEEDBACK_INTAKE_ENDPOINTS: readonly Endpoint[] = [
  submitFeedback,
  listFeedback,
  trackFeedback,
  supplementFeedback,
  readFeedbackContent,
  readFeedbackSender,
  classifyFeedback,
  forwardFeedback,
  requestFeedbackSupplement,
  answerFeedback,
  publishFeedback,
  refuseFeedback,
  eraseFeedback,
];
