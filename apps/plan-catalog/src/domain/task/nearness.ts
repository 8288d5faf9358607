import type { WorkingCalendar } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import { dueOnOf, type Occurrence } from './occurrence';

/** How near the next day of an occurrence is. */
export interface Nearness {
  /** Working days after today up to and with the due day; negative once it has passed, null where no day is set or nothing is left. */
  readonly workingDaysLeft: number | null;
  readonly dueSoon: boolean;
}

/** A dated threshold of `data/plans/alerts.json`. */
export interface DueSoonRule {
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
  readonly workingDays: number;
}

/** @param rules thresholds; without one in force nothing is due soon */
export function nearness(
  occurrence: Occurrence | null,
  today: PlainDate,
  calendar: WorkingCalendar,
  rules: readonly DueSoonRule[],
): Nearness {
  const finished = occurrence === null || occurrence.state === 'completed' || occurrence.state === 'cancelled';
  const dueOn = finished ? null : dueOnOf(occurrence);
  if (dueOn === null) return { workingDaysLeft: null, dueSoon: false };
  const rule = rules.find((one) => one.validFrom <= today && (one.validTo === null || today <= one.validTo));
  const workingDaysLeft = calendar.workingDaysBetween(today, dueOn);
  return { workingDaysLeft, dueSoon: dueOn >= today && rule !== undefined && workingDaysLeft <= rule.workingDays };
}
