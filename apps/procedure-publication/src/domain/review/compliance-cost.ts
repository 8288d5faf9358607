import { RuleBroken } from '../rule-broken';

/** One step of performing a procedure, form 03/SCM-KSTT. */
export interface CostStep {
  readonly name: string;
  /** Hours the subject spends on it, to two decimals. */
  readonly hours: number;
  /** Average income an hour, đồng. */
  readonly hourlyIncome: number;
}

/** What one performance costs, in whole đồng beside its steps. */
export interface CostTable {
  readonly steps: readonly CostStep[];
  /** Service and consulting. */
  readonly service: number;
  readonly fee: number;
  readonly other: number;
}

/** How often the procedure is performed in a year, each figure with where it comes from. */
export interface Frequency {
  /** Performances of one subject in a year, to two decimals. */
  readonly timesPerYear: number;
  readonly timesSource: string;
  readonly subjects: number;
  readonly subjectsSource: string;
}

/**
 * Cost of one performance by the standard cost model: Σ over steps (hours × income an hour) + service + fee + other. The
 * steps are summed exactly and rounded once, half a đồng up.
 * @throws RuleBroken `cost-out-of-range`
 */
export function performanceCost({ steps, service, fee, other }: CostTable): number {
  const hundredths = steps.reduce((sum, { hours, hourlyIncome }) => sum + hundredthsOf(hours) * BigInt(hourlyIncome), 0n);
  return dong(rounded(hundredths, 100n) + BigInt(service) + BigInt(fee) + BigInt(other));
}

/**
 * Cost of a year: cost of one performance × times a year × subjects, in whole đồng.
 * @throws RuleBroken `cost-out-of-range`
 */
export function yearlyCost(table: CostTable, { timesPerYear, subjects }: Frequency): number {
  return dong(rounded(BigInt(performanceCost(table)) * hundredthsOf(timesPerYear) * BigInt(subjects), 100n));
}

/** Two sums whose difference is the cut; at each level the sums are added and the share is made anew. */
export interface Cut {
  readonly now: number;
  readonly after: number;
}

export function addCuts(cuts: Iterable<Cut>): Cut {
  let [now, after] = [0n, 0n];
  for (const cut of cuts) {
    now += BigInt(cut.now);
    after += BigInt(cut.after);
  }
  return { now: dong(now), after: dong(after) };
}

/**
 * (now − after) ÷ now in per cent, two decimals, half up; below zero where it grows. Null where there is nothing now: such a
 * share does not exist, and is not 0.
 */
export function cutPercent({ now, after }: Cut): number | null {
  if (now === 0) return null;
  return Number(rounded((BigInt(now) - BigInt(after)) * 10_000n, BigInt(now))) / 100;
}

/** `value` ÷ `by` to the nearest whole, halves away from zero. */
function rounded(value: bigint, by: bigint): bigint {
  const sign = value < 0n ? -1n : 1n;
  return (sign * (sign * value * 2n + by)) / (by * 2n);
}

/** A figure with two decimals at most as a whole number of hundredths: 0.29 is 29, whatever its binary fraction is. */
function hundredthsOf(figure: number): bigint {
  return BigInt(Math.round(figure * 100));
}

function dong(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER))
    throw new RuleBroken('cost-out-of-range', 'chi phí vượt mức tính được', 'the cost is beyond what can be counted');
  return Number(value);
}
