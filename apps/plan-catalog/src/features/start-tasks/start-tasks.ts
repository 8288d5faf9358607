import { vietnamCalendar, yearOf } from '@thongsuot/calendar';
import type { AreaTree } from '@thongsuot/areas';
import type { PlainDate } from '@thongsuot/contracts';
import type { Work } from '../ports';
import { WAITING_KEY, type PlanDoc, type TaskDoc } from '../records';
import { occurrenceLine } from '../task-lines';
import type { PlanTask } from '../../domain/plan/plan';
import { triggeredOccurrence, type Trigger } from '../../domain/task/occurrence';
import { tick } from '../../domain/task/transitions';
import { areaWithBelow, unitsAt } from '../areas-of-plans';

const calendar = vietnamCalendar();

/** The plans in force of the committees of these area versions in the year of a day; agencies' own plans are not among them. */
export async function plansInForce(work: Work, areaVersions: readonly string[], on: PlainDate): Promise<PlanDoc[]> {
  const plans = await work.plans.ofAreas(areaVersions, yearOf(on));
  return plans.filter((plan) => plan.state === 'issued' && plan.agency === undefined);
}

/**
 * Opens the occurrence of one trigger for each of these tasks; a task that the same trigger opened before stays as it is.
 *
 * @throws RuleBroken `task-not-triggerable`
 * @returns the lines opened
 */
export async function startTasks(
  work: Work,
  plan: PlanDoc,
  tasks: readonly PlanTask[],
  trigger: Trigger,
  context: { readonly today: PlainDate; readonly tree: AreaTree },
): Promise<TaskDoc[]> {
  const { today, tree } = context;
  const area = areaWithBelow(tree, tree.byId(plan.areaVersion), plan.year);
  const opened: TaskDoc[] = [];
  for (const task of tasks) {
    const known = await work.tasks.find(task.id, trigger.id);
    const before = known?.occurrence ? [known.occurrence] : [];
    const waiting = triggeredOccurrence(task.id, task.deadlines, before, trigger, calendar);
    if (waiting === undefined) continue;
    const occurrence = tick([waiting], today)[0]?.changes[0]?.after ?? waiting;
    opened.push(occurrenceLine(plan, task, unitsAt(task.leads, area), occurrence, work.stamp(plan.lastPackId)));
    await work.tasks.remove(task.id, WAITING_KEY);
  }
  await work.tasks.insert(opened, today);
  return opened;
}
