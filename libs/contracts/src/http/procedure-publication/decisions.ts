import { z } from 'zod';
import { DecisionItemKind, PostingChannel } from '../../events/procedure-publication';
import { AgencySlug, AreaCode, AreaLevel, ProcedureCode, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { AreaRef } from '../directory';
import { endpoint, type Endpoint } from '../endpoint';
import { PageQuery, pageOf } from '../paging';
import { insiders, open, service } from './access';

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

/** Operations on decisions; fixed paths before those with parameters. */
export const DECISION_ENDPOINTS: readonly Endpoint[] = [announceDecision, listDecisions, getDecision];
