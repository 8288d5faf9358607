import type { Instant } from '@thongsuot/contracts';
import type { PlanTask } from '../plan/plan';
import { RuleBroken } from '../rule-broken';
import { datedLater, laterThanParent } from './later-than-parent';

/** What a plan does with a task of the plan above: takes it as it is, fits it to its unit, or leaves it out with a reason. */
export type Stance = 'adopted' | 'adapted' | 'omitted';

/** One line of descent: a task of the plan above and what became of it here. */
export interface Lineage {
  readonly parentTaskId: string;
  readonly parentRef: string;
  readonly stance: Stance;
  /** Task of this plan that answers to it; null where it is omitted. */
  readonly taskId: string | null;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Instant;
}

/** A task of the plan above, as far as lineage needs it. */
export type ParentTask = Pick<PlanTask, 'id' | 'ref' | 'title' | 'deadlines'>;

/** What somebody decides about one task of the plan above. Tasks are named by id or ref ("VII.2"). */
export interface StanceOrder {
  readonly parentTask: string;
  readonly stance: Stance;
  readonly task?: string | undefined;
  readonly reason?: string | undefined;
}

/** The part of a plan that lineage changes. */
export interface Descended {
  readonly state: 'draft' | 'issued';
  readonly tasks: readonly PlanTask[];
  readonly lineage: readonly Lineage[];
}

/**
 * Records what a plan does with a task of the plan above; a later decision replaces an earlier one. A task that a draft omits
 * stays in it as `omitted` and comes back when it is adopted after all.
 *
 * @throws RuleBroken `parent-task-unknown`, `task-unknown`, `reason-missing`, `task-in-force`, `child-later-than-parent`
 */
export function takeStance<P extends Descended>(
  plan: P,
  parents: readonly ParentTask[],
  order: StanceOrder,
  who: { readonly by: string; readonly at: Instant },
): P {
  const parent = parents.find((one) => one.id === order.parentTask || one.ref === order.parentTask);
  if (parent === undefined) {
    throw new RuleBroken(
      'parent-task-unknown',
      `Kế hoạch cấp trên không có nhiệm vụ ${order.parentTask}`,
      `The plan above has no task ${order.parentTask}`,
    );
  }
  const reason = order.reason?.trim() ?? '';
  const known = plan.lineage.find((one) => one.parentTaskId === parent.id);
  const named = order.task ?? (known?.taskId === null ? omittedTask(plan, parent) : known?.taskId) ?? undefined;
  const task = named === undefined ? undefined : plan.tasks.find((one) => one.id === named || one.ref === named);
  if (order.stance === 'omitted') {
    if (reason === '')
      throw new RuleBroken('reason-missing', 'Phải nêu lý do không đưa nhiệm vụ vào', 'Say why the task is left out');
    if (plan.state === 'issued' && task?.state === 'released') {
      throw new RuleBroken(
        'task-in-force',
        `Nhiệm vụ ${task.ref} đang thực hiện nên không thể bỏ`,
        `Task ${task.ref} is in force and cannot be left out`,
      );
    }
  } else {
    if (task === undefined) {
      throw new RuleBroken(
        'task-unknown',
        `Nêu nhiệm vụ của kế hoạch này đáp ứng nhiệm vụ ${parent.ref}`,
        `Name the task of this plan that answers to task ${parent.ref}`,
      );
    }
    refuseLater(parent, task);
  }
  const entry: Lineage = {
    ...{ parentTaskId: parent.id, parentRef: parent.ref, stance: order.stance, ...who },
    taskId: order.stance === 'omitted' ? null : (task?.id ?? null),
    reason: reason === '' ? null : reason,
  };
  const lineage = [...plan.lineage.filter((one) => one.parentTaskId !== parent.id), entry];
  const shared = (id: string): boolean => lineage.some((one) => one.taskId === id);
  const tasks = plan.tasks.map((one) => {
    if (one.id !== task?.id || plan.state === 'issued') return one;
    if (order.stance !== 'omitted') return one.state === 'omitted' ? { ...one, state: 'draft' as const } : one;
    return shared(one.id) ? one : { ...one, state: 'omitted' as const };
  });
  return { ...plan, tasks, lineage };
}

/** The task that an omission left behind in the draft: it carries the number it had above. */
function omittedTask(plan: Descended, parent: ParentTask): string | undefined {
  return plan.tasks.find((one) => one.state === 'omitted' && one.ref === parent.ref)?.id;
}

/** A correction of a task that was taken over as it was makes it an adapted one. */
export function adaptedBy(lineage: readonly Lineage[], taskId: string, who: Pick<Lineage, 'by' | 'at' | 'reason'>): Lineage[] {
  return lineage.map((one) => (one.taskId === taskId && one.stance === 'adopted' ? { ...one, stance: 'adapted', ...who } : one));
}

function refuseLater(parent: ParentTask, task: PlanTask): void {
  const [first] = datedLater(laterThanParent(parent.deadlines, task.deadlines));
  if (first === undefined) return;
  throw new RuleBroken(
    'child-later-than-parent',
    `Nhiệm vụ ${task.ref} hạn ${first.childDue} muộn hơn hạn ${first.parentDue} của nhiệm vụ ${parent.ref} cấp trên`,
    `Task ${task.ref} is due on ${first.childDue}, later than ${first.parentDue} of task ${parent.ref} above`,
  );
}
