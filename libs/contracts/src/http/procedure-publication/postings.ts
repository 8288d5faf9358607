import { z } from 'zod';
import { PostingChannel, PostingState } from '../../events/procedure-publication';
import { AreaCode, AreaVersionId, ProcedureCode } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { AreaRef } from '../directory';
import { endpoint, type Endpoint } from '../endpoint';
import { PageQuery, pageOf } from '../paging';
import { readers, service } from './access';

const Proof = z
  .union([
    z.strictObject({
      url: z.url().max(1000),
      contentHash: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional()
        .describe('SHA-256 of what the page said when it was posted'),
    }),
    z.strictObject({
      document: z.string().trim().min(1).max(200).describe('Number and day of the record of posting'),
      documentHash: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
    }),
    z.strictObject({ photoHash: z.string().regex(/^[0-9a-f]{64}$/) }),
    z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  ])
  .describe('Address of the page with the hash of its content, a document, or SHA-256 of a photo or of the posted file');

const PostingChange = z.strictObject({
  state: z.enum(['posted', 'withdrawn']),
  proof: Proof.nullable().default(null).describe('Needed for posted'),
  postedOn: PlainDate.describe('Day it was posted, or taken down'),
  recheckOn: PlainDate.nullable().default(null).describe('Day to look again whether it still stands there'),
});
export type PostingChange = z.infer<typeof PostingChange>;

/** A posting with where it stands. */
export const PostingView = PostingState.extend({
  area: AreaRef,
  proof: Proof.nullable(),
  recordedBy: z.string().nullable().describe('Account that recorded it'),
  recordedAt: z.string().nullable(),
  recheckOn: PlainDate.nullable(),
  inheritedFrom: AreaVersionId.nullable().describe('Predecessor that posted it, where the area was reorganised'),
});
export type PostingView = z.infer<typeof PostingView>;

const Figures = {
  required: z.number().int().describe('Cells unit × procedure × channel that must be posted'),
  posted: z.number().int(),
  missing: z.number().int().describe('required − posted'),
  late: z.number().int().describe('Missing ones whose last day has passed'),
};

/** Publication of an area with everything in it, on a day. */
export const CoverageView = z.object({
  area: AreaRef,
  on: PlainDate,
  ...Figures,
  procedures: z
    .object({ required: z.number().int(), posted: z.number().int() })
    .describe('Unit × procedure, posted on every channel required of the unit'),
  byChannel: z.array(z.object({ channel: PostingChannel, ...Figures })),
  children: z.array(z.object({ area: AreaRef, ...Figures })),
});
export type CoverageView = z.infer<typeof CoverageView>;

export const postProcedure = endpoint({
  id: 'procedure-publication.postProcedure',
  service,
  method: 'PUT',
  path: '/postings/:procedureCode/:area/:channel',
  summary: { vi: 'Ghi nhận niêm yết, công khai hoặc gỡ bỏ', en: 'Record a posting, or that it was taken down' },
  access: readers,
  params: z.object({ procedureCode: ProcedureCode, area: AreaCode, channel: PostingChannel }),
  bodyKind: 'json',
  body: PostingChange,
  answer: PostingView,
});

export const postBatch = endpoint({
  id: 'procedure-publication.postBatch',
  service,
  method: 'POST',
  path: '/postings/batches',
  summary: { vi: 'Ghi nhận nhiều niêm yết một lượt', en: 'Record many postings at once, all or none' },
  access: readers,
  bodyKind: 'json',
  body: z.strictObject({
    postings: z
      .array(PostingChange.extend({ procedureCode: ProcedureCode, area: AreaCode, channel: PostingChannel }))
      .min(1)
      .max(500),
  }),
  answer: z.object({ received: z.number().int(), changed: z.number().int(), unchanged: z.number().int() }),
});

export const listPostings = endpoint({
  id: 'procedure-publication.listPostings',
  service,
  method: 'GET',
  path: '/postings',
  summary: { vi: 'Niêm yết, công khai theo đơn vị', en: 'Postings, required ones included' },
  access: readers,
  query: PageQuery.extend({
    area: AreaCode,
    on: PlainDate.optional(),
    state: PostingState.shape.state.or(z.literal('missing')).optional().describe('missing: required or overdue'),
    channel: PostingChannel.optional(),
    procedure: ProcedureCode.optional(),
  }),
  bodyKind: 'none',
  answer: pageOf(PostingView),
});

export const listRechecks = endpoint({
  id: 'procedure-publication.listRechecks',
  service,
  method: 'GET',
  path: '/postings/rechecks',
  summary: { vi: 'Niêm yết đến ngày kiểm tra lại', en: 'Postings to be looked at again' },
  access: readers,
  query: PageQuery.extend({ area: AreaCode, before: PlainDate.optional().describe('Default: today') }),
  bodyKind: 'none',
  answer: pageOf(PostingView),
});

export const getCoverage = endpoint({
  id: 'procedure-publication.getCoverage',
  service,
  method: 'GET',
  path: '/publication-coverage',
  summary: { vi: 'Mức độ niêm yết, công khai', en: 'How much of what must be posted is posted' },
  access: readers,
  query: z.object({ area: AreaCode, on: PlainDate.optional() }),
  bodyKind: 'none',
  answer: CoverageView,
});

/** Operations of the ledger procedure × unit × channel. */
export const LEDGER_ENDPOINTS: readonly Endpoint[] = [postProcedure, postBatch, listPostings, listRechecks, getCoverage];
