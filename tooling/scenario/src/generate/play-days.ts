import { addDays, vietnamCalendar } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import type { Quarter } from './quarters';

/** Working days between two pushes of the handling system. Reactions look back a week, so it must stay well below that. */
const DAYS_BETWEEN_PUSHES = 4;

/** One day of the play. */
export interface PlayDay {
  readonly day: PlainDate;
  /** A sync file is sent at the end of this day. */
  readonly pushes: boolean;
}

/**
 * Working days of a quarter, its first and last day included, on which the scenario's clock stops. Days of rest are passed
 * over: what falls due on them is found on the next stop, as the services would find it after any pause.
 */
export function playDaysOf({ from, end }: Quarter): PlayDay[] {
  const calendar = vietnamCalendar();
  const days: PlainDate[] = [];
  for (let day = from; day <= end; day = addDays(day, 1)) {
    if (day === from || day === end || calendar.isWorkingDay(day)) days.push(day);
  }
  return days.map((day, index) => ({ day, pushes: index % DAYS_BETWEEN_PUSHES === 0 || index === days.length - 1 }));
}
