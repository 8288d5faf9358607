import { parseDeadlines } from '@thongsuot/calendar';
import { RuleBroken } from '../rule-broken';
import type { Plan, PlanTask, TaskOrigin } from './plan';

/** Sections that hold what is added after a plan was drawn up. */
export const ADDED_SECTIONS: Readonly<Record<string, string>> = { KP: 'Khắc phục tồn tại, hạn chế', BS: 'Nhiệm vụ bổ sung' };

const REMEDIAL: readonly TaskOrigin['kind'][] = ['inspection', 'shortcoming', 'drift'];

/** A task to be added to a plan. */
export interface NewTask {
  readonly id: string;
  readonly title: string;
  readonly leads: readonly string[];
  readonly coordinators: readonly string[];
  readonly products: readonly string[];
  /** Raw wording of its time: "Trước ngày 15/10/2022". */
  readonly time: string;
  readonly origin: TaskOrigin;
}

/**
 * Adds a task to a plan, under "Khắc phục tồn tại, hạn chế" where it puts something right and "Nhiệm vụ bổ sung" otherwise. It
 * counts at once where the plan is in force.
 *
 * @returns the plan as it was where the same fact added its task before
 * @throws RuleBroken `time-unreadable` where the wording gives no time
 */
export function addTask(plan: Plan, given: NewTask): Plan {
  const known = plan.tasks.some((one) => one.origin?.kind === given.origin.kind && one.origin.id === given.origin.id);
  if (known) return plan;
  const { deadlines, findings } = parseDeadlines(given.time, { planYear: plan.year, taskTitle: given.title });
  const unreadable = findings.find((one) => one.severity === 'blocking');
  if (deadlines.length === 0 || unreadable !== undefined) {
    throw new RuleBroken(
      'time-unreadable',
      unreadable?.message.vi ?? `Không đọc được thời hạn "${given.time}"`,
      unreadable?.message.en ?? `The time "${given.time}" cannot be read`,
    );
  }
  const section = REMEDIAL.includes(given.origin.kind) ? 'KP' : 'BS';
  const number = plan.tasks.filter((one) => one.ref.startsWith(`${section}.`)).length + 1;
  const task: PlanTask = {
    ...given,
    ref: `${section}.${number}`,
    deadlines,
    dependsOn: [],
    findings: [],
    state: plan.state === 'issued' ? 'released' : 'draft',
  };
  return { ...plan, tasks: [...plan.tasks, task] };
}
