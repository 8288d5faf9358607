import type { PlanTarget } from '@thongsuot/contracts';
import { z } from 'zod';
import type { Cells } from './form';

/** How what a plan's target names is measured: sums of columns of a form, never a mean of shares. */
export const Target = z.strictObject({
  key: z.string().describe('Key that plans name the target by'),
  form: z.string(),
  numerator: z.array(z.string()).min(1),
  denominator: z.string().describe('Of how many; for a count, what it is shown beside'),
});
export type Target = z.infer<typeof Target>;

/** A target measured on figures. */
export interface Measured {
  /** Null where it is not measured or withheld. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Numerator ÷ denominator, null where nothing can be divided. */
  readonly ratio: number | null;
  /** `no-data`: nothing to measure it on, so it is neither met nor missed; `not-measured`: no number measures it. */
  readonly state: 'met' | 'missed' | 'no-data' | 'not-measured';
}

const NOT_MEASURED: Measured = { numerator: null, denominator: null, ratio: null, state: 'not-measured' };

/** Measures a goal on cells. Shares are compared in whole numbers: 100 × numerator against percent × denominator. */
export function measureTarget(target: Target | undefined, goal: PlanTarget, cells: Cells): Measured {
  if (goal.measure === 'text' || target === undefined) return NOT_MEASURED;
  const parts = target.numerator.map((key) => cells[key] ?? null);
  const denominator = cells[target.denominator] ?? null;
  if (parts.includes(null)) return { numerator: null, denominator, ratio: null, state: 'no-data' };
  const numerator = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  if (denominator === null || denominator === 0) return { numerator, denominator, ratio: null, state: 'no-data' };
  const met =
    goal.measure === 'count'
      ? compares(numerator, goal.comparison, goal.count)
      : compares(100 * numerator, goal.comparison, goal.percent * denominator);
  return { numerator, denominator, ratio: numerator / denominator, state: met ? 'met' : 'missed' };
}

function compares(value: number, comparison: 'at-least' | 'more-than' | 'at-most' | 'less-than', goal: number): boolean {
  if (comparison === 'at-least') return value >= goal;
  if (comparison === 'more-than') return value > goal;
  return comparison === 'at-most' ? value <= goal : value < goal;
}
