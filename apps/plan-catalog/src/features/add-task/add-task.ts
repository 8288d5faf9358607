import type { AreaTree } from '@thongsuot/areas';
import type { PlainDate } from '@thongsuot/contracts';
import { addTask as add, type NewTask } from '../../domain/plan/added-task';
import type { PlanTask } from '../../domain/plan/plan';
import { linesOf } from '../issue-plan/release-tasks';
import { newId } from '../new-id';
import { planOf, savePlan } from '../plan-aggregate';
import type { Work } from '../ports';
import type { PlanDoc } from '../records';

/**
 * Adds a task to a plan after it was drawn up; in a plan in force it counts at once. The same fact adds one task.
 *
 * @throws RuleBroken as the domain's `addTask`
 */
export async function addTask(
  work: Work,
  doc: PlanDoc,
  given: Omit<NewTask, 'id'>,
  context: { readonly today: PlainDate; readonly tree: AreaTree },
): Promise<{ readonly plan: PlanDoc; readonly task: PlanTask }> {
  const { tasks } = add(planOf(doc), { ...given, id: newId() });
  const isIt = (task: PlanTask): boolean => task.origin?.kind === given.origin.kind && task.origin.id === given.origin.id;
  const task = tasks.find(isIt);
  if (task === undefined) throw new Error(`plan ${doc._id} did not take the task of ${given.origin.kind} ${given.origin.id}`);
  if (doc.tasks.some(isIt)) return { plan: doc, task };
  const plan = await savePlan(work, doc, { tasks });
  if (plan.state === 'issued') await work.tasks.insert(linesOf(work, plan, [task], context.tree), context.today);
  work.audit({
    actor: given.origin.by,
    action: 'plan-catalog.addTask',
    subject: `plan ${doc._id}`,
    detail: { task: task.ref, origin: given.origin.kind },
  });
  return { plan, task };
}
