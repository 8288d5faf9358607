import { z } from 'zod';
import type { Cells } from './form';

/** How the share behind a target of a plan is measured: sums of columns of a form, never a mean of shares. */
export const Target = z.strictObject({
  key: z.string().describe('Key that plans name the target by'),
  label: z.strictObject({ vi: z.string(), en: z.string() }),
  form: z.string(),
  numerator: z.array(z.string()).min(1),
  denominator: z.string(),
});
export type Target = z.infer<typeof Target>;

/** A goal as a plan sets it. */
export interface Goal {
  readonly comparison: 'at-least' | 'at-most';
  readonly percent: number;
}

/** A target measured on figures. */
export interface Measured {
  readonly numerator: number;
  readonly denominator: number;
  /** Numerator ÷ denominator, null where nothing can be divided. */
  readonly ratio: number | null;
  /** `no-data`: the denominator is 0, so the goal is neither met nor missed. */
  readonly state: 'met' | 'missed' | 'no-data';
}

/** Measures a target on cells. The comparison is made in whole numbers: 100 × numerator against percent × denominator. */
export function measureTarget(target: Target, goal: Goal, cells: Cells): Measured {
  const numerator = target.numerator.reduce((sum, key) => sum + (cells[key] ?? 0), 0);
  const denominator = cells[target.denominator] ?? 0;
  if (denominator === 0) return { numerator, denominator, ratio: null, state: 'no-data' };
  const reached = 100 * numerator;
  const wanted = goal.percent * denominator;
  const met = goal.comparison === 'at-least' ? reached >= wanted : reached <= wanted;
  return { numerator, denominator, ratio: numerator / denominator, state: met ? 'met' : 'missed' };
}
