import { z } from 'zod';
import { DecisionItemKind, PostingChannel } from '../../events/procedure-publication';
import { AgencySlug, AreaCode, AreaLevel, ProcedureCode, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { AreaRef } from '../directory';
import { endpoint, type Endpoint } from '../endpoint';
import { PageQuery, pageOf } from '../paging';
import { insiders, open, readers, service } from './access';

const DecisionItem = z.strictObject({
  procedureCode: ProcedureCode,
  kind: DecisionItemKind,
  replacesCode: ProcedureCode.nullable().default(null).describe('Procedure that this one replaces; for replaced'),
  name: z.string().trim().min(1).max(500).optional().describe('For a ministry’s item that is not in the catalogue yet'),
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
  issuerArea: AreaCode.describe('Province whose chairman announces; 00 for a ministry'),
  ministry: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .nullable()
    .default(null)
    .describe('Ministry that announces; it binds no unit and starts the clock of the provinces'),
  form: z
    .enum(['list', 'full'])
    .default('list')
    .describe('Danh mục (name, legal basis, time, place, fee) or full text (every component part), Điều 13, 15'),
  shortened: z
    .boolean()
    .default(false)
    .describe('The legal text was made by the shortened procedure and took effect when signed'),
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
  delegation: z.string().nullable(),
  ministry: z.string().nullable(),
  form: z.enum(['list', 'full']),
  shortened: z.boolean(),
  items: z.array(
    z.object({
      procedureCode: ProcedureCode,
      name: z.string(),
      kind: DecisionItemKind,
      version: z.number().int(),
      replacesCode: ProcedureCode.nullable(),
      levels: z.array(AreaLevel),
      channels: z.array(PostingChannel),
      enteredOn: PlainDate.nullable().describe('Day it was put into the national database, or taken out of it'),
    }),
  ),
  clocks: z.array(DecisionClock),
  findings: z.array(z.object({ code: z.string(), severity: z.enum(['error', 'warning']), message: z.string() })),
  units: z.object({ bound: z.number().int(), opened: z.number().int(), late: z.number().int() }).describe('Units by progress'),
});
export type DecisionView = z.infer<typeof DecisionView>;

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

/** A ministry's item that a province has not announced. */
export const NotAnnouncedItem = z.object({
  province: AreaRef,
  procedureCode: ProcedureCode,
  name: z.string(),
  kind: DecisionItemKind,
  decision: z.object({ id: Uuid, number: z.string(), ministry: z.string(), signedOn: PlainDate, effectiveOn: PlainDate }),
  dueOn: PlainDate.nullable().describe('Last day for the province to announce it'),
  late: z.boolean(),
  legalBasis: z.string().nullable(),
  confirmed: z.boolean().describe('False where the number of days is not confirmed by a text'),
});
export type NotAnnouncedItem = z.infer<typeof NotAnnouncedItem>;

export const listNotAnnounced = endpoint({
  id: 'procedure-publication.listNotAnnounced',
  service,
  method: 'GET',
  path: '/publication-decisions/not-announced',
  summary: {
    vi: 'Thủ tục bộ đã công bố mà tỉnh chưa công bố',
    en: 'What ministries announced and the province has not',
  },
  access: readers,
  query: PageQuery.extend({ area: AreaCode, on: PlainDate.optional() }),
  bodyKind: 'none',
  answer: pageOf(NotAnnouncedItem),
});

export const recordEntries = endpoint({
  id: 'procedure-publication.recordEntries',
  service,
  method: 'PUT',
  path: '/publication-decisions/:id/entries',
  summary: {
    vi: 'Ghi ngày đưa thủ tục của quyết định lên Cơ sở dữ liệu quốc gia',
    en: 'Record when a decision’s procedures entered the national database',
  },
  access: insiders,
  params: z.object({ id: Uuid }),
  bodyKind: 'json',
  body: z.strictObject({
    enteredOn: PlainDate,
    procedureCodes: z.array(ProcedureCode).min(1).max(300).optional().describe('Default: all of the decision'),
  }),
  answer: DecisionView,
});

const Share = z.object({
  numerator: z.number().int(),
  denominator: z.number().int(),
  undetermined: z.number().int().describe('Left out: the day to count from is not recorded, or the last day is still to come'),
  late: z.array(z.object({ procedureCode: ProcedureCode, decision: z.string(), dueOn: PlainDate, doneOn: PlainDate.nullable() })),
});

/** Facts behind indicators 1.1 and 1.2 of QĐ 766/QĐ-TTg: a procedure counts once a period, and one late makes it late. */
export const TimelinessView = z.object({
  area: AreaRef,
  from: PlainDate,
  to: PlainDate,
  on: PlainDate.describe('Day it is looked at from'),
  announced: Share.describe('1.1: announced on time ÷ announced in the period'),
  entered: Share.describe('1.2: in the national database on time ÷ to be put there'),
});
export type TimelinessView = z.infer<typeof TimelinessView>;

export const getTimeliness = endpoint({
  id: 'procedure-publication.getTimeliness',
  service,
  method: 'GET',
  path: '/publication-timeliness',
  summary: {
    vi: 'Công bố, công khai đúng hạn (tiêu chí 1.1, 1.2 QĐ 766)',
    en: 'Announced and published on time (indicators 1.1, 1.2 of QĐ 766)',
  },
  access: readers,
  query: z.object({
    area: AreaCode.describe('A province, or 00 for the ministries'),
    period: z.string().trim().max(30).optional().describe('2024-M01, 2024-C1, 2024-CY, or a reporting period'),
    from: PlainDate.optional(),
    to: PlainDate.optional(),
    on: PlainDate.optional(),
  }),
  bodyKind: 'none',
  answer: TimelinessView,
});

/** Operations on decisions; fixed paths before those with parameters. */
export const DECISION_ENDPOINTS: readonly Endpoint[] = [
  announceDecision,
  listDecisions,
  listNotAnnounced,
  getDecision,
  recordEntries,
  getTimeliness,
];
