import { z } from 'zod';
import { AreaCode, UnitRef, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { pageOf } from '../paging';
import { insiders, service } from './access';
import { ById, FiguresQuery, RegisterQuery, words } from './register-shapes';
import { NewReviewPlan, ReviewFiguresView, ReviewItem, ReviewPlanView, ReviewProposalView, ReviewView } from './review-shapes';

export const draftReviewPlan = endpoint({
  id: 'procedure-publication.draftReviewPlan',
  service,
  method: 'POST',
  path: '/review-plans',
  summary: { vi: 'Lập kế hoạch rà soát TTHC của năm', en: 'Draft the yearly plan of reviews' },
  access: insiders,
  bodyKind: 'json',
  body: NewReviewPlan,
  answer: ReviewPlanView,
  status: 201,
});

export const correctReviewPlan = endpoint({
  id: 'procedure-publication.correctReviewPlan',
  service,
  method: 'PUT',
  path: '/review-plans/:id',
  summary: { vi: 'Sửa dự thảo kế hoạch rà soát', en: 'Correct a drafted plan of reviews' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: NewReviewPlan.pick({ items: true }),
  answer: ReviewPlanView,
});

export const approveReviewPlan = endpoint({
  id: 'procedure-publication.approveReviewPlan',
  service,
  method: 'POST',
  path: '/review-plans/:id/approval',
  summary: { vi: 'Phê duyệt kế hoạch rà soát', en: 'Approve a plan of reviews' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: z.strictObject({ number: words(120), approvedOn: PlainDate }),
  answer: ReviewPlanView,
});

export const sendReviewPlan = endpoint({
  id: 'procedure-publication.sendReviewPlan',
  service,
  method: 'POST',
  path: '/review-plans/:id/dispatch',
  summary: { vi: 'Ghi nhận đã gửi kế hoạch rà soát lên cấp trên', en: 'Record that an approved plan was sent upward' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: z.strictObject({ sentOn: PlainDate }),
  answer: ReviewPlanView,
});

export const listReviewPlans = endpoint({
  id: 'procedure-publication.listReviewPlans',
  service,
  method: 'GET',
  path: '/review-plans',
  summary: { vi: 'Kế hoạch rà soát của một địa bàn', en: 'Plans of reviews of an area and all in it' },
  access: insiders,
  query: RegisterQuery.extend({ year: z.coerce.number().int().min(2010).max(2100).optional() }),
  bodyKind: 'none',
  answer: pageOf(ReviewPlanView),
});

export const getReviewPlan = endpoint({
  id: 'procedure-publication.getReviewPlan',
  service,
  method: 'GET',
  path: '/review-plans/:id',
  summary: { vi: 'Một kế hoạch rà soát và tình trạng thực hiện', en: 'A plan of reviews and how its lines stand' },
  access: insiders,
  params: ById,
  query: z.object({ on: PlainDate.optional() }),
  bodyKind: 'none',
  answer: ReviewPlanView,
});

const NewReview = z.strictObject({
  unit: UnitRef,
  subject: words(500).describe('Procedure or group reviewed'),
  planId: Uuid.nullable().default(null),
  planItemId: Uuid.nullable().default(null).describe('Line of the plan that it carries out'),
  recordedOn: PlainDate,
  taskId: Uuid.nullable().default(null).describe('Task of the yearly plan of work that it fulfils'),
  items: z.array(ReviewItem).min(1).max(30),
});
export type NewReview = z.infer<typeof NewReview>;

export const recordReview = endpoint({
  id: 'procedure-publication.recordReview',
  service,
  method: 'POST',
  path: '/reviews',
  summary: { vi: 'Ghi nhận kết quả rà soát (mẫu 02, 03)', en: 'Record a review with its sheets and cost tables' },
  access: insiders,
  bodyKind: 'json',
  body: NewReview,
  answer: ReviewView,
  status: 201,
});

export const correctReview = endpoint({
  id: 'procedure-publication.correctReview',
  service,
  method: 'PUT',
  path: '/reviews/:id',
  summary: { vi: 'Đính chính kết quả rà soát', en: 'Correct a review: a later revision replaces it' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: NewReview.pick({ subject: true, recordedOn: true, items: true }),
  answer: ReviewView,
});

export const listReviews = endpoint({
  id: 'procedure-publication.listReviews',
  service,
  method: 'GET',
  path: '/reviews',
  summary: { vi: 'Kết quả rà soát của một địa bàn', en: 'Reviews of an area and all in it' },
  access: insiders,
  query: RegisterQuery.extend({ planId: Uuid.optional() }),
  bodyKind: 'none',
  answer: pageOf(ReviewView),
});

export const getReview = endpoint({
  id: 'procedure-publication.getReview',
  service,
  method: 'GET',
  path: '/reviews/:id',
  summary: { vi: 'Một kết quả rà soát', en: 'A review' },
  access: insiders,
  params: ById,
  bodyKind: 'none',
  answer: ReviewView,
});

export const proposeFromReview = endpoint({
  id: 'procedure-publication.proposeFromReview',
  service,
  method: 'POST',
  path: '/reviews/:id/proposals',
  summary: { vi: 'Kiến nghị lên cấp có thẩm quyền', en: 'Propose upward what lies beyond the own power' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: z.strictObject({
    to: z.union([AreaCode, z.literal('central')]).describe('Area above the reviewing unit, or a ministry'),
    toName: words(200).optional().describe('The ministry, for `central`'),
    text: words(4000),
    textsToChange: z.array(words(200)).max(30).default([]),
    proposedOn: PlainDate,
  }),
  answer: ReviewProposalView,
  status: 201,
});

export const listReviewProposals = endpoint({
  id: 'procedure-publication.listReviewProposals',
  service,
  method: 'GET',
  path: '/review-proposals',
  summary: { vi: 'Kiến nghị từ rà soát', en: 'Proposals made by the units of an area, or sent to it' },
  access: insiders,
  query: RegisterQuery.extend({
    direction: z.enum(['from', 'to']).default('from').describe('from: made in the area; to: sent to it'),
    state: ReviewProposalView.shape.state.optional(),
  }),
  bodyKind: 'none',
  answer: pageOf(ReviewProposalView),
});

export const decideReviewProposal = endpoint({
  id: 'procedure-publication.decideReviewProposal',
  service,
  method: 'POST',
  path: '/review-proposals/:id/outcome',
  summary: { vi: 'Kết quả xử lý kiến nghị', en: 'Outcome of a proposal, recorded by whom it was sent to' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: z.strictObject({
    state: z.enum(['accepted', 'partly', 'rejected']),
    on: PlainDate,
    document: words(200).nullable().default(null),
    reason: words(2000),
  }),
  answer: ReviewProposalView,
});

export const getReviewFigures = endpoint({
  id: 'procedure-publication.getReviewFigures',
  service,
  method: 'GET',
  path: '/review-figures',
  summary: { vi: 'Số liệu của biểu II.04', en: 'The facts behind form II.04' },
  access: insiders,
  query: FiguresQuery,
  bodyKind: 'none',
  answer: ReviewFiguresView,
});

/** Reviews of procedures; fixed paths before those with parameters. */
export const REVIEW_ENDPOINTS: readonly Endpoint[] = [
  draftReviewPlan,
  listReviewPlans,
  correctReviewPlan,
  approveReviewPlan,
  sendReviewPlan,
  getReviewPlan,
  recordReview,
  listReviews,
  correctReview,
  getReview,
  proposeFromReview,
  listReviewProposals,
  decideReviewProposal,
  getReviewFigures,
];
