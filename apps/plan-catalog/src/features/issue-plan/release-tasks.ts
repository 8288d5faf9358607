import type { AreaTree } from '@thongsuot/areas';
import type { Work } from '../ports';
import { standingLine, occurrenceLine } from '../task-lines';
import type { PlanDoc, TaskDoc } from '../records';
import type { PlanTask } from '../../domain/plan/plan';
import { plannedOccurrences } from '../../domain/task/occurrence';
import { areaWithBelow, unitsAt } from '../areas-of-plans';

/** The pack of this transaction, which has just stored the plan. */
export function packOf(work: Work, plan: PlanDoc): string {
  return plan.lastPackId ?? work.stamp(null);
}

/** The lines with which a task of an issued plan enters the list of tasks. */
export function linesOf(work: Work, plan: PlanDoc, tasks: readonly PlanTask[], tree: AreaTree): TaskDoc[] {
  const area = areaWithBelow(tree, tree.byId(plan.areaVersion), plan.year);
  const packId = packOf(work, plan);
  const counting = tasks.filter((task) => task.state !== 'omitted');
  return counting.flatMap((task) => {
    const leads = unitsAt(task.leads, area);
    if (task.state === 'withheld') return [standingLine(plan, task, leads, 'withheld')];
    const planned = plannedOccurrences(task.id, task.deadlines);
    if (planned.length === 0) return [standingLine(plan, task, leads, 'waiting')];
    return planned.map((occurrence) => occurrenceLine(plan, task, leads, occurrence, packId));
  });
}
