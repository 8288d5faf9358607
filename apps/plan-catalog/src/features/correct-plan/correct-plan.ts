import type { AreaTree } from '@thongsuot/areas';
import { ProblemError, type PlainDate } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { TASKS } from '../../adapters/store/collections';
import { WAITING_KEY, WITHHELD_KEY, type PlanDoc, type TaskDoc } from '../../adapters/store/documents';
import { occurrenceLine } from '../../adapters/store/task-lines';
import { insertLines, saveMoved } from '../../adapters/store/task-writes';
import { correctTask, isBlocked, type Change, type Correction, type PlanTask } from '../../domain/plan/plan';
import { plannedOccurrences } from '../../domain/task/occurrence';
import { replan } from '../../domain/task/replan';
import { areaWithBelow, unitsAt } from '../areas-of-plans';
import { linesOf, packOf } from '../issue-plan/release-tasks';
import { planOf, savePlan } from '../plan-aggregate';

/** Who corrects what, when and why. */
export interface CorrectionOrder {
  readonly task: string;
  readonly change: Change;
  readonly reason: string;
  readonly demonstration: boolean;
  readonly by: string;
  readonly at: Correction['at'];
  readonly today: PlainDate;
}

/**
 * Corrects a task and carries the correction to the list of tasks: a withheld task that nothing blocks any more is
 * released, a task in force takes its new days.
 *
 * @throws RuleBroken as the domain's `correctTask`
 * @throws ProblemError `rule-violated` where the new time of a task in force cannot be read
 */
export async function applyCorrection(tx: Tx, doc: PlanDoc, order: CorrectionOrder, tree: AreaTree): Promise<PlanDoc> {
  const { by, at, reason } = order;
  const plan = correctTask(planOf(doc), order.task, order.change, { by, at, reason });
  const correction = plan.corrections.at(-1);
  const before = doc.tasks.find((one) => one.id === correction?.taskId);
  const task = plan.tasks.find((one) => one.id === correction?.taskId);
  if (correction === undefined || before === undefined || task === undefined) throw new ProblemError('not-found');
  if (before.state === 'released' && isBlocked(task)) {
    throw new ProblemError('rule-violated', {
      detail: 'Thời hạn mới của nhiệm vụ đang thực hiện phải đọc được / The new time of a task in force must be readable',
    });
  }
  const next = await savePlan(tx, doc, {
    tasks: plan.tasks,
    corrections: [...doc.corrections, { ...correction, demonstration: order.demonstration }],
  });
  if (before.state === 'withheld' && task.state === 'released') await release(tx, next, task, order, tree);
  else if (task.state === 'released') await adapt(tx, next, task, order, tree);
  else if (task.state === 'withheld') await rename(tx, next, task, tree);
  tx.audit({
    actor: by,
    action: 'plan-catalog.correctPlan',
    subject: `plan ${next._id}`,
    detail: { task: task.ref, field: order.change.field },
  });
  return next;
}

async function release(tx: Tx, plan: PlanDoc, task: PlanTask, order: CorrectionOrder, tree: AreaTree): Promise<void> {
  await tx.collection<TaskDoc>(TASKS).deleteOne({ _id: `${task.id}:${WITHHELD_KEY}` }, { session: tx.session });
  await insertLines(tx, linesOf(tx, plan, [task], tree), order.today);
}

async function adapt(tx: Tx, plan: PlanDoc, task: PlanTask, order: CorrectionOrder, tree: AreaTree): Promise<void> {
  const leadUnits = unitsAt(task.leads, areaWithBelow(tree, tree.byId(plan.areaVersion), plan.year));
  await rename(tx, plan, task, tree);
  if (order.change.field !== 'time') return;
  const lines = await tx.collection<TaskDoc>(TASKS).find({ taskId: task.id }, { session: tx.session }).toArray();
  const existing = lines.flatMap((line) => line.occurrence ?? []);
  const { added, changed } = replan(existing, plannedOccurrences(task.id, task.deadlines), order.today);
  const moves = changed.flatMap(({ before, after }) => {
    const line = lines.find((one) => one.key === before.key);
    return line === undefined
      ? []
      : [{ line, moved: { occurrence: after, changes: [{ type: 'task.due' as const, on: order.today, before, after }] } }];
  });
  await saveMoved(tx, moves);
  if (added.length > 0) {
    await tx.collection<TaskDoc>(TASKS).deleteOne({ _id: `${task.id}:${WAITING_KEY}` }, { session: tx.session });
  }
  const packId = packOf(tx, plan);
  await insertLines(
    tx,
    added.map((one) => occurrenceLine(plan, task, leadUnits, one, packId)),
    order.today,
  );
}

/** The list shows the corrected words at once. */
async function rename(tx: Tx, plan: PlanDoc, task: PlanTask, tree: AreaTree): Promise<void> {
  const leadUnits = unitsAt(task.leads, areaWithBelow(tree, tree.byId(plan.areaVersion), plan.year));
  const { title, leads, coordinators, products } = task;
  await tx
    .collection<TaskDoc>(TASKS)
    .updateMany({ taskId: task.id }, { $set: { title, leads, leadUnits, coordinators, products } }, { session: tx.session });
}
