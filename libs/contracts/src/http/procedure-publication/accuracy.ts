import { z } from 'zod';
import { PostingChannel } from '../../events/procedure-publication';
import { AreaCode, ProcedureCode, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { AreaRef } from '../directory';
import { endpoint, type Endpoint } from '../endpoint';
import { PageQuery, pageOf } from '../paging';
import { insiders, readers, service } from './access';

const Drift = z.object({
  procedureCode: ProcedureCode,
  field: z.string().describe('Part that differs; procedure: not shown at all; ended: shown though no longer in force'),
  label: z.string(),
  expected: z.string().nullable(),
  found: z.string().nullable().describe('What stands there; null where the page is free text and the words are missing'),
});

/** What a unit publishes, beside the versions in force. */
export const AccuracyCheckView = z.object({
  id: Uuid,
  area: AreaRef,
  channel: PostingChannel,
  url: z.string(),
  on: PlainDate,
  checkedAt: z.string(),
  outcome: z.enum(['matches', 'drifted', 'unreadable']),
  reason: z.string().nullable().describe('Why it could not be read'),
  contentHash: z.string().nullable().describe('SHA-256 of what was read'),
  compared: z.number().int().describe('Procedures compared'),
  differences: z.number().int(),
  drifts: z.array(Drift).describe('The first 200'),
});
export type AccuracyCheckView = z.infer<typeof AccuracyCheckView>;

export const checkAccuracy = endpoint({
  id: 'procedure-publication.checkAccuracy',
  service,
  method: 'POST',
  path: '/accuracy-checks',
  summary: {
    vi: 'So trang hoặc nguồn dữ liệu của đơn vị với bản đang có hiệu lực',
    en: 'Compare a unit’s page or feed with the versions in force',
  },
  access: insiders,
  bodyKind: 'json',
  body: z.strictObject({
    area: AreaCode,
    channel: PostingChannel.default('website'),
    url: z
      .url({ protocol: /^https?$/ })
      .max(1000)
      .describe('Page or JSON feed; private networks only where the operator allows them'),
  }),
  answer: AccuracyCheckView,
  status: 201,
});

export const listAccuracyChecks = endpoint({
  id: 'procedure-publication.listAccuracyChecks',
  service,
  method: 'GET',
  path: '/accuracy-checks',
  summary: { vi: 'Kết quả so nội dung công khai', en: 'Checks of what units publish' },
  access: readers,
  query: PageQuery.extend({ area: AreaCode, outcome: AccuracyCheckView.shape.outcome.optional() }),
  bodyKind: 'none',
  answer: pageOf(AccuracyCheckView),
});

/** Operations on the accuracy of what is published. */
export const ACCURACY_ENDPOINTS: readonly Endpoint[] = [checkAccuracy, listAccuracyChecks];
