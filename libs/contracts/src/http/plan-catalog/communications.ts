import { z } from 'zod';
import { AreaCode, UnitRef, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { PageQuery, pageOf } from '../paging';
import { ById, officers, on, service } from './common';

export const CommunicationKind = z
  .enum(['post', 'video', 'leaflet', 'panel', 'broadcast', 'desk-guidance', 'training', 'other'])
  .describe('News post, video, leaflet, panel, loudspeaker broadcast, guidance at the desk, training, other');
const text = z.string().trim().min(1).max(2000);
const Communication = z.object({
  unit: UnitRef,
  kind: CommunicationKind,
  title: text,
  on: PlainDate,
  reach: z.number().int().min(0).nullish().describe('People reached: readers, hearers, participants'),
  copies: z.number().int().min(0).nullish().describe('Posts, leaflets, panels, broadcasts, sessions'),
  proof: text.nullish().describe('Address, number of a document, name of a file'),
  taskId: Uuid.nullish().describe('Task it is proof of'),
});
const CommunicationView = Communication.extend({ id: Uuid, name: z.string(), recordedBy: z.string(), recordedAt: z.string() });
export type CommunicationView = z.infer<typeof CommunicationView>;

export const recordCommunication = endpoint({
  id: 'plan-catalog.recordCommunication',
  service,
  method: 'POST',
  path: '/communications',
  summary: { vi: 'Ghi nhận hoạt động tuyên truyền, tập huấn', en: 'Record a communication or a training' },
  access: officers,
  bodyKind: 'json',
  body: Communication,
  answer: CommunicationView,
  status: 201,
});

const Count = z.number().int().min(0);

export const listCommunications = endpoint({
  id: 'plan-catalog.listCommunications',
  service,
  method: 'GET',
  path: '/communications',
  summary: { vi: 'Hoạt động tuyên truyền, tập huấn của một địa bàn', en: 'Communications of an area and of all in it' },
  access: officers,
  query: PageQuery.extend({
    ...{ area: AreaCode.optional(), on, kind: CommunicationKind.optional() },
    ...{ from: PlainDate.optional(), to: PlainDate.optional(), taskId: Uuid.optional() },
  }),
  bodyKind: 'none',
  answer: pageOf(CommunicationView),
});

export const sumCommunications = endpoint({
  id: 'plan-catalog.sumCommunications',
  service,
  method: 'GET',
  path: '/communications/figures',
  summary: { vi: 'Số lượng tuyên truyền, tập huấn theo hình thức', en: 'Communications by kind' },
  access: officers,
  query: z.object({ area: AreaCode.optional(), on, from: PlainDate, to: PlainDate }),
  bodyKind: 'none',
  answer: z.object({
    area: z.object({ code: z.string(), name: z.string() }),
    ...{ from: PlainDate, to: PlainDate },
    items: z.array(z.object({ kind: CommunicationKind, recorded: Count, copies: Count, reach: Count, proven: Count })),
    total: z.object({ recorded: Count, copies: Count, reach: Count, proven: Count }),
  }),
});

export const getBulletin = endpoint({
  id: 'plan-catalog.getBulletin',
  service,
  method: 'GET',
  path: '/plans/:id/bulletin',
  summary: { vi: 'Bản tin truyền thanh soạn từ kế hoạch', en: 'A broadcast bulletin drawn up from the plan' },
  access: officers,
  params: ById,
  query: z.object({ on }),
  bodyKind: 'none',
  answer: z.object({
    planId: Uuid,
    asOf: PlainDate,
    title: z.string(),
    paragraphs: z.array(z.string()).describe('To be read out: numbers and dates in words that a hearer understands'),
    words: Count,
    minutes: z.number().describe('Time to read it out, by data/plans/measures.json'),
  }),
});

const Measure = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rhythm'),
    everyDays: z.number().int().min(1).max(366).describe('Proof is added at least once in so many days'),
  }),
  z.object({
    kind: z.literal('figure'),
    figure: z.string().min(1).max(80).describe('Figure of GET /targets or GET /measures that makes it done or late'),
    comparison: z.enum(['at-least', 'at-most']),
    percent: z.number().min(0).max(100).optional(),
    count: z.number().int().min(0).optional(),
  }),
  z.object({ kind: z.literal('directives').describe('Orders from above answered in time') }),
]);
export type TaskMeasure = z.infer<typeof Measure>;

const MeasureRow = z.object({
  taskId: Uuid,
  ref: z.string(),
  title: z.string(),
  measure: Measure.nullable().describe('null: nothing measures it yet'),
  set: z.enum(['by-rule', 'by-person', 'none']).describe('by-rule: proposed by data/plans/measures.json, to be confirmed'),
  state: z.enum(['on-track', 'late', 'elsewhere', 'not-measured', 'not-started']),
  lastEvidenceOn: PlainDate.nullable(),
  nextDueOn: PlainDate.nullable().describe('Rhythm: last day for the next proof'),
  missed: Count.describe('Rhythm: spans without proof so far; directives: not answered in time'),
  met: Count.describe('Rhythm: spans with proof; directives: answered in time'),
});
const MeasuresView = z.object({ planId: Uuid, asOf: PlainDate, items: z.array(MeasureRow) });
export type MeasuresView = z.infer<typeof MeasuresView>;

export const getPlanMeasures = endpoint({
  id: 'plan-catalog.getPlanMeasures',
  service,
  method: 'GET',
  path: '/plans/:id/measures',
  summary: {
    vi: 'Nhiệm vụ thường xuyên: số liệu hoặc nhịp minh chứng cho biết đạt hay chậm',
    en: 'Continuous tasks: the figure or the rhythm of proof that makes each done or late',
  },
  access: officers,
  params: ById,
  query: z.object({ on }),
  bodyKind: 'none',
  answer: MeasuresView,
});

export const setTaskMeasure = endpoint({
  id: 'plan-catalog.setTaskMeasure',
  service,
  method: 'POST',
  path: '/tasks/:id/measure',
  summary: { vi: 'Đặt cách đo một nhiệm vụ thường xuyên', en: 'Say what measures a continuous task' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({ measure: Measure, reason: text }),
  answer: MeasuresView,
});

export const judgeTarget = endpoint({
  id: 'plan-catalog.judgeTarget',
  service,
  method: 'POST',
  path: '/plans/:id/judgements',
  summary: { vi: 'Đánh giá chỉ tiêu bằng lời', en: 'Judge a target that only words express' },
  access: { roles: ['leader', 'administrator'] },
  params: ById,
  bodyKind: 'json',
  body: z.object({ key: z.string().min(1).max(80), period: z.string().min(4).max(20), met: z.boolean(), reason: text }),
  answer: z.object({
    items: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        period: z.string(),
        met: z.boolean(),
        reason: z.string(),
        by: z.string(),
        at: z.string(),
      }),
    ),
  }),
});

/** What is told to people, and what measures continuous work. */
export const COMMUNICATIONS_ENDPOINTS: readonly Endpoint[] = [
  recordCommunication,
  sumCommunications,
  listCommunications,
  getBulletin,
  getPlanMeasures,
  setTaskMeasure,
  judgeTarget,
];
