import type { PlainDate, ReviewPlanView } from '@thongsuot/contracts';
import { itemState, sendingFindings, type ItemState, type PlanItem, type SendingRule } from '../../domain/review/review-plan';
import { RuleBroken } from '../../domain/rule-broken';
import type { RegisterEntry } from '../register-entry';

export interface PlanDoc extends RegisterEntry {
  readonly year: number;
  readonly state: ReviewPlanView['state'];
  readonly number: string | null;
  readonly approvedOn: PlainDate | null;
  readonly sentOn: PlainDate | null;
  readonly items: readonly PlanItem[];
}

/** What was reviewed under a line of a plan: procedures with the first day each was. */
export type Reviewed = ReadonlyMap<string, ReadonlyMap<string, PlainDate>>;

/** Reviews of one plan by line. A procedure is reviewed from the day of its first review on. */
export function reviewedUnder(
  reviews: readonly { planItemId: string | null; recordedOn: PlainDate; items: readonly { procedureCode: string }[] }[],
): Reviewed {
  const lines = new Map<string, Map<string, PlainDate>>();
  for (const { planItemId, recordedOn, items } of reviews) {
    if (planItemId === null) continue;
    const line = lines.get(planItemId) ?? new Map<string, PlainDate>();
    for (const { procedureCode } of items) {
      const known = line.get(procedureCode);
      if (known === undefined || recordedOn < known) line.set(procedureCode, recordedOn);
    }
    lines.set(planItemId, line);
  }
  return lines;
}

/** @throws RuleBroken `plan-approved` */
export function assertDraft(plan: PlanDoc): void {
  if (plan.state !== 'draft')
    throw new RuleBroken('plan-approved', 'kế hoạch đã phê duyệt, không sửa được', 'it is approved and stays as it is');
}

/** @throws RuleBroken where it is approved already, or on a day to come */
export function approve(plan: PlanDoc, number: string, approvedOn: PlainDate, today: PlainDate): PlanDoc {
  assertDraft(plan);
  if (approvedOn > today) throw new RuleBroken('in-future', 'ngày phê duyệt sau hôm nay', 'it lies after today', '/approvedOn');
  return { ...plan, state: 'approved', number, approvedOn };
}

/** @throws RuleBroken where it is not approved, or sent before it was, or on a day to come */
export function send(plan: PlanDoc, sentOn: PlainDate, today: PlainDate): PlanDoc {
  if (plan.state !== 'approved' || plan.approvedOn === null)
    throw new RuleBroken('plan-not-approved', 'chỉ gửi kế hoạch đã phê duyệt, một lần', 'an approved plan is sent, once');
  if (sentOn > today || sentOn < plan.approvedOn)
    throw new RuleBroken('wrong-day', 'ngày gửi sau hôm nay hoặc trước ngày phê duyệt', 'a wrong day of sending', '/sentOn');
  return { ...plan, state: 'sent', sentOn };
}

export function planView(plan: PlanDoc, reviewed: Reviewed, sendBy: SendingRule | null, on: PlainDate): ReviewPlanView {
  const { _id, rev, unit, year, state, number, approvedOn, sentOn } = plan;
  return {
    ...{ id: _id, revision: rev, unit, year, state, number, approvedOn, sentOn, sendBy },
    items: plan.items.map((item) => {
      const done = reviewed.get(item.id) ?? new Map<string, PlainDate>();
      const codes = [...done].filter(([, day]) => day <= on).map(([code]) => code);
      return { ...item, procedureCodes: [...item.procedureCodes], state: itemState(item, done, on), reviewed: codes.sort() };
    }),
    findings: sendingFindings(sendBy, sentOn, on),
  };
}

/** How the lines that fall due in a period stood on a day. */
export function countLines(
  plans: readonly PlanDoc[],
  reviewed: Reviewed,
  period: { from: PlainDate; to: PlainDate },
  on: PlainDate,
): Record<'lines' | 'done' | 'doneLate' | 'open' | 'overdue', number> {
  const counts: Record<ItemState, number> = { done: 0, 'done-late': 0, open: 0, overdue: 0 };
  const due = plans.flatMap(({ items }) => items).filter(({ dueOn }) => dueOn >= period.from && dueOn <= period.to);
  for (const item of due) counts[itemState(item, reviewed.get(item.id) ?? new Map(), on)]++;
  return { lines: due.length, done: counts.done, doneLate: counts['done-late'], open: counts.open, overdue: counts.overdue };
}
