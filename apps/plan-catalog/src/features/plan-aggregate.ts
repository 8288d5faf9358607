import { ProblemError } from '@thongsuot/contracts';
import type { Work } from './ports';
import type { PlanDoc } from './records';
import type { Plan } from '../domain/plan/plan';

/** @throws ProblemError `not-found` */
export async function loadPlan(work: Work, id: string): Promise<PlanDoc> {
  const doc = await work.plans.find(id);
  if (doc === null) throw new ProblemError('not-found');
  return doc;
}

/** The plan as the rules see it. */
export function planOf(doc: PlanDoc): Plan {
  const { _id, state, number, issued, year, tasks, corrections, lineage = [] } = doc;
  return { id: _id, state, number, issued, year, tasks, corrections, lineage };
}

/** Stores a plan as its next revision. @throws ProblemError `conflict` where it moved on in between */
export async function savePlan(work: Work, doc: PlanDoc, change: Partial<PlanDoc>): Promise<PlanDoc> {
  const next: PlanDoc = { ...doc, ...change, rev: doc.rev + 1, lastPackId: work.stamp(doc.lastPackId) };
  await work.plans.replace(next);
  return next;
}
