import type { AreaTree } from '@thongsuot/areas';
import type { PlainDate, TaskCompleted } from '@thongsuot/contracts';
import { isNear } from '../../domain/task/near';
import type { Work } from '../ports';
import type { PlanDoc } from '../records';
import { recordShare, sharesOf } from './record-share';

/**
 * A task that a unit finished in its own plan finishes its share of the task above which it descends from, in the occurrence
 * of the same period (or the only one). What the unit told by hand before stays.
 *
 * @returns whether a share was recorded
 */
export async function shareByDescent(
  work: Work,
  { after }: TaskCompleted,
  context: { readonly today: PlainDate; readonly at: string; readonly tree: AreaTree },
): Promise<boolean> {
  const completedOn = after?.completedOn ?? null;
  if (after === null || completedOn === null || !isNear(completedOn, context.today)) return false;
  const plan = await work.plans.find(after.planId);
  const descent = plan?.lineage?.find((one) => one.taskId === after.taskId);
  if (!plan || descent === undefined || descent.stance === 'omitted') return false;
  const line = await work.tasks.find(descent.parentTaskId, after.occurrence);
  if (!line?.occurrence || line.status === 'completed' || line.status === 'cancelled') return false;
  const unit = unitOf(plan);
  const share = sharesOf(line, await work.shares.ofLine(line._id), context.tree).find(
    (one) => one.role === 'lead' && one.unit.areaVersion === unit.areaVersion && one.unit.agency === unit.agency,
  );
  if (share === undefined || share.doneOn !== null) return false;
  const evidence = plan.number === null ? undefined : `${plan.number}, ${after.sectionNumber}.${after.number}`;
  const act = { by: 'plan-catalog', at: context.at, on: completedOn };
  const change = { done: true, byTaskId: after.taskId, ...(share.evidence === null ? { evidence } : {}) };
  await recordShare(work, line, { unit, role: 'lead', change }, act, context.tree);
  return true;
}

function unitOf(plan: PlanDoc): { readonly areaVersion: PlanDoc['areaVersion']; readonly agency: string | null } {
  return { areaVersion: plan.areaVersion, agency: plan.agency?.slug ?? null };
}
