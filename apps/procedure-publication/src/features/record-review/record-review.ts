import { Uuid, type NewReview, type PlainDate, type ReviewRecorded, type ReviewView } from '@thongsuot/contracts';
import { cutPercent } from '../../domain/review/compliance-cost';
import { assertRecordedOn, assertSheet, costOf, findingsOf, textsOf, type ReviewItem } from '../../domain/review/review-sheet';
import { RuleBroken } from '../../domain/rule-broken';
import type { PlanDoc } from '../plan-reviews/plan-reviews';
import type { RegisterEntry } from '../register-entry';

export interface ReviewDoc extends RegisterEntry {
  readonly planId: string | null;
  readonly planItemId: string | null;
  readonly subject: string;
  readonly recordedOn: PlainDate;
  readonly taskId: string | null;
  readonly items: readonly ReviewItem[];
}

export type ReviewContent = Pick<ReviewDoc, 'subject' | 'recordedOn' | 'items'>;

/** @throws RuleBroken where the review contradicts itself, or lies in the future */
export function assertReview({ recordedOn, items }: ReviewContent, today: PlainDate): void {
  assertRecordedOn(recordedOn, today);
  assertSheet(items);
}

/** @throws RuleBroken where the line of the plan that a review names is none of an approved plan of its area or of one above */
export function assertOfPlan({ planItemId, items }: NewReview, areaPath: readonly string[], plan: PlanDoc | null): void {
  const refuse = (code: string, vi: string, en: string): never => {
    throw new RuleBroken(code, vi, en, '/planItemId');
  };
  if (plan === null) return refuse('plan-unknown', 'không có kế hoạch này', 'there is no such plan');
  if (!areaPath.includes(plan.unit.areaVersion))
    refuse('plan-of-another-area', 'kế hoạch của địa bàn khác', 'it is the plan of another area');
  if (plan.state === 'draft') refuse('plan-not-approved', 'kế hoạch chưa được phê duyệt', 'the plan is not approved');
  const line = plan.items.find(({ id }) => id === planItemId);
  if (!line) return refuse('plan-item-unknown', 'kế hoạch không có dòng này', 'the plan has no such line');
  const outside = items.find(
    ({ procedureCode }) => line.procedureCodes.length > 0 && !line.procedureCodes.includes(procedureCode),
  );
  if (outside) refuse('not-in-plan-item', `${outside.procedureCode} không thuộc dòng này`, 'the line does not name it');
}

/** The fact that a review, or a later revision of it, tells the others. */
export function reviewFact({ _id, rev, unit, recordedOn, taskId, items }: ReviewDoc): ReviewRecorded {
  return {
    reviewId: Uuid.parse(_id),
    revision: rev,
    unit: { areaVersion: unit.areaVersion, agency: unit.agency },
    recordedOn,
    taskId,
    items: items.map((item) => {
      const { year } = costOf(item);
      return { procedureCode: item.procedureCode, option: item.option, costBefore: year.now, costAfter: year.after };
    }),
    documentsToAmend: textsOf(items).length,
  };
}

export function reviewView({ _id, rev, unit, planId, planItemId, subject, recordedOn, taskId, items }: ReviewDoc): ReviewView {
  return {
    ...{ id: _id, revision: rev, unit, planId, planItemId, subject, recordedOn, taskId },
    items: items.map((item) => {
      const { performance, year } = costOf(item);
      const { now, after } = year.now === null ? performance : year;
      const share = now === null || after === null ? null : cutPercent({ now, after });
      return { ...editable(item), cost: { performance, year, cutPercent: share } };
    }),
    textsToChange: textsOf(items),
    findings: findingsOf(items),
  };
}

/** The same item with the arrays of the contract, which are not read-only. */
function editable(item: ReviewItem): Omit<ReviewView['items'][number], 'cost'> {
  const table = (given: ReviewItem['before']): ReviewView['items'][number]['before'] =>
    given && { ...given, steps: given.steps.map((step) => ({ ...step })) };
  return {
    ...item,
    criteria: { ...item.criteria },
    frequency: item.frequency && { ...item.frequency },
    before: table(item.before),
    after: table(item.after),
    textsToChange: [...item.textsToChange],
  };
}
