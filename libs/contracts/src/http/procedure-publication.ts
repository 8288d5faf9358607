import { z } from 'zod';
import { DecisionItemKind, PostingChannel, PostingState } from '../events/procedure-publication';
import { AgencySlug, AreaCode, AreaLevel, AreaVersionId, ProcedureCode, Uuid } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { AreaRef } from './directory';
import { endpoint, type Endpoint } from './endpoint';
import { PageQuery, pageOf } from './paging';

const Text = z.string().trim().min(1).max(20_000);
const orNone = Text.or(z.literal(false)).describe('The text, or false for an explicit "không có"');

/** Component parts of a procedure, NĐ 63/2010/NĐ-CP Điều 8 khoản 2: seven always, four where they apply. */
export const ProcedureParts = z.strictObject({
  steps: Text.optional().describe('Trình tự thực hiện'),
  manner: Text.optional().describe('Cách thức thực hiện'),
  documents: Text.optional().describe('Thành phần, số lượng hồ sơ'),
  timeLimit: Text.optional().describe('Thời hạn giải quyết'),
  subjects: Text.optional().describe('Đối tượng thực hiện'),
  agency: Text.optional().describe('Cơ quan giải quyết'),
  forms: orNone.optional().describe('Mẫu đơn, mẫu tờ khai'),
  result: orNone.optional().describe('Kết quả thực hiện'),
  conditions: orNone.optional().describe('Yêu cầu, điều kiện'),
  fee: orNone.optional().describe('Phí, lệ phí'),
  legalBasis: Text.optional().describe('Căn cứ pháp lý, Điều 15 khoản 1 điểm b'),
});
export type ProcedureParts = z.infer<typeof ProcedureParts>;

/** A procedure as it is imported. */
export const ProcedureRow = z.strictObject({
  code: ProcedureCode,
  name: z.string().trim().min(1).max(500).describe('Tên thủ tục, the first of the seven parts'),
  field: z.string().trim().min(1).max(200).describe('Lĩnh vực'),
  levels: z.array(AreaLevel).min(1).max(4).describe('Levels that carry it out'),
  parts: ProcedureParts.default({}),
});
export type ProcedureRow = z.infer<typeof ProcedureRow>;

/** A version of a procedure. */
export const ProcedureView = ProcedureRow.extend({
  parts: ProcedureParts,
  version: z.number().int(),
  announced: z.boolean().describe('False while no decision announced this version'),
  validFrom: PlainDate.nullable(),
  missingParts: z.array(z.string()).describe('Parts that publication needs and this version lacks'),
});
export type ProcedureView = z.infer<typeof ProcedureView>;

const ImportFinding = z.object({
  row: z.number().int().describe('1 is the first procedure'),
  column: z.string(),
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
});
export type ImportFinding = z.infer<typeof ImportFinding>;

const DecisionItem = z.strictObject({
  procedureCode: ProcedureCode,
  kind: DecisionItemKind,
  replacesCode: ProcedureCode.nullable().default(null).describe('Procedure that this one replaces; for replaced'),
  levels: z
    .array(AreaLevel.exclude(['country']))
    .min(1)
    .optional()
    .describe('Levels that carry it out; default: as imported'),
  channels: z.array(PostingChannel).min(1).optional().describe('Channels of posting; default: those the rules require'),
});

const NewDecision = z.strictObject({
  number: z.string().trim().min(1).max(120),
  signedOn: PlainDate,
  effectiveOn: PlainDate,
  issuerArea: AreaCode.describe('Province whose chairman announces'),
  issuerAgency: AgencySlug.nullable().default(null).describe('Head of an agency who announces by delegation'),
  delegation: z.string().trim().min(1).max(200).nullable().default(null).describe('Document that delegates'),
  textEffectiveOn: PlainDate.optional().describe('Day the legal text behind it takes effect: Điều 15 counts back from it'),
  postingDays: z.number().int().min(0).max(120).optional().describe('Working days to post; default: the dated setting'),
  items: z.array(DecisionItem).min(1).max(300),
});
export type NewDecision = z.infer<typeof NewDecision>;

/** A deadline that a decision sets, with what it rests on. */
export const DecisionClock = z.object({
  key: z.enum(['announce', 'national-db', 'posting']),
  dueOn: PlainDate,
  legalBasis: z.string(),
  confirmed: z.boolean().describe('False where the number of days is not confirmed by a text'),
});
export type DecisionClock = z.infer<typeof DecisionClock>;

/** A decision of công bố. */
export const DecisionView = z.object({
  id: Uuid,
  number: z.string(),
  signedOn: PlainDate,
  effectiveOn: PlainDate,
  recordedOn: PlainDate,
  issuer: AreaRef,
  issuerAgency: z.string().nullable(),
  items: z.array(
    z.object({
      procedureCode: ProcedureCode,
      name: z.string(),
      kind: DecisionItemKind,
      version: z.number().int(),
      replacesCode: ProcedureCode.nullable(),
      levels: z.array(AreaLevel),
      channels: z.array(PostingChannel),
    }),
  ),
  clocks: z.array(DecisionClock),
  findings: z.array(z.object({ code: z.string(), severity: z.enum(['error', 'warning']), message: z.string() })),
  units: z.object({ bound: z.number().int(), opened: z.number().int(), late: z.number().int() }).describe('Units by progress'),
});
export type DecisionView = z.infer<typeof DecisionView>;

const Proof = z
  .union([
    z.strictObject({ url: z.url().max(1000) }),
    z.strictObject({ photoHash: z.string().regex(/^[0-9a-f]{64}$/) }),
    z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  ])
  .describe('Address of the page, or SHA-256 of a photo or of the posted file');

