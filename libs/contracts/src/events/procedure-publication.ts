import { z } from 'zod';
import { AreaLevel, AreaVersionId, ProcedureCode, Uuid } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { defineEvent, type DataOf, type EventType } from './define-event';
import { UnitAt } from './unit-at';

/** Where a procedure is made public. */
export const PostingChannel = z.enum(['desk', 'screen', 'website', 'national-db']).describe('Channel of publication');
export type PostingChannel = z.infer<typeof PostingChannel>;

/** What a decision does to a procedure, NĐ 63/2010/NĐ-CP Điều 14. */
export const DecisionItemKind = z.enum(['new', 'amended', 'replaced', 'abolished']).describe('What becomes of the procedure');
export type DecisionItemKind = z.infer<typeof DecisionItemKind>;

/** A decision of công bố was announced; it starts the posting clock of every unit it binds. */
export const DecisionAnnounced = defineEvent({
  name: 'decision.announced',
  version: 1,
  service: 'procedure-publication',
  subject: 'id of the decision',
  doc: { vi: 'Quyết định công bố thủ tục hành chính', en: 'A decision on procedures was announced' },
  data: z.strictObject({
    decisionId: Uuid.describe('Decision'),
    number: z.string().min(1).max(120).describe('Number, "1089/QĐ-UBND"'),
    signedOn: PlainDate.describe('Day signed'),
    effectiveOn: PlainDate.describe('First day in force'),
    binds: z
      .strictObject({
        areaVersion: AreaVersionId.describe('Province whose units are bound'),
        levels: z.array(AreaLevel).min(1).describe('Levels bound'),
      })
      .describe('Units bound: every unit of these levels in this area'),
    items: z
      .array(
        z.strictObject({
          procedureCode: ProcedureCode,
          kind: DecisionItemKind,
          version: z.number().int().min(1).describe('Version of the procedure it makes'),
          replacesCode: ProcedureCode.nullable().describe('Procedure it replaces'),
          levels: z.array(AreaLevel).min(1).describe('Levels that carry the procedure out'),
          channels: z.array(PostingChannel).describe('Channels on which each bound unit must post it'),
        }),
      )
      .min(1)
      .describe('Procedures decided on'),
    postingDueOn: PlainDate.nullable().describe('Last day to post; null where no rule sets one'),
  }),
});
export type DecisionAnnounced = DataOf<typeof DecisionAnnounced>;

/** One cell of the ledger procedure × unit × channel. */
export const PostingState = z
  .strictObject({
    procedureCode: ProcedureCode,
    version: z.number().int().min(1).describe('Version of the procedure that must be shown'),
    unit: UnitAt,
    channel: PostingChannel,
    state: z
      .enum(['required', 'posted', 'overdue', 'to-withdraw', 'withdrawn'])
      .describe('Must be posted, is posted, is late, must be taken down, is taken down'),
    postedOn: PlainDate.nullable().describe('Day posted'),
    withdrawnOn: PlainDate.nullable().describe('Day taken down'),
    dueOn: PlainDate.nullable().describe('Last day to post or take down'),
    decisionId: Uuid.nullable().describe('Decision that asks for it'),
  })
  .describe('Posting of a procedure by a unit on a channel');
export type PostingState = z.infer<typeof PostingState>;

const postingData = z.strictObject({
  on: PlainDate.describe('Business day it happened'),
  before: PostingState.nullable().describe('As it stood; null when the posting is new'),
  after: PostingState.nullable().describe('As it stands; null when recorded by mistake'),
});

const overdueData = postingData.extend({
  lateCells: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Cells of this unit that are late under this decision; the event names the first of them'),
});

const postingEvent = <Data extends z.ZodType>(name: string, vi: string, en: string, data: Data): EventType<Data> =>
  defineEvent({
    name,
    version: 1,
    service: 'procedure-publication',
    subject: 'posting, <area version>[/<agency>]:<procedure code>:<channel>',
    doc: { vi, en },
    data,
  });

/** A unit posted a procedure on a channel, with proof; also when a posting becomes required. */
export const ProcedurePosted = postingEvent(
  'procedure.posted',
  'Đã niêm yết, công khai TTHC',
  'A procedure was posted',
  postingData,
);
export type ProcedurePosted = DataOf<typeof ProcedurePosted>;

/** A unit took an abolished or replaced procedure down. */
export const ProcedureWithdrawn = postingEvent(
  'procedure.withdrawn',
  'Đã gỡ niêm yết TTHC',
  'A procedure was taken down',
  postingData,
);
export type ProcedureWithdrawn = DataOf<typeof ProcedureWithdrawn>;

/** The last day to post or take down passed; one event a unit and decision. */
export const PostingOverdue = postingEvent('posting.overdue', 'Quá hạn niêm yết, công khai', 'A posting is overdue', overdueData);
export type PostingOverdue = DataOf<typeof PostingOverdue>;

/** What a unit publishes was found to differ from the version in force; told once as long as the same things differ. */
export const PostingDrifted = defineEvent({
  name: 'posting.drifted',
  version: 1,
  service: 'procedure-publication',
  subject: 'unit and channel, <area version>:<channel>',
  doc: {
    vi: 'Nội dung niêm yết, công khai sai khác bản đang có hiệu lực',
    en: 'What is posted differs from the version in force',
  },
  data: z.strictObject({
    on: PlainDate.describe('Business day of the check'),
    checkId: Uuid.describe('Check that found it'),
    unit: UnitAt.describe('Unit that publishes'),
    channel: PostingChannel,
    procedures: z.number().int().min(1).describe('Procedures that differ'),
    differences: z.number().int().min(1).describe('Fields that differ, over all of them'),
    first: z
      .array(z.strictObject({ procedureCode: ProcedureCode, field: z.string().min(1).max(40).describe('Part that differs') }))
      .min(1)
      .max(20)
      .describe('The first of them'),
  }),
});
export type PostingDrifted = DataOf<typeof PostingDrifted>;

/** A review (rà soát) was recorded, form 02/RS-KSTT of TT 02/2017/TT-VPCP. */
export const ReviewRecorded = defineEvent({
  name: 'review.recorded',
  version: 1,
  service: 'procedure-publication',
  subject: 'id of the review',
  doc: { vi: 'Kết quả rà soát, đánh giá TTHC', en: 'A review of procedures was recorded' },
  data: z.strictObject({
    reviewId: Uuid.describe('Review'),
    revision: z.number().int().min(1).describe('Revision; a later one replaces it'),
    unit: UnitAt.describe('Unit that reviewed'),
    recordedOn: PlainDate.describe('Day recorded'),
    taskId: Uuid.nullable().describe('Task of the plan it fulfils'),
    items: z
      .array(
        z.strictObject({
          procedureCode: ProcedureCode,
          option: z.enum(['new', 'amend', 'replace', 'abolish', 'link', 'keep']).describe('What is proposed, form II.04'),
          costBefore: z.number().int().min(0).nullable().describe('Compliance cost a year now, VND'),
          costAfter: z.number().int().min(0).nullable().describe('Compliance cost a year as proposed, VND'),
        }),
      )
      .min(1)
      .describe('Procedures reviewed'),
    documentsToAmend: z.number().int().min(0).describe('Legal documents that must change'),
  }),
});
export type ReviewRecorded = DataOf<typeof ReviewRecorded>;
