import type { PlainDate } from '@thongsuot/contracts';
import { addCuts, cutPercent, type Cut } from './compliance-cost';
import { OPTIONS, cutOf, textsOf, type Option, type ReviewItem } from './review-sheet';

/** A review as the figures see it. */
export interface FiguredReview {
  readonly id: string;
  readonly unit: string;
  readonly subject: string;
  readonly recordedOn: PlainDate;
  readonly items: readonly ReviewItem[];
}

/** The facts behind a row of form II.04; shares are made from the sums beside them. */
export interface ReviewFigures {
  /** Unit × procedure: adds up over units. */
  readonly procedures: number;
  readonly options: Readonly<Record<Option, number>>;
  /** Texts that must change, each once in the row. */
  readonly textsToChange: number;
  /** Procedures before and after, for the share cut. */
  readonly procedureCut: Cut;
  readonly costCut: Cut;
  /** Procedures whose cost was worked out on both sides. */
  readonly costed: number;
}

export interface FigureRow extends ReviewFigures {
  readonly unit: string;
  readonly subject: string;
}

/** Rows by unit and subject with their total. A procedure that a unit reviewed twice counts once, as it was reviewed last. */
export function figureRows(reviews: readonly FiguredReview[]): {
  rows: FigureRow[];
  total: ReviewFigures & { distinctProcedures: number };
} {
  const last = new Map<string, { review: FiguredReview; item: ReviewItem }>();
  const inOrder = [...reviews].sort((a, b) => compare(a.recordedOn, b.recordedOn) || compare(a.id, b.id));
  for (const review of inOrder)
    for (const item of review.items) last.set(`${review.unit}|${item.procedureCode}`, { review, item });
  const groups = new Map<string, { unit: string; subject: string; items: ReviewItem[] }>();
  for (const { review, item } of last.values()) {
    const { unit, subject } = review;
    const group = groups.get(`${unit}|${subject}`) ?? { unit, subject, items: [] };
    group.items.push(item);
    groups.set(`${unit}|${subject}`, group);
  }
  const items = [...last.values()].map(({ item }) => item);
  const rows = [...groups.values()]
    .sort((a, b) => compare(a.unit, b.unit) || compare(a.subject, b.subject))
    .map((group): FigureRow => ({ unit: group.unit, subject: group.subject, ...figuresOf(group.items) }));
  return { rows, total: { ...figuresOf(items), distinctProcedures: new Set(items.map((item) => item.procedureCode)).size } };
}

export function figuresOf(items: readonly ReviewItem[]): ReviewFigures {
  const options = Object.fromEntries(OPTIONS.map((option) => [option, 0])) as Record<Option, number>;
  for (const { option } of items) options[option]++;
  const cuts = items.flatMap((item) => cutOf(item) ?? []);
  return {
    procedures: items.length,
    options,
    textsToChange: textsOf(items).length,
    procedureCut: { now: items.length - options.new, after: items.length - options.abolish },
    costCut: addCuts(cuts),
    costed: cuts.length,
  };
}

export function shares({ procedureCut, costCut }: Pick<ReviewFigures, 'procedureCut' | 'costCut'>): {
  procedureCutPercent: number | null;
  costCutPercent: number | null;
} {
  return { procedureCutPercent: cutPercent(procedureCut), costCutPercent: cutPercent(costCut) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
