import {
  type AnswerOf,
  answerFeedback,
  classifyFeedback,
  forwardFeedback,
  listFeedback,
  publishFeedback,
  submitFeedback,
} from '@thongsuot/contracts';
import { ADMINISTRATOR, officerOf, PORTAL, type Stage } from './stage';

/** One citizen's feedback and what the offices do with it, days after. */
export interface FeedbackPlot {
  /** Name inside the quarter; also part of its keys. */
  readonly name: string;
  readonly area: string;
  readonly kind: 'act' | 'regulation' | 'both';
  readonly content: string;
  readonly field: string;
  /** Concerns handling at a desk. */
  readonly onHandling: boolean;
  /** Forwarded to this area's committee, which then answers; else the first handler answers. */
  readonly forwardTo?: string;
  readonly answer?: string;
  readonly proved?: boolean;
}

/** Citizens of the demonstration are invented. */
const SENDER = {
  name: 'Nguyễn Thị Minh Họa',
  address: 'Tổ dân phố 1 (người gửi minh họa)',
  phone: '0900000000',
} as const;

/** A citizen writes. */
export async function send({ api, key }: Stage, plot: FeedbackPlot): Promise<void> {
  const { area, kind, content, field } = plot;
  await api.call(submitFeedback, { body: { area, kind, content, field, sender: SENDER } }, { as: PORTAL, key: key(plot.name) });
}

/**
 * The office that handles it classifies it, forwards it where it lies in another's power. Feedback is found again by field,
 * kind and place: offices see neither sender nor tracking code.
 */
export async function classify(stage: Stage, plot: FeedbackPlot): Promise<void> {
  const { api, key } = stage;
  const found = await find(stage, plot, ['received']);
  if (found === undefined) return;
  const { kind, field, onHandling } = plot;
  const params = { id: found.id };
  const body = { kind, field, onHandling, inCompetence: plot.forwardTo === undefined };
  const handler = officerOf(found.handler);
  await api.call(classifyFeedback, { params, body }, { as: handler, key: key(`${plot.name}-classify`) });
  if (plot.forwardTo === undefined) return;
  await api.call(forwardFeedback, { params, body: { to: plot.forwardTo } }, { as: handler, key: key(`${plot.name}-forward`) });
}

/** The office answers and publishes the result. */
export async function answer(stage: Stage, plot: FeedbackPlot): Promise<void> {
  const { api, key } = stage;
  if (plot.answer === undefined) return;
  const found = await find(stage, plot, ['classified', 'forwarded']);
  if (found === undefined) return;
  const params = { id: found.id };
  const handler = officerOf(found.handler);
  const body = { text: plot.answer, proved: plot.proved ?? null };
  await api.call(answerFeedback, { params, body }, { as: handler, key: key(`${plot.name}-answer`) });
  await api.call(publishFeedback, { params, body: { channel: 'website' } }, { as: handler, key: key(`${plot.name}-publish`) });
}

type Items = AnswerOf<typeof listFeedback>['items'];
type State = Items[number]['state'];

/** The first open feedback that fits; undefined where an earlier run of this act has moved it on. */
async function find(
  stage: Stage,
  plot: FeedbackPlot,
  states: readonly State[],
): Promise<{ id: string; handler: string } | undefined> {
  const items = await listOf(stage, plot.area);
  const fitting = items
    .filter((item) => item.unit.unit.split('/')[0] === plot.area && item.field === plot.field)
    .filter(({ receivedOn }) => receivedOn >= stage.quarter.from);
  if (fitting.length === 0) throw new Error(`Feedback ${plot.name} is not listed for ${plot.area}`);
  const item = fitting.find(({ state }) => states.includes(state));
  const handler = item?.handler.unit.split('/')[0];
  return item === undefined || handler === undefined ? undefined : { id: item.id, handler };
}

async function listOf({ api }: Stage, area: string): Promise<Items> {
  return (await api.call(listFeedback, { query: { area, limit: 200 } }, { as: ADMINISTRATOR })).items;
}
