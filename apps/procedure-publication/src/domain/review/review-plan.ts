import { isPlainDate, type PlainDate } from '@thongsuot/contracts';
import { z } from 'zod';
import { RuleBroken, warning, type Finding } from '../rule-broken';

/** The dated rule on when an approved plan must be sent, `data/procedures/review.json`. */
export const ReviewRules = z.object({
  title: z.string(),
  plans: z.array(
    z.object({
      level: z.enum(['province', 'district', 'commune']),
      validFrom: z.string().transform((text) => text as PlainDate),
      validTo: z
        .string()
        .nullable()
        .transform((text) => text as PlainDate | null),
      /** Day and month of the plan's year before which it is sent. */
      sentBefore: z.object({ month: z.number().int(), day: z.number().int() }),
      legalBasis: z.string(),
      confirmed: z.boolean(),
    }),
  ),
});
export type ReviewRules = z.infer<typeof ReviewRules>;

/** One line of a yearly plan: which procedure or group, who, until when, on which ground, with which product (Điều 30). */
export interface PlanItem {
  readonly id: string;
  readonly title: string;
  readonly procedureCodes: readonly string[];
  readonly doer: string;
  readonly dueOn: PlainDate;
  readonly ground: 'government' | 'own' | 'feedback';
  readonly groundText: string;
  readonly product: string;
}

export interface SendingRule {
  readonly lastDay: PlainDate;
  readonly legalBasis: string;
  readonly confirmed: boolean;
}

/** Last day on which the plan of a year can be sent in time: the day before the one named ("trước ngày 31/01"). */
export function sendingRule(rules: ReviewRules, level: string, year: number): SendingRule | null {
  for (const rule of rules.plans) {
    if (rule.level !== level) continue;
    const before = new Date(Date.UTC(year, rule.sentBefore.month - 1, rule.sentBefore.day));
    const lastDay = new Date(before.getTime() - 86_400_000).toISOString().slice(0, 10);
    if (!isPlainDate(lastDay) || lastDay < rule.validFrom || (rule.validTo !== null && lastDay > rule.validTo)) continue;
    return { lastDay: lastDay as PlainDate, legalBasis: rule.legalBasis, confirmed: rule.confirmed };
  }
  return null;
}

/** How the sending of a plan stands on a day. */
export function sendingFindings(rule: SendingRule | null, sentOn: PlainDate | null, on: PlainDate): Finding[] {
  if (rule === null) return [];
  const late = (sentOn ?? on) > rule.lastDay;
  return [
    ...(late
      ? [
          sentOn === null
            ? warning('plan-not-sent', `quá hạn gửi kế hoạch, hạn ${rule.lastDay}`, `it is not sent, due ${rule.lastDay}`)
            : warning('plan-sent-late', `gửi kế hoạch chậm, hạn ${rule.lastDay}`, `it was sent late, due ${rule.lastDay}`),
        ]
      : []),
    ...(late && !rule.confirmed
      ? [warning('rule-unconfirmed', 'hạn gửi chưa đối chiếu với văn bản', 'the last day is not confirmed by a text')]
      : []),
  ];
}

/** @throws RuleBroken where a plan cannot be carried out as it stands */
export function assertPlan(year: number, items: readonly PlanItem[]): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    if (!item.dueOn.startsWith(String(year)))
      throw new RuleBroken(
        'due-outside-year',
        `thời hạn ${item.dueOn} ngoài năm ${year}`,
        'due outside the year',
        `/items/${index}/dueOn`,
      );
    for (const code of item.procedureCodes) {
      if (seen.has(code))
        throw new RuleBroken(
          'procedure-twice',
          `${code} nêu ở hai dòng`,
          'it stands in two lines',
          `/items/${index}/procedureCodes`,
        );
      seen.add(code);
    }
  });
}

export type ItemState = 'done' | 'done-late' | 'open' | 'overdue';

/**
 * How a line stands on a day: done once every procedure it names was reviewed under it by then (a line that names none, once
 * anything was), late where the last of them came after its day.
 */
export function itemState(
  item: Pick<PlanItem, 'dueOn' | 'procedureCodes'>,
  reviewed: ReadonlyMap<string, PlainDate>,
  on: PlainDate,
): ItemState {
  const days = [...reviewed].filter(([, day]) => day <= on);
  const done = new Map(days);
  const isDone = item.procedureCodes.length > 0 ? item.procedureCodes.every((code) => done.has(code)) : done.size > 0;
  if (!isDone) return on > item.dueOn ? 'overdue' : 'open';
  const wanted =
    item.procedureCodes.length > 0 ? item.procedureCodes.map((code) => done.get(code)) : [days.map(([, day]) => day).sort()[0]];
  return wanted.some((day) => day !== undefined && day > item.dueOn) ? 'done-late' : 'done';
}
