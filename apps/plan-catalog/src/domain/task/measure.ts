import { addDays, daysBetween } from '@thongsuot/calendar';
import type { Instant, PlainDate } from '@thongsuot/contracts';
import { fold } from '../import/text';

/** What makes a continuous task done or late: a rhythm of proof, a figure kept elsewhere, or directives answered in time. */
export type TaskMeasure =
  | { readonly kind: 'rhythm'; readonly everyDays: number }
  | {
      readonly kind: 'figure';
      readonly figure: string;
      readonly comparison: 'at-least' | 'at-most';
      readonly percent?: number | undefined;
      readonly count?: number | undefined;
    }
  | { readonly kind: 'directives' };

/** A measure that a person set, with the reason. */
export interface SetMeasure {
  readonly measure: TaskMeasure;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

/** A rule of `data/plans/measures.json`: the first whose words the title holds counts. */
export interface MeasureRule {
  /** Without accents. */
  readonly words: readonly string[];
  readonly measure: TaskMeasure;
}

/** The measure that the rules propose for a task; undefined where none fits. */
export function proposedMeasure(title: string, rules: readonly MeasureRule[]): TaskMeasure | undefined {
  const folded = fold(title);
  return rules.find((rule) => rule.words.some((word) => folded.includes(word)))?.measure;
}

/** How continuous work stands by its own measure. */
export interface Measured {
  readonly state: 'on-track' | 'late' | 'not-started';
  readonly lastEvidenceOn: PlainDate | null;
  readonly nextDueOn: PlainDate | null;
  readonly met: number;
  readonly missed: number;
}

/**
 * Proof at least once in so many days, from the day the work began. Each proof starts a new span; a span that passed without
 * one was missed, and stays missed when proof comes later.
 *
 * @param proofs days on which proof was added, in any order
 * @param until last day of the work, where it has one
 */
export function measureRhythm(
  proofs: readonly PlainDate[],
  everyDays: number,
  span: { readonly from: PlainDate; readonly until: PlainDate | null; readonly today: PlainDate },
): Measured {
  const { from, until, today } = span;
  if (today < from) return { state: 'not-started', lastEvidenceOn: null, nextDueOn: null, met: 0, missed: 0 };
  const end = until !== null && until < today ? until : today;
  const counted = [...new Set(proofs)].filter((day) => day >= from && day <= end).sort();
  let start = addDays(from, -1);
  let missed = 0;
  for (const day of counted) {
    missed += spansBetween(start, day, everyDays);
    start = day;
  }
  // Its last day is over once another day has begun.
  const closing = end < today ? addDays(end, 1) : end;
  missed += spansBetween(start, closing, everyDays);
  const next = addDays(start, everyDays);
  const over = until !== null && next > until;
  return {
    state: next < closing ? 'late' : 'on-track',
    lastEvidenceOn: counted.at(-1) ?? null,
    nextDueOn: over ? null : next,
    met: counted.length,
    missed,
  };
}

/** Whole spans that went by without proof after `start` and before `day`; proof on the last day of a span is in time. */
function spansBetween(start: PlainDate, day: PlainDate, everyDays: number): number {
  return Math.max(0, Math.ceil(daysBetween(start, day) / everyDays) - 1);
}

/** Directives to the unit: answered in time, missed (late, or past their day without an answer), and those still open. */
export function measureDirectives(
  standings: readonly ('sent' | 'received' | 'answered' | 'answered-late' | 'overdue')[],
): Pick<Measured, 'state' | 'met' | 'missed'> {
  const count = (state: string): number => standings.filter((one) => one === state).length;
  return {
    state: count('overdue') > 0 ? 'late' : 'on-track',
    met: count('answered'),
    missed: count('answered-late') + count('overdue'),
  };
}
