import { z } from 'zod';
import { AreaCode, AreaLevel, ProcedureCode, UnitRef } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { pageOf } from '../paging';
import { insiders, service } from './access';
import { ById, Entry, Finding, Held, RegisterQuery, ended, words } from './register-shapes';

const level = AreaLevel.exclude(['country']);

const NewProcess = z.strictObject({
  unit: UnitRef.describe('Who issues it'),
  procedureCode: ProcedureCode,
  kind: z.enum(['internal', 'electronic']).describe('Quy trình nội bộ, quy trình điện tử'),
  level: level.describe('Level that carries it out'),
  decision: words(200),
  validFrom: PlainDate,
  limitHours: z
    .number()
    .positive()
    .max(20_000)
    .nullable()
    .default(null)
    .describe("Working hours the procedure allows; read from the catalogue's text unless told"),
  steps: z
    .array(
      z.strictObject({
        name: words(300),
        role: words(200).describe('Position or agency'),
        hours: z.number().min(0).max(20_000).multipleOf(0.01),
      }),
    )
    .min(1)
    .max(40),
});

export const ProcessView = Entry.extend({
  ...NewProcess.omit({ unit: true, validFrom: true }).shape,
  ...Held,
  limitSource: z.enum(['given', 'catalogue']).nullable(),
  totalHours: z.number(),
  findings: z.array(Finding),
});
export type ProcessView = z.infer<typeof ProcessView>;

export const recordProcess = endpoint({
  id: 'procedure-publication.recordProcess',
  service,
  method: 'POST',
  path: '/processes',
  summary: { vi: 'Ghi nhận quy trình nội bộ, quy trình điện tử', en: 'Record an internal or electronic process' },
  access: insiders,
  bodyKind: 'json',
  body: NewProcess,
  answer: ProcessView,
  status: 201,
});

export const endProcess = endpoint({
  id: 'procedure-publication.endProcess',
  service,
  method: 'POST',
  path: '/processes/:id/end',
  summary: { vi: 'Bãi bỏ quy trình', en: 'End a process' },
  access: insiders,
  params: ById,
  bodyKind: 'json',
  body: ended,
  answer: ProcessView,
});

export const listProcesses = endpoint({
  id: 'procedure-publication.listProcesses',
  service,
  method: 'GET',
  path: '/processes',
  summary: { vi: 'Quy trình nội bộ, quy trình điện tử', en: 'Processes of an area and all in it' },
  access: insiders,
  query: RegisterQuery.extend({ procedureCode: ProcedureCode.optional() }),
  bodyKind: 'none',
  answer: pageOf(ProcessView),
});

const ByLevel = z.object({
  total: z.number().int(),
  province: z.number().int(),
  district: z.number().int().nullable().describe('Null where the area has no districts on the day'),
  commune: z.number().int(),
});

export const getProcessFigures = endpoint({
  id: 'procedure-publication.getProcessFigures',
  service,
  method: 'GET',
  path: '/process-figures',
  summary: { vi: 'Số liệu của biểu II.07b', en: 'Facts behind form II.07b: procedures and internal processes by level' },
  access: insiders,
  query: z.object({ area: AreaCode.optional(), on: PlainDate.optional() }),
  bodyKind: 'none',
  answer: z.object({
    on: PlainDate,
    procedures: ByLevel.describe('Columns 3–6: a procedure of two levels counts in both'),
    distinctProcedures: z.number().int(),
    processes: ByLevel.describe('Columns 11–14: procedures with an internal process in force, by level'),
    electronic: ByLevel,
  }),
});

/** Internal and electronic processes. */
export const PROCESS_ENDPOINTS: readonly Endpoint[] = [recordProcess, listProcesses, endProcess, getProcessFigures];
