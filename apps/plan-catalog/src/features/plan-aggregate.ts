import { ProblemError } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { PLANS } from '../adapters/store/collections';
import type { PlanDoc } from '../adapters/store/documents';
import type { Plan } from '../domain/plan/plan';

/** @throws ProblemError `not-found` */
export async function loadPlan(tx: Tx, id: string): Promise<PlanDoc> {
  const doc = await tx.collection<PlanDoc>(PLANS).findOne({ _id: id }, { session: tx.session });
  if (doc === null) throw new ProblemError('not-found');
  return doc;
}

/** The plan as the rules see it. */
export function planOf(doc: PlanDoc): Plan {
  const { _id, state, number, issued, year, tasks, corrections } = doc;
  return { id: _id, state, number, issued, year, tasks, corrections };
}

/** Stores a plan as its next revision. @throws ProblemError `conflict` where it moved on in between */
export async function savePlan(tx: Tx, doc: PlanDoc, change: Partial<PlanDoc>): Promise<PlanDoc> {
  const next: PlanDoc = { ...doc, ...change, rev: doc.rev + 1, lastPackId: tx.stamp(doc.lastPackId) };
  const result = await tx.collection<PlanDoc>(PLANS).replaceOne({ _id: doc._id, rev: doc.rev }, next, { session: tx.session });
  if (result.matchedCount !== 1) throw new ProblemError('conflict');
  return next;
}
