import { z } from 'zod';
import { ProcedureCode, UnitRef } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { pageOf } from '../paging';
import { insiders, service } from './access';
import { ById, Entry, RegisterQuery, words } from './register-shapes';

const NewInitiative = z.strictObject({
  unit: UnitRef,
  title: words(500),
  text: words(4000),
  procedureCodes: z.array(ProcedureCode).max(50).default([]),
  proposedOn: PlainDate,
});

export const InitiativeView = Entry.extend({
  ...NewInitiative.omit({ unit: true }).shape,
  state: z.enum(['proposed', 'accepted', 'refused', 'applied']),
  judgement: z.object({ on: PlainDate, document: z.string().nullable(), reason: z.string() }).nullable(),
  application: z
    .object({
      on: PlainDate,
      effect: z.string(),
      savedDong: z.number().int().nullable().describe('Compliance cost saved a year, đồng'),
    })
    .nullable(),
});
export type InitiativeView = z.infer<typeof InitiativeView>;

export const proposeInitiative = endpoint({
  id: 'procedure-publication.proposeInitiative',
  service,
  method: 'POST',
  path: '/reform-initiatives',
  summary: { vi: 'Đề xuất sáng kiến cải cách TTHC', en: 'Propose an initiative to reform procedures' },
  access: insiders,
  bodyKind: 'json',
  body: NewInitiative,
  answer: InitiativeView,
  status: 201,
});

export const judgeInitiative = endpoint({
  id: 'procedure-publication.judgeInitiative',
  service,
  method: 'POST',
  path: '/reform-initiatives/:id/judgement',
  summary: { vi: 'Xét sáng kiến', en: 'Judge an initiative' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: z.strictObject({
    state: z.enum(['accepted', 'refused']),
    on: PlainDate,
    document: words(200).nullable().default(null),
    reason: words(2000),
  }),
  answer: InitiativeView,
});

export const applyInitiative = endpoint({
  id: 'procedure-publication.applyInitiative',
  service,
  method: 'POST',
  path: '/reform-initiatives/:id/application',
  summary: { vi: 'Áp dụng sáng kiến và hiệu quả', en: 'Record that an accepted initiative is applied, and its effect' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: z.strictObject({
    on: PlainDate,
    effect: words(4000),
    savedDong: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().default(null),
  }),
  answer: InitiativeView,
});

export const listInitiatives = endpoint({
  id: 'procedure-publication.listInitiatives',
  service,
  method: 'GET',
  path: '/reform-initiatives',
  summary: { vi: 'Sáng kiến cải cách TTHC', en: 'Initiatives of an area and all in it' },
  access: insiders,
  query: RegisterQuery.extend({ state: InitiativeView.shape.state.optional() }),
  bodyKind: 'none',
  answer: pageOf(InitiativeView),
});

/** The register of initiatives. */
export const INITIATIVE_ENDPOINTS: readonly Endpoint[] = [proposeInitiative, listInitiatives, judgeInitiative, applyInitiative];
