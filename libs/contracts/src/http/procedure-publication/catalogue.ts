import { z } from 'zod';
import { AreaCode, AreaLevel, ProcedureCode } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { PageQuery, pageOf } from '../paging';
import { insiders, open, service } from './access';

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
  lifeEvents: z
    .array(z.string().trim().min(1).max(120))
    .max(20)
    .optional()
    .describe('Sự kiện của đời người, của doanh nghiệp that it belongs to'),
  parts: ProcedureParts.default({}),
});
export type ProcedureRow = z.infer<typeof ProcedureRow>;

/** A component part that publication needs and a procedure lacks. */
export const PartFinding = z.object({
  part: z.string(),
  label: z.string().describe('Name of the part in Vietnamese'),
  article: z.string().describe('What asks for it'),
  confirmed: z.boolean(),
  message: z.string(),
});
export type PartFinding = z.infer<typeof PartFinding>;

/** A version of a procedure. */
export const ProcedureView = ProcedureRow.extend({
  lifeEvents: z.array(z.string()),
  parts: ProcedureParts,
  version: z.number().int(),
  announced: z.boolean().describe('False while no decision announced this version'),
  validFrom: PlainDate.nullable().describe('First day in force anywhere'),
  validTo: PlainDate.nullable().describe('Last day before the next announced version takes effect'),
  missingParts: z.array(z.string()).describe('Parts that publication needs and this version lacks'),
  partFindings: z.array(PartFinding).describe('What is missing, by part and article'),
});
export type ProcedureView = z.infer<typeof ProcedureView>;

const ImportFinding = z.object({
  row: z
    .number()
    .int()
    .describe('Row of the sheet as the file numbers it; in JSON 1 is the first procedure; 0 is the file itself'),
  column: z.string().describe('Heading of the column, or name of the field'),
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
});
export type ImportFinding = z.infer<typeof ImportFinding>;

const ByProcedure = z.object({ code: ProcedureCode });

export const importProcedures = endpoint({
  id: 'procedure-publication.importProcedures',
  service,
  method: 'POST',
  path: '/procedures/imports',
  summary: { vi: 'Nhập danh sách thủ tục hành chính', en: 'Import procedures' },
  access: insiders,
  query: z.object({ dryRun: z.enum(['true', 'false']).default('false').describe('true stores nothing') }),
  bodyKind: 'file-or-json',
  body: z
    .strictObject({
      procedures: z
        .array(z.record(z.string(), z.unknown()))
        .min(1)
        .max(1000)
        .describe('Rows of {code, name, field, levels, lifeEvents, parts}'),
    })
    .describe('Rows, or the part "file" of a form: .xlsx, .csv or .json'),
  answer: z.object({
    dryRun: z.boolean(),
    columns: z
      .array(z.object({ heading: z.string(), field: z.string().nullable() }))
      .describe('How the columns of the file were read; null: not used'),
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
    q: z
      .string()
      .trim()
      .max(200)
      .optional()
      .describe('Beginnings of words of the name, code, field, life event or agency; the best match first'),
    field: z.string().trim().max(200).optional().describe('Lĩnh vực, accents ignored'),
    lifeEvent: z.string().trim().max(120).optional().describe('Life or business event, accents ignored'),
    agency: z.string().trim().max(200).optional().describe('Agency that resolves, accents ignored'),
    area: AreaCode.optional().describe('Only what is in force for the units of this very area'),
    on: PlainDate.optional(),
  }),
  bodyKind: 'none',
  answer: pageOf(ProcedureView),
});

export const suggestProcedures = endpoint({
  id: 'procedure-publication.suggestProcedures',
  service,
  method: 'GET',
  path: '/procedures/suggestions',
  summary: { vi: 'Gợi ý khi đang gõ', en: 'Suggestions as one types' },
  access: open,
  query: z.object({
    q: z.string().trim().min(1).max(200),
    limit: z.coerce.number().int().min(1).max(20).default(8),
  }),
  bodyKind: 'none',
  answer: z.object({
    items: z.array(
      z.object({
        kind: z.enum(['procedure', 'field', 'life-event', 'agency']),
        text: z.string(),
        code: ProcedureCode.nullable(),
        procedures: z.number().int().describe('Procedures behind it'),
      }),
    ),
  }),
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
    changes: z.array(z.object({ part: z.string(), label: z.string(), from: z.unknown(), to: z.unknown() })),
  }),
});

export const listAffectedByText = endpoint({
  id: 'procedure-publication.listAffectedByText',
  service,
  method: 'GET',
  path: '/legal-texts/:number/affected',
  summary: {
    vi: 'Thủ tục, biểu mẫu, niêm yết dựa trên một văn bản (khi văn bản hết hiệu lực)',
    en: 'Procedures, forms and postings that rest on a legal text (when it is repealed)',
  },
  access: insiders,
  params: z.object({ number: z.string().trim().min(3).max(60).describe('63/2010/NĐ-CP, with %2F for /') }),
  query: z.object({
    area: AreaCode.optional().describe('Units whose postings are counted; default: those the caller sees'),
    on: PlainDate.optional(),
  }),
  bodyKind: 'none',
  answer: z.object({
    number: z.string().describe('As it is compared: signs and case ignored'),
    on: PlainDate,
    procedures: z.array(
      z.object({
        code: ProcedureCode,
        name: z.string(),
        version: z.number().int(),
        announced: z.boolean(),
        legalBasis: z.string(),
        postings: z.object({ units: z.number().int(), required: z.number().int() }),
        link: z.string().describe('Postings of this procedure'),
      }),
    ),
    forms: z.array(z.object({ code: z.string(), version: z.string(), title: z.string(), legalBasis: z.string() })),
    plans: z.object({ link: z.string().describe('Plans are searched where they are kept') }),
  }),
});

/** Operations of the catalogue; fixed paths before those with parameters. */
export const CATALOGUE_ENDPOINTS: readonly Endpoint[] = [
  importProcedures,
  searchProcedures,
  suggestProcedures,
  getProcedure,
  listProcedureVersions,
  diffProcedure,
  listAffectedByText,
];
