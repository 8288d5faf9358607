import { ProblemError, type Instant } from '@thongsuot/contracts';
import { answeringTask } from '../../domain/plan/coverage';
import { laterThanParent, type LaterDay } from '../../domain/lineage/later-than-parent';
import { takeStance, type Lineage, type StanceOrder } from '../../domain/lineage/lineage';
import { findFollowed } from '../issue-plan/issue-plan';
import { planOf, savePlan } from '../plan-aggregate';
import type { PlanReader, Work } from '../ports';
import type { PlanDoc } from '../records';

/** Decisions about tasks of the plan above, all or none. */
export interface LineageOrder {
  /** Plan above; where it is left out, the one that the plan descends from or says it follows. */
  readonly parentPlanId: string | undefined;
  readonly entries: readonly StanceOrder[];
  readonly by: string;
  readonly at: Instant;
}

/**
 * Records what a plan does with tasks of the plan above.
 *
 * @throws RuleBroken as the domain's `takeStance`
 * @throws ProblemError `not-found` without a plan above, `rule-violated` where the plan named does not stand above
 */
export async function recordLineage(work: Work, doc: PlanDoc, order: LineageOrder): Promise<PlanDoc> {
  const parent = await parentOf(work.plans, doc, order.parentPlanId);
  if (parent === null) {
    throw new ProblemError('not-found', { detail: 'Không tìm thấy kế hoạch cấp trên / There is no plan above' });
  }
  const stands = doc.areaPath.slice(1).includes(parent.areaVersion) || (doc.agency && parent.areaVersion === doc.areaVersion);
  if (!stands || parent.year !== doc.year || parent.state !== 'issued' || parent._id === doc._id) {
    throw new ProblemError('rule-violated', {
      detail: 'Phải là kế hoạch đã ban hành cùng năm của cấp trên / It must be an issued plan of the same year from above',
    });
  }
  // Another plan above is another descent.
  const start = doc.parentPlanId === parent._id ? planOf(doc) : { ...planOf(doc), lineage: [] };
  const who = { by: order.by, at: order.at };
  const plan = order.entries.reduce((current, entry) => takeStance(current, parent.tasks, entry, who), start);
  const next = await savePlan(work, doc, { tasks: plan.tasks, lineage: plan.lineage, parentPlanId: parent._id });
  work.audit({
    actor: order.by,
    action: 'plan-catalog.recordLineage',
    subject: `plan ${doc._id}`,
    detail: { parent: parent._id, tasks: order.entries.length },
  });
  return next;
}

/** The plan above: the one named, the one it descends from, or the one whose number it follows. */
export async function parentOf(stored: PlanReader, doc: PlanDoc, named?: string): Promise<PlanDoc | null> {
  const id = named ?? doc.parentPlanId ?? (await findFollowed(stored, doc));
  return id === null ? null : stored.find(id);
}

/** One task of the plan above with what the plan below makes of it; `proposed` is ours, by its wording, until somebody decides. */
export interface LineageRow {
  readonly parent: PlanDoc['tasks'][number];
  readonly line: Lineage | null;
  readonly proposed: PlanDoc['tasks'][number] | null;
  readonly later: readonly LaterDay[];
}

/** Every task of the plan above, decided or not. */
export function lineageRows(plan: PlanDoc, parent: PlanDoc): LineageRow[] {
  const taken = new Set((plan.lineage ?? []).flatMap((one) => one.taskId ?? []));
  return parent.tasks
    .filter((task) => task.state === 'released')
    .map((task) => {
      const line = plan.lineage?.find((one) => one.parentTaskId === task.id) ?? null;
      const free = plan.tasks.filter((one) => !taken.has(one.id));
      const proposed = line === null ? (answeringTask(task.title, free) ?? null) : null;
      const own = line === null ? proposed : plan.tasks.find((one) => one.id === line.taskId);
      return { parent: task, line, proposed, later: own ? laterThanParent(task.deadlines, own.deadlines) : [] };
    });
}
