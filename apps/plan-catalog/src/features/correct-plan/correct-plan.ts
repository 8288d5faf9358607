import type { AreaTree } from '@thongsuot/areas';
import { ProblemError, type PlainDate } from '@thongsuot/contracts';
import type { Work } from '../ports';
import { WAITING_KEY, WITHHELD_KEY, type PlanDoc } from '../records';
import { occurrenceLine } from '../task-lines';
import { lineageFindings } from '../../domain/lineage/later-than-parent';
import type { Lineage } from '../../domain/lineage/lineage';
import { BlockingFindings, correctTask, isBlocked, type Change, type Correction, type PlanTask } from '../../domain/plan/plan';
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
export async function applyCorrection(work: Work, doc: PlanDoc, order: CorrectionOrder, tree: AreaTree): Promise<PlanDoc> {
  const { by, at, reason } = order;
  const plan = correctTask(planOf(doc), order.task, order.change, { by, at, reason });
  const correction = plan.corrections.at(-1);
  const before = doc.tasks.find((one) => one.id === correction?.taskId);
  const task = plan.tasks.find((one) => one.id === correction?.taskId);
  if (correction === undefined || before === undefined || task === undefined) throw new ProblemError('not-found');
  await refuseLaterThanAbove(work, doc, plan.lineage, task);
  if (before.state === 'released' && isBlocked(task)) {
    throw new ProblemError('rule-violated', {
      detail: 'Thời hạn mới của nhiệm vụ đang thực hiện phải đọc được / The new time of a task in force must be readable',
    });
  }
  const next = await savePlan(work, doc, {
    tasks: plan.tasks,
    corrections: [...doc.corrections, { ...correction, demonstration: order.demonstration }],
    ...(doc.lineage === undefined ? {} : { lineage: plan.lineage }),
  });
  if (before.state === 'withheld' && task.state === 'released') await release(work, next, task, order, tree);
  else if (task.state === 'released') await adapt(work, next, task, order, tree);
  else if (task.state === 'withheld') await rename(work, next, task, tree);
  work.audit({
    actor: by,
    action: 'plan-catalog.correctPlan',
    subject: `plan ${next._id}`,
    detail: { task: task.ref, field: order.change.field },
  });
  return next;
}

/** A day that has been fitted to the plan above may not be corrected to a later one. */
async function refuseLaterThanAbove(work: Work, doc: PlanDoc, lineage: readonly Lineage[], task: PlanTask): Promise<void> {
  if (doc.parentPlanId === undefined || task.state === 'withheld' || isBlocked(task)) return;
  const parent = await work.plans.find(doc.parentPlanId);
  const findings = lineageFindings(
    lineage.filter((one) => one.taskId === task.id),
    [task],
    parent?.tasks ?? [],
  ).filter((one) => one.severity === 'blocking');
  if (findings.length > 0) throw new BlockingFindings(findings);
}

async function release(work: Work, plan: PlanDoc, task: PlanTask, order: CorrectionOrder, tree: AreaTree): Promise<void> {
  await work.tasks.remove(task.id, WITHHELD_KEY);
  await work.tasks.insert(linesOf(work, plan, [task], tree), order.today);
}

async function adapt(work: Work, plan: PlanDoc, task: PlanTask, order: CorrectionOrder, tree: AreaTree): Promise<void> {
  const leadUnits = unitsAt(task.leads, areaWithBelow(tree, tree.byId(plan.areaVersion), plan.year));
  await rename(work, plan, task, tree);
  if (order.change.field !== 'time') return;
  const lines = await work.tasks.ofTask(task.id);
  const existing = lines.flatMap((line) => line.occurrence ?? []);
  const { added, changed } = replan(existing, plannedOccurrences(task.id, task.deadlines), order.today);
  const moves = changed.flatMap(({ before, after }) => {
    const line = lines.find((one) => one.key === before.key);
    return line === undefined
      ? []
      : [{ line, moved: { occurrence: after, changes: [{ type: 'task.due' as const, on: order.today, before, after }] } }];
  });
  await work.tasks.save(moves);
  if (added.length > 0) {
    await work.tasks.remove(task.id, WAITING_KEY);
  }
  const packId = packOf(work, plan);
  await work.tasks.insert(
    added.map((one) => occurrenceLine(plan, task, leadUnits, one, packId)),
    order.today,
  );
}

/** The list shows the corrected words at once. */
async function rename(work: Work, plan: PlanDoc, task: PlanTask, tree: AreaTree): Promise<void> {
  const leadUnits = unitsAt(task.leads, areaWithBelow(tree, tree.byId(plan.areaVersion), plan.year));
  const { title, leads, coordinators, products } = task;
  await work.tasks.reword(task.id, { title, leads, leadUnits, coordinators, products });
}
