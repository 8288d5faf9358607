import type { TaskStateName } from '@thongsuot/contracts';
import { foldedWords } from '../import/text';
import { laterThanParent, type LaterDay } from '../lineage/later-than-parent';
import type { Lineage, Stance } from '../lineage/lineage';
import type { PlanTask } from './plan';
import type { ResponsibleUnit } from './responsible';

/** Whether a unit below has taken a task into its own plan; `by-task`: an agency without a plan, held to the task itself. */
export type CoverageState = 'in-plan' | 'omitted' | 'plan-without-task' | 'draft-plan' | 'no-plan' | 'by-task';

export interface CoverageOfUnit {
  readonly unit: ResponsibleUnit;
  readonly role: 'lead' | 'coordinator';
  readonly state: CoverageState;
  readonly planId: string | null;
  readonly taskRef: string | null;
  readonly status: TaskStateName | null;
  /** What the plan of the unit decided; null where nobody has, or the task was found by its wording. */
  readonly stance: Stance | null;
  readonly reason: string | null;
  readonly later: readonly LaterDay[];
}

/** The plan of a unit below, for the same year. */
export interface PlanBelow {
  readonly id: string;
  readonly areaVersion: string;
  readonly agency: string | null;
  readonly state: 'draft' | 'issued';
  readonly tasks: readonly Pick<PlanTask, 'id' | 'ref' | 'title' | 'deadlines'>[];
  readonly lineage: readonly Lineage[];
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

/**
 * One cell of parent task × unit below. What the unit's plan decided about the task counts first; a plan that says nothing
 * about it is searched for the nearest wording.
 *
 * @param statuses the states of a task's occurrences by its id
 */
export function coverageOf(
  task: Pick<PlanTask, 'id' | 'title' | 'deadlines'>,
  unit: ResponsibleUnit,
  role: CoverageOfUnit['role'],
  own: { readonly areaVersion: string; readonly plans: readonly PlanBelow[] },
  statuses: ReadonlyMap<string, readonly TaskStateName[]>,
): CoverageOfUnit {
  const cell = { unit, role, planId: null, taskRef: null, status: null, stance: null, reason: null, later: [] };
  const plans = own.plans.filter((plan) => plan.areaVersion === unit.areaVersion && plan.agency === unit.agency);
  const issued = plans.filter((plan) => plan.state === 'issued');
  for (const plan of [...issued, ...plans.filter((one) => one.state === 'draft')]) {
    const line = plan.lineage.find((one) => one.parentTaskId === task.id);
    if (line === undefined) continue;
    const { stance, reason } = line;
    if (stance === 'omitted') return { ...cell, state: 'omitted', planId: plan.id, stance, reason };
    const answer = plan.tasks.find((one) => one.id === line.taskId);
    if (answer === undefined) continue;
    return { ...cell, ...answered(task, answer, plan, statuses), stance, reason };
  }
  for (const plan of issued) {
    const answer = answeringTask(task.title, plan.tasks);
    if (answer !== undefined) return { ...cell, ...answered(task, answer, plan, statuses) };
  }
  if (issued[0] !== undefined) return { ...cell, state: 'plan-without-task', planId: issued[0].id };
  if (plans[0] !== undefined) return { ...cell, state: 'draft-plan', planId: plans[0].id };
  if (unit.areaVersion !== own.areaVersion) return { ...cell, state: 'no-plan' };
  return { ...cell, state: 'by-task', status: worstState(statuses.get(task.id) ?? []) };
}

function answered(
  task: Pick<PlanTask, 'deadlines'>,
  answer: PlanBelow['tasks'][number],
  plan: PlanBelow,
  statuses: ReadonlyMap<string, readonly TaskStateName[]>,
): Pick<CoverageOfUnit, 'state' | 'planId' | 'taskRef' | 'status' | 'later'> {
  return {
    state: plan.state === 'issued' ? 'in-plan' : 'draft-plan',
    planId: plan.id,
    taskRef: answer.ref,
    status: worstState(statuses.get(answer.id) ?? []),
    later: laterThanParent(task.deadlines, answer.deadlines),
  };
}
