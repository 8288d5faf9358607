import type { TaskStateName } from '@thongsuot/contracts';

/** How the occurrences of one unit, or of all, stand. */
export interface Figures {
  readonly tasks: number;
  readonly completedOnTime: number;
  readonly completedLate: number;
  readonly overdue: number;
  readonly open: number;
  readonly waiting: number;
  /** Done in time ÷ done or overdue: what has no day or is not due yet does not count. */
  readonly onTime: { readonly numerator: number; readonly denominator: number };
}

/** An occurrence as figures need it. */
export interface Counted {
  readonly status: TaskStateName;
  readonly late: boolean;
}

export function figuresOf(lines: readonly Counted[]): Figures {
  const count = (isIt: (line: Counted) => boolean): number => lines.filter(isIt).length;
  const completedOnTime = count((one) => one.status === 'completed' && !one.late);
  const completedLate = count((one) => one.status === 'completed' && one.late);
  const overdue = count((one) => one.status === 'overdue');
  return {
    ...{ tasks: count((one) => one.status !== 'cancelled'), completedOnTime, completedLate, overdue },
    open: count((one) => one.status === 'open'),
    waiting: count((one) => one.status === 'waiting' || one.status === 'withheld'),
    onTime: { numerator: completedOnTime, denominator: completedOnTime + completedLate + overdue },
  };
}

/**
 * Ranks by the share in time, compared as fractions; ties share a rank and the next rank leaves room for them. Whoever had
 * fewer than `minimum` to do is listed behind, without a rank: a share of one task says nothing.
 */
export function ranked<T extends Pick<Figures, 'onTime'>>(
  rows: readonly T[],
  minimum: number,
): (T & { readonly rank: number | null })[] {
  const enough = rows.filter((row) => row.onTime.denominator >= Math.max(1, minimum));
  const rest = rows.filter((row) => !enough.includes(row));
  const ahead = (a: T, b: T): number => b.onTime.numerator * a.onTime.denominator - a.onTime.numerator * b.onTime.denominator;
  const sorted = [...enough].sort(ahead);
  const withRank = sorted.map((row) => ({ ...row, rank: 1 + enough.filter((other) => ahead(other, row) < 0).length }));
  return [...withRank, ...rest.map((row) => ({ ...row, rank: null }))];
}
