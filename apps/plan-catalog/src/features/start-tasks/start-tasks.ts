import { vietnamCalendar, yearOf } from '@thongsuot/calendar';
import type { AreaTree } from '@thongsuot/areas';
import type { PlainDate } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { PLANS, TASKS } from '../../adapters/store/collections';
import { WAITING_KEY, type PlanDoc, type TaskDoc } from '../../adapters/store/documents';
import { occurrenceLine } from '../../adapters/store/task-lines';
import { insertLines } from '../../adapters/store/task-writes';
import type { PlanTask } from '../../domain/plan/plan';
import { triggeredOccurrence, type Trigger } from '../../domain/task/occurrence';
import { tick } from '../../domain/task/transitions';
import { areaWithBelow, unitsAt } from '../areas-of-plans';

const calendar = vietnamCalendar();

/** The plans in force of these area versions in the year of a day. */
export async function plansInForce(tx: Tx, areaVersions: readonly string[], on: PlainDate): Promise<PlanDoc[]> {
  if (areaVersions.length === 0) return [];
  const plans = await tx
    .collection<PlanDoc>(PLANS)
    .find({ areaVersion: { $in: [...new Set(areaVersions)] }, year: yearOf(on) } as object, { session: tx.session })
    .toArray();
  return plans.filter((plan) => plan.state === 'issued');
}

/**
 * Opens the occurrence of one trigger for each of these tasks; a task that the same trigger opened before stays as it is.
 *
 * @throws RuleBroken `task-not-triggerable`
 * @returns the lines opened
 */
export async function startTasks(
  tx: Tx,
  plan: PlanDoc,
  tasks: readonly PlanTask[],
  trigger: Trigger,
  context: { readonly today: PlainDate; readonly tree: AreaTree },
): Promise<TaskDoc[]> {
  const { today, tree } = context;
  const lines = tx.collection<TaskDoc>(TASKS);
  const area = areaWithBelow(tree, tree.byId(plan.areaVersion), plan.year);
  const opened: TaskDoc[] = [];
  for (const task of tasks) {
    const known = await lines.findOne({ _id: `${task.id}:${trigger.id}` }, { session: tx.session });
    const before = known?.occurrence ? [known.occurrence] : [];
    const waiting = triggeredOccurrence(task.id, task.deadlines, before, trigger, calendar);
    if (waiting === undefined) continue;
    const occurrence = tick([waiting], today)[0]?.changes[0]?.after ?? waiting;
    opened.push(occurrenceLine(plan, task, unitsAt(task.leads, area), occurrence, tx.stamp(plan.lastPackId)));
    await lines.deleteOne({ _id: `${task.id}:${WAITING_KEY}` }, { session: tx.session });
  }
  await insertLines(tx, opened, today);
  return opened;
}
