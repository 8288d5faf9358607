import { PlainDate } from '@thongsuot/contracts';

const DAY_MS = 86_400_000;

function shift(day: PlainDate, days: number): PlainDate {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, date) + days * DAY_MS).toISOString().slice(0, 10) as PlainDate;
}

/** The day before `day`. */
export function dayBefore(day: PlainDate): PlainDate {
  return shift(day, -1);
}

/** The day after `day`. */
export function dayAfter(day: PlainDate): PlainDate {
  return shift(day, 1);
}
