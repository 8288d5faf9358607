import type { AreaTree } from '@thongsuot/areas';
import type { Tx } from '@thongsuot/mongo-store';
import { standingLine, occurrenceLine } from '../../adapters/store/task-lines';
import type { PlanDoc, TaskDoc } from '../../adapters/store/documents';
import type { PlanTask } from '../../domain/plan/plan';
import { plannedOccurrences } from '../../domain/task/occurrence';
import { areaWithBelow, unitsAt } from '../areas-of-plans';

/** The pack of this transaction, which has just stored the plan. */
export function packOf(tx: Tx, plan: PlanDoc): string {
  return plan.lastPackId ?? tx.stamp(null);
}

/** The lines with which a task of an issued plan enters the list of tasks. */
export function linesOf(tx: Tx, plan: PlanDoc, tasks: readonly PlanTask[], tree: AreaTree): TaskDoc[] {
  const area = areaWithBelow(tree, tree.byId(plan.areaVersion), plan.year);
  const packId = packOf(tx, plan);
  return tasks.flatMap((task) => {
    const leads = unitsAt(task.leads, area);
    if (task.state === 'withheld') return [standingLine(plan, task, leads, 'withheld')];
    const planned = plannedOccurrences(task.id, task.deadlines);
    if (planned.length === 0) return [standingLine(plan, task, leads, 'waiting')];
    return planned.map((occurrence) => occurrenceLine(plan, task, leads, occurrence, packId));
  });
}
