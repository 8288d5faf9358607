import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AreaTree } from '@thongsuot/areas';
import {
  announceDecision,
  importProcedures,
  postBatch,
  PostingChannel,
  type AnswerOf,
  type PlainDate,
} from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { z } from 'zod';
import { chanceOf } from '../generate/random';
import type { Quarter } from '../generate/quarters';
import type { PartsOf } from './api';
import { ADMINISTRATOR, officerOf, type Act, type Stage } from './stage';

type Decision = AnswerOf<typeof announceDecision>;
type Posting = PartsOf<typeof postBatch>['body']['postings'][number];

const Samples = z.object({ procedures: z.array(z.looseObject({ code: z.string() })) });
const BATCH = 400;

/** What a province decides in its quarter, and on which days its units post. */
export interface PublicationPlot {
  readonly quarter: Quarter;
  /** The list in force as the play begins. */
  readonly opening: { readonly number: string; readonly on: PlainDate; readonly posted: readonly PlainDate[] };
  /** The decision of the quarter: two procedures change. */
  readonly change: {
    readonly number: string;
    readonly on: PlainDate;
    readonly effectiveOn: PlainDate;
    readonly codes: readonly string[];
    readonly posted: readonly PlainDate[];
  };
  /** Of the units, this share leaves a channel out. */
  readonly forgetful: number;
  /** Areas that always post everything on the first day. */
  readonly diligent: readonly string[];
}

/** Name under which the id of a quarter's decision is kept. */
export function decisionFact(quarter: Quarter): string {
  return `decision/${quarter.key}`;
}

/** What the tables need of the decision of a quarter. */
export const DecisionNote = z.object({ id: z.string() });

/** The acts of a plot: announce, post; announce a change, post it in the days after. */
export function publicationActs(tree: AreaTree, plot: PublicationPlot): Act[] {
  const { quarter, opening, change } = plot;
  const acts: Act[] = [
    { on: opening.on, name: 'procedures', play: (stage) => announceList(stage, plot) },
    ...postingActs(tree, plot, 'list', opening.posted),
    { on: change.on, name: 'decision', play: (stage) => announceChange(stage, plot) },
    ...postingActs(tree, plot, 'change', change.posted),
  ];
  return acts.map((act) => ({ ...act, name: `${quarter.province}-${act.name}` }));
}

async function announceList({ api, key, progress }: Stage, { quarter, opening }: PublicationPlot): Promise<void> {
  const { procedures } = Samples.parse(JSON.parse(readFileSync(dataFile('procedures/sample-procedures.json'), 'utf8')));
  const office = officerOf(quarter.province);
  await api.call(importProcedures, { body: { procedures } }, { as: ADMINISTRATOR, key: key('import') });
  const items = procedures.map(({ code }) => ({ procedureCode: code, kind: 'new' as const }));
  const decision = await api.call(
    announceDecision,
    { body: { number: opening.number, signedOn: opening.on, effectiveOn: opening.on, issuerArea: quarter.province, items } },
    { as: office, key: key('announce') },
  );
  progress.note(`${decisionFact(quarter)}/list`, itemsOf(decision));
}

async function announceChange({ api, key, progress }: Stage, { quarter, change }: PublicationPlot): Promise<void> {
  const { number, on, effectiveOn, codes } = change;
  const items = codes.map((code) => ({ procedureCode: code, kind: 'amended' as const }));
  const decision = await api.call(
    announceDecision,
    { body: { number, signedOn: on, effectiveOn, issuerArea: quarter.province, items } },
    { as: officerOf(quarter.province), key: key('announce') },
  );
  progress.note(`${decisionFact(quarter)}/change`, itemsOf(decision));
  progress.note(decisionFact(quarter), { id: decision.id });
}

const Items = z.array(z.object({ code: z.string(), levels: z.array(z.string()), channels: z.array(PostingChannel) }));

function itemsOf({ items }: Decision): z.input<typeof Items> {
  return items.map(({ procedureCode, levels, channels }) => ({ code: procedureCode, levels, channels }));
}

function postingActs(tree: AreaTree, plot: PublicationPlot, what: 'list' | 'change', days: readonly PlainDate[]): Act[] {
  return days.map((on, wave) => ({
    on,
    name: `post-${what}-${wave}`,
    play: async ({ api, progress, key }) => {
      const items = progress.fact(`${decisionFact(plot.quarter)}/${what}`, Items) ?? [];
      const postings = postingsOf(tree, plot, items, on, { wave, waves: days.length });
      for (let start = 0; start < postings.length; start += BATCH) {
        const body = { postings: postings.slice(start, start + BATCH) };
        await api.call(postBatch, { body }, { as: officerOf(plot.quarter.province), key: key(String(start)) });
      }
    },
  }));
}

/** What the units whose turn it is post on a day; each unit has its own day, and some forget a channel. */
function postingsOf(
  tree: AreaTree,
  { quarter, forgetful, diligent }: PublicationPlot,
  items: z.output<typeof Items>,
  on: PlainDate,
  { wave, waves }: { wave: number; waves: number },
): Posting[] {
  const province = tree.resolve(quarter.province, on);
  return [province, ...tree.descendants(province.id, on)].flatMap((area) => {
    const chance = chanceOf('postings', `${quarter.key}/${area.code}/${items.length}`);
    const turn = diligent.includes(area.code) ? 0 : chance.between(0, waves - 1);
    const forgets = !diligent.includes(area.code) && chance.happens(forgetful);
    if (turn !== wave) return [];
    return items
      .filter(({ levels }) => levels.includes(area.level))
      .flatMap(({ code, channels }) =>
        channels
          .filter((channel) => !(forgets && channel === 'website'))
          .map((channel): Posting => ({
            procedureCode: code,
            area: area.code,
            channel,
            state: 'posted',
            postedOn: on,
            proof: { hash: createHash('sha256').update(`${code}/${area.code}/${channel}/${on}`).digest('hex') },
          })),
      );
  });
}
