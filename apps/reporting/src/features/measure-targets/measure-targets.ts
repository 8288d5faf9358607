import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import { plainDateOf } from '@thongsuot/calendar';
import type { PlainDate, PlanTarget } from '@thongsuot/contracts';
import type { Cells, CompiledForm } from '../../domain/form';
import { measureTarget, type Measured, type Target } from '../../domain/target';
import type { FigureWindow } from '../../domain/window';
import { answerRollUp, type Figures } from '../answer-roll-up/answer-roll-up';

/** A goal with what is reached. */
export interface MeasuredGoal extends Measured {
  readonly target: PlanTarget;
}

/** What measuring needs. */
export interface MeasureTools {
  readonly figures: Figures;
  readonly tree: AreaTree;
  readonly forms: ReadonlyMap<string, CompiledForm>;
  readonly targets: readonly Target[];
}

/** Measures the goals of a plan on the figures of its area; each form is filled once. */
export async function measureGoals(
  { figures, tree, forms, targets }: MeasureTools,
  goals: readonly PlanTarget[],
  area: AreaVersion,
  window: FigureWindow,
  on: PlainDate,
): Promise<MeasuredGoal[]> {
  const filled = new Map<string, Cells>();
  const measured: MeasuredGoal[] = [];
  for (const goal of goals) {
    const target = targets.find(({ key }) => key === goal.key);
    const form = target && forms.get(target.form);
    if (form && !filled.has(form.form.code)) {
      const { total } = await answerRollUp(figures, tree, { form, area, window, reading: 'as-was', on });
      filled.set(form.form.code, total);
    }
    measured.push({ target: goal, ...measureTarget(target, goal, (form && filled.get(form.form.code)) ?? {}) });
  }
  return measured;
}

/** Everything that is measured, without any goal. */
export async function measureFigures(
  tools: MeasureTools,
  area: AreaVersion,
  window: FigureWindow,
  on: PlainDate,
): Promise<(Pick<Measured, 'numerator' | 'denominator' | 'ratio'> & { readonly key: string; readonly form: string })[]> {
  const anyGoal = { measure: 'percent', label: '-', comparison: 'at-least', percent: 0 } as const;
  const goals = tools.targets.map(({ key }): PlanTarget => ({ ...anyGoal, key }));
  const measured = await measureGoals(tools, goals, area, window, on);
  return measured.map(({ target, numerator, denominator, ratio }) => {
    const form = tools.targets.find(({ key }) => key === target.key)?.form ?? '';
    return { key: target.key, form, numerator, denominator, ratio };
  });
}

/** Year whose plans a window is measured against: the one of its last day, reporting years beginning on 15 December before. */
export function planYearOf(window: FigureWindow): number {
  const { to } = window.period;
  const year = Number(to.slice(0, 4));
  return to >= plainDateOf(year, 12, 15) && window.period.from >= plainDateOf(year, 12, 15) ? year + 1 : year;
}
