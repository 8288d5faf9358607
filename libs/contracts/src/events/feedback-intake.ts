import { z } from 'zod';
import { ProcedureCode, Uuid } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { defineEvent, type DataOf, type EventType } from './define-event';
import { UnitAt } from './unit-at';

/** What feedback is about, NĐ 20/2008/NĐ-CP Điều 9: an act of an officer, a regulation, or both. */
export const FeedbackKind = z.enum(['act', 'regulation', 'both']).describe('Hành vi, quy định, or both');
export type FeedbackKind = z.infer<typeof FeedbackKind>;

/**
 * What figures and reactions need of one feedback. Neither the sender, nor the wording, nor the tracking code (nor its
 * hash: whoever holds the code could then find the sender's facts) ever enters an event.
 */
export const FeedbackState = z
  .strictObject({
    id: Uuid.describe('Feedback'),
    unit: UnitAt.describe('Unit complained of, or that answers for the regulation'),
    handler: UnitAt.describe('Unit that handles it now'),
    kind: FeedbackKind,
    fieldKey: z.string().max(200).nullable().describe('Lĩnh vực folded to one key'),
    fieldLabel: z.string().max(300).nullable().describe('Lĩnh vực as in the list chosen from'),
    state: z
      .enum(['received', 'classified', 'awaiting-supplement', 'forwarded', 'answered', 'published', 'refused'])
      .describe('Where it stands; refused counts as not received (NĐ 20/2008/NĐ-CP Điều 7)'),
    inCompetence: z.boolean().nullable().describe('Within the power of this unit; null before classification'),
    receivedOn: PlainDate.describe('Day received'),
    forwardedOn: PlainDate.nullable().describe('Day forwarded; due 5 working days after receipt'),
    answeredOn: PlainDate.nullable().describe('Day answered'),
    publishedOn: PlainDate.nullable().describe('Day the result was published'),
    dueOn: PlainDate.nullable().describe('Last day of the step it is in'),
    aboutDossier: z.string().max(80).nullable().describe('Dossier code it is about'),
    procedureCode: ProcedureCode.nullable().describe('Procedure it is about'),
    onHandling: z.boolean().describe('Concerns handling at a desk; opens an ad-hoc inspection'),
    harassment: z.boolean().describe('Complains of harassment, indicator 7 of TT 01/2018/TT-VPCP'),
    proved: z.boolean().nullable().describe('Found true; null is not yet known'),
  })
  .describe('State of one feedback');
export type FeedbackState = z.infer<typeof FeedbackState>;

const feedbackData = z.strictObject({
  on: PlainDate.describe('Business day it happened'),
  before: FeedbackState.nullable().describe('As it stood; null when just received'),
  after: FeedbackState.nullable().describe('As it stands; null when recorded by mistake'),
});

const feedbackEvent = (name: string, vi: string, en: string): EventType<typeof feedbackData> =>
  defineEvent({
    name,
    version: 1,
    service: 'feedback-intake',
    subject: 'id of the feedback',
    doc: { vi, en },
    data: feedbackData,
  });

/** Feedback was received, or what was received changed: classified, supplement asked for, refused. */
export const FeedbackReceived = feedbackEvent(
  'feedback.received',
  'Tiếp nhận, phân loại phản ánh, kiến nghị',
  'Feedback was received, classified, sent back for a supplement or refused',
);
export type FeedbackReceived = DataOf<typeof FeedbackReceived>;

/** Feedback was forwarded to the unit in whose power it lies. */
export const FeedbackForwarded = feedbackEvent('feedback.forwarded', 'Chuyển phản ánh, kiến nghị', 'Feedback was forwarded');
export type FeedbackForwarded = DataOf<typeof FeedbackForwarded>;

/** Feedback was answered. */
export const FeedbackAnswered = feedbackEvent('feedback.answered', 'Trả lời phản ánh, kiến nghị', 'Feedback was answered');
export type FeedbackAnswered = DataOf<typeof FeedbackAnswered>;

/** The result of handling feedback was published. */
export const FeedbackPublished = feedbackEvent(
  'feedback.published',
  'Công khai kết quả xử lý phản ánh, kiến nghị',
  'The result of feedback was published',
);
export type FeedbackPublished = DataOf<typeof FeedbackPublished>;