const PostingChange = z.strictObject({
  state: z.enum(['posted', 'withdrawn']),
  proof: Proof.nullable().default(null).describe('Needed for posted'),
  postedOn: PlainDate.describe('Day it was posted, or taken down'),
});
export type PostingChange = z.infer<typeof PostingChange>;

/** A posting with where it stands. */
export const PostingView = PostingState.extend({
  area: AreaRef,
  proof: Proof.nullable(),
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

const service = 'procedure-publication';
const open = { public: true } as const;
const insiders = { roles: ['officer', 'leader', 'administrator'] } as const;
const readers = { roles: ['officer', 'leader', 'administrator', 'portal'] } as const;
const posters = { roles: ['officer', 'leader', 'administrator', 'portal'] } as const;
const ByProcedure = z.object({ code: ProcedureCode });

export const importProcedures = endpoint({
  id: 'procedure-publication.importProcedures',
  service,
  method: 'POST',
  path: '/procedures/imports',
  summary: { vi: 'Nhập danh sách thủ tục hành chính', en: 'Import procedures' },
  access: insiders,
  bodyKind: 'json',
  body: z.strictObject({
    procedures: z
      .array(z.record(z.string(), z.unknown()))
      .min(1)
      .max(1000)
      .describe('Rows of {code, name, field, levels, parts}'),
  }),
  answer: z.object({
    received: z.number().int(),
    accepted: z.number().int(),
    unchanged: z.number().int(),
    corrected: z.number().int(),
    refused: z.number().int(),
    findings: z.array(ImportFinding),
  }),
});

export const searchProcedures = endpoint({
  id: 'procedure-publication.searchProcedures',
  service,
  method: 'GET',
  path: '/procedures',
  summary: { vi: 'Tra cứu thủ tục hành chính, không phân biệt dấu', en: 'Search procedures, accents ignored' },
  access: open,
  query: PageQuery.extend({
    q: z.string().trim().max(200).optional().describe('Beginnings of words of the name, field or code'),
    field: z.string().trim().max(200).optional().describe('Lĩnh vực, accents ignored'),
    area: AreaCode.optional().describe('Only what is in force for the units of this very area'),
    on: PlainDate.optional(),
  }),
  bodyKind: 'none',
  answer: pageOf(ProcedureView),
});

export const getProcedure = endpoint({
  id: 'procedure-publication.getProcedure',
  service,
  method: 'GET',
  path: '/procedures/:code',
  summary: { vi: 'Thủ tục hành chính vào một ngày', en: 'A procedure on a day' },
  access: open,
  params: ByProcedure,
  query: z.object({ on: PlainDate.optional() }),
  bodyKind: 'none',
  answer: ProcedureView,
});

export const listProcedureVersions = endpoint({
  id: 'procedure-publication.listProcedureVersions',
  service,
  method: 'GET',
  path: '/procedures/:code/versions',
  summary: { vi: 'Các phiên bản của thủ tục', en: 'Versions of a procedure' },
  access: open,
  params: ByProcedure,
  bodyKind: 'none',
  answer: pageOf(ProcedureView),
});

export const diffProcedure = endpoint({
  id: 'procedure-publication.diffProcedure',
  service,
  method: 'GET',
  path: '/procedures/:code/diff',
  summary: { vi: 'Khác nhau giữa hai phiên bản', en: 'What two versions differ in' },
  access: open,
  params: ByProcedure,
  query: z.object({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) }),
  bodyKind: 'none',
  answer: z.object({
    code: ProcedureCode,
    from: z.number().int(),
    to: z.number().int(),
    changes: z.array(z.object({ part: z.string(), from: z.unknown(), to: z.unknown() })),
  }),
});

export const announceDecision = endpoint({
  id: 'procedure-publication.announceDecision',
  service,
  method: 'POST',
  path: '/publication-decisions',
  summary: { vi: 'Công bố thủ tục hành chính', en: 'Announce procedures by decision' },
  access: insiders,
  bodyKind: 'json',
  body: NewDecision,
  answer: DecisionView,
  status: 201,
});

export const listDecisions = endpoint({
  id: 'procedure-publication.listDecisions',
  service,
  method: 'GET',
  path: '/publication-decisions',
  summary: { vi: 'Các quyết định công bố của một tỉnh', en: 'Decisions of a province' },
  access: open,
  query: PageQuery.extend({ area: AreaCode, on: PlainDate.optional() }),
  bodyKind: 'none',
  answer: pageOf(DecisionView.omit({ units: true })),
});

export const getDecision = endpoint({
  id: 'procedure-publication.getDecision',
  service,
  method: 'GET',
  path: '/publication-decisions/:id',
  summary: { vi: 'Một quyết định công bố', en: 'A decision of công bố' },
  access: open,
  params: z.object({ id: Uuid }),
  bodyKind: 'none',
  answer: DecisionView,
});

export const postProcedure = endpoint({
  id: 'procedure-publication.postProcedure',
  service,
  method: 'PUT',
  path: '/postings/:procedureCode/:area/:channel',
  summary: { vi: 'Ghi nhận niêm yết, công khai hoặc gỡ bỏ', en: 'Record a posting, or that it was taken down' },
  access: posters,
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
  access: posters,
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
    state: PostingState.shape.state.optional(),
    channel: PostingChannel.optional(),
  }),
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

/** Operations that `procedure-publication` answers for; fixed paths before those with parameters. */
export const PROCEDURE_PUBLICATION_ENDPOINTS: readonly Endpoint[] = [
  importProcedures,
  searchProcedures,
  getProcedure,
  listProcedureVersions,
  diffProcedure,
  announceDecision,
  listDecisions,
  getDecision,
  postProcedure,
  postBatch,
  listPostings,
  getCoverage,
];
