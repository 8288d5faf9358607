import { PlainDate } from '@thongsuot/contracts';
import { z } from 'zod';
import { addDays, addMonths, dayOfMonth, earlier, endOfMonth, later, plainDateOf } from './plain-date';

/** Days from `from` to `to`, both included. */
export interface DateRange {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/**
 * Half a month, the bucket of every figure: `2024-01a` is 1–14 January, `2024-01b` 15–31 January. Reporting windows (15→14)
 * and calendar periods are both unions of them. Two half-months compare correctly as strings.
 */
export const HalfMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])[ab]$/)
  .brand('HalfMonth')
  .describe('Half a month: 2024-01a = days 1–14, 2024-01b = 15–end');
export type HalfMonth = z.infer<typeof HalfMonth>;

const FIRST_DAY_OF_B = 15;

/** The half-month that holds a day. */
export function halfMonthOf(date: PlainDate): HalfMonth {
  return `${date.slice(0, 7)}${dayOfMonth(date) < FIRST_DAY_OF_B ? 'a' : 'b'}` as HalfMonth;
}

/** First and last day of a half-month. */
export function halfMonthRange(half: HalfMonth): DateRange {
  const first = plainDateOf(Number(half.slice(0, 4)), Number(half.slice(5, 7)), 1);
  if (half.endsWith('a')) return { from: first, to: addDays(first, FIRST_DAY_OF_B - 2) };
  return { from: addDays(first, FIRST_DAY_OF_B - 1), to: endOfMonth(first) };
}

/** The half-month after. */
export function nextHalfMonth(half: HalfMonth): HalfMonth {
  return halfMonthOf(addDays(halfMonthRange(half).to, 1));
}

/** The half-month before. */
export function previousHalfMonth(half: HalfMonth): HalfMonth {
  return halfMonthOf(addDays(halfMonthRange(half).from, -1));
}

/** A window as whole half-months and what is left over at its ends. */
export interface WindowParts {
  /** Whole half-months inside, in order. */
  readonly halves: readonly HalfMonth[];
  /** Days at the ends that make no whole half-month, in order; empty for reporting windows and calendar periods. */
  readonly remainder: readonly DateRange[];
}

/** Splits a window into whole half-months and the days left over where it cuts one. */
export function halfMonthsOf(window: DateRange): WindowParts {
  const halves: HalfMonth[] = [];
  const remainder: DateRange[] = [];
  for (let half = halfMonthOf(window.from); halfMonthRange(half).from <= window.to; half = nextHalfMonth(half)) {
    const range = halfMonthRange(half);
    if (window.from <= range.from && range.to <= window.to) halves.push(half);
    else remainder.push({ from: later(window.from, range.from), to: earlier(window.to, range.to) });
  }
  return { halves, remainder };
}

/** First and last day of the calendar month; `month` runs 1–12. */
export function calendarMonth(year: number, month: number): DateRange {
  const from = plainDateOf(year, month, 1);
  return { from, to: endOfMonth(from) };
}

/** First and last day of the calendar quarter; `quarter` runs 1–4. */
export function calendarQuarter(year: number, quarter: number): DateRange {
  const from = plainDateOf(year, quarter * 3 - 2, 1);
  return { from, to: endOfMonth(addMonths(from, 2)) };
}

/** First and last day of the calendar year. */
export function calendarYear(year: number): DateRange {
  return { from: plainDateOf(year, 1, 1), to: plainDateOf(year, 12, 31) };
}
