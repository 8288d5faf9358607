import type { TaskStateName } from '@thongsuot/contracts';
import { foldedWords } from '../import/text';
import type { PlanTask } from './plan';
import type { ResponsibleUnit } from './responsible';

/** Whether a unit below has taken a task into its own plan; `by-task`: an agency, held to the task itself. */
export type CoverageState = 'in-plan' | 'plan-without-task' | 'draft-plan' | 'no-plan' | 'by-task';

export interface CoverageOfUnit {
  readonly unit: ResponsibleUnit;
  readonly role: 'lead' | 'coordinator';
  readonly state: CoverageState;
  readonly planId: string | null;
  readonly taskRef: string | null;
  readonly status: TaskStateName | null;
}

/** The plan of an area below, for the same year. */
export interface PlanBelow {
  readonly id: string;
  readonly areaVersion: string;
  readonly state: 'draft' | 'issued';
  readonly tasks: readonly Pick<PlanTask, 'id' | 'ref' | 'title'>[];
}

/** Share of the shorter title's words that both must have to be about the same work. */
const SAME_MIN = 0.6;
const URGENCY: readonly TaskStateName[] = ['overdue', 'open', 'withheld', 'waiting', 'completed', 'cancelled'];

/** The state that decides for several occurrences: the most urgent one. */
export function worstState(states: readonly TaskStateName[]): TaskStateName | null {
  return URGENCY.find((state) => states.includes(state)) ?? null;
}

/** The task of a plan below whose wording is closest to a task above, if close enough to be about the same work. */
export function answeringTask<T extends { readonly title: string }>(title: string, tasks: readonly T[]): T | undefined {
  const words = new Set(foldedWords(title));
  const scored = tasks.map((task) => {
    const own = new Set(foldedWords(task.title));
    const common = [...own].filter((word) => words.has(word)).length;
    return { task, share: common / Math.max(1, Math.min(own.size, words.size)) };
  });
  return scored.filter(({ share }) => share >= SAME_MIN).sort((a, b) => b.share - a.share)[0]?.task;
}

/** One cell of parent task × child unit. `statuses` gives the states of a task's occurrences by its id. */
export function coverageOf(
  task: Pick<PlanTask, 'id' | 'title'>,
  unit: ResponsibleUnit,
  role: CoverageOfUnit['role'],
  own: { readonly areaVersion: string; readonly plans: readonly PlanBelow[] },
  statuses: ReadonlyMap<string, readonly TaskStateName[]>,
): CoverageOfUnit {
  const cell = { unit, role, planId: null, taskRef: null, status: null };
  if (unit.areaVersion === own.areaVersion) return { ...cell, state: 'by-task', status: worstState(statuses.get(task.id) ?? []) };
  const plans = own.plans.filter((plan) => plan.areaVersion === unit.areaVersion);
  const issued = plans.filter((plan) => plan.state === 'issued');
  for (const plan of issued) {
    const answer = answeringTask(task.title, plan.tasks);
    if (answer === undefined) continue;
    return {
      ...cell,
      state: 'in-plan',
      planId: plan.id,
      taskRef: answer.ref,
      status: worstState(statuses.get(answer.id) ?? []),
    };
  }
  if (issued[0] !== undefined) return { ...cell, state: 'plan-without-task', planId: issued[0].id };
  return plans[0] === undefined ? { ...cell, state: 'no-plan' } : { ...cell, state: 'draft-plan', planId: plans[0].id };
}
