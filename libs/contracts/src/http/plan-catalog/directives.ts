import { z } from 'zod';
import { UnitRef } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { PageQuery, pageOf } from '../paging';
import { ById, flag, officers, on, service } from './common';
import { DirectiveView } from './shapes';

export const recordDirective = endpoint({
  id: 'plan-catalog.recordDirective',
  service,
  method: 'POST',
  path: '/directives',
  summary: { vi: 'Ghi nhận văn bản chỉ đạo của cấp trên', en: 'Record a directive from above' },
  access: officers,
  bodyKind: 'json',
  body: z.object({
    number: z.string().trim().min(1).max(120),
    issuer: UnitRef,
    issuedOn: PlainDate,
    receivedOn: PlainDate.optional().describe('Today unless told'),
    addressees: z.array(UnitRef).min(1).max(500),
    asks: z.string().trim().min(1).max(4000),
    byDate: PlainDate.nullish(),
    startsTrigger: z.string().trim().min(1).max(120).nullish().describe('Ref of the waiting task it starts ("VII.1"), if named'),
  }),
  answer: DirectiveView,
  status: 201,
});

export const listDirectives = endpoint({
  id: 'plan-catalog.listDirectives',
  service,
  method: 'GET',
  path: '/directives',
  summary: { vi: 'Văn bản chỉ đạo gửi tới một đơn vị', en: 'Directives to a unit' },
  access: officers,
  query: PageQuery.extend({
    to: UnitRef.optional(),
    on,
    unanswered: flag.describe('true: only those that an addressee asked about has not answered'),
  }),
  bodyKind: 'none',
  answer: pageOf(DirectiveView),
});

export const acknowledgeDirective = endpoint({
  id: 'plan-catalog.acknowledgeDirective',
  service,
  method: 'POST',
  path: '/directives/:id/receipt',
  summary: { vi: 'Xác nhận đã nhận văn bản', en: 'Acknowledge a directive' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({ unit: UnitRef.optional().describe("The caller's area unless told") }).prefault({}),
  answer: DirectiveView,
});

export const answerDirective = endpoint({
  id: 'plan-catalog.answerDirective',
  service,
  method: 'POST',
  path: '/directives/:id/answer',
  summary: { vi: 'Trả lời, báo cáo kết quả thực hiện văn bản chỉ đạo', en: 'Answer a directive' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({
    unit: UnitRef.optional().describe("The caller's area unless told"),
    number: z.string().trim().min(1).max(120).optional().describe('Document that answers it'),
    note: z.string().trim().min(1).max(2000).optional(),
    answeredOn: PlainDate.optional().describe('Today unless told; not a day to come'),
  }),
  answer: DirectiveView,
});

/** Orders from above. */
export const DIRECTIVES_ENDPOINTS: readonly Endpoint[] = [recordDirective, listDirectives, acknowledgeDirective, answerDirective];
