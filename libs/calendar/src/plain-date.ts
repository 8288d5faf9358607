import { PlainDate, isPlainDate, plainDate } from '@thongsuot/contracts';

const DAY_MS = 86_400_000;
/** Vietnam has kept UTC+7 without summer time since 13/06/1975, before any date this system holds. */
const VIETNAM_OFFSET_MS = 7 * 3_600_000;

/** Monday = 1 … Sunday = 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The day `days` after `date` (before it where negative). `days` is a whole number. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** Days from `from` to `to`: 0 for the same day, 1 for the next, negative backwards. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** Negative, 0 or positive as `a` lies before, on or after `b`: for `sort`. */
export function compare(a: PlainDate, b: PlainDate): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The earlier of two days. */
export function earlier(a: PlainDate, b: PlainDate): PlainDate {
  return a <= b ? a : b;
}

/** The later of two days. */
export function later(a: PlainDate, b: PlainDate): PlainDate {
  return a >= b ? a : b;
}

/** The day from its parts; throws a RangeError where there is no such day (`plainDateOf(2022, 2, 29)`). */
export function plainDateOf(year: number, month: number, day: number): PlainDate {
  const text = partsText(year, month, day);
  if (!isPlainDate(text)) throw new RangeError(`No such day: ${text}`);
  return text as PlainDate;
}

/** True when the calendar has that day. */
export function dayExists(year: number, month: number, day: number): boolean {
  return isPlainDate(partsText(year, month, day));
}

/** Year of a day. */
export function yearOf(date: PlainDate): number {
  return Number(date.slice(0, 4));
}

/** Month of a day, 1–12. */
export function monthOf(date: PlainDate): number {
  return Number(date.slice(5, 7));
}

/** Day of the month, 1–31. */
export function dayOfMonth(date: PlainDate): number {
  return Number(date.slice(8, 10));
}

/** First day of the month that holds `date`. */
export function startOfMonth(date: PlainDate): PlainDate {
  return `${date.slice(0, 8)}01` as PlainDate;
}

/** Last day of the month that holds `date`. */
export function endOfMonth(date: PlainDate): PlainDate {
  return addDays(startOfMonth(addMonths(startOfMonth(date), 1)), -1);
}

/** The first day of the month `months` after the month of `date`. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  return plainDateOf(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 1);
}

/** Day of the week, Monday = 1 … Sunday = 7. */
export function weekday(date: PlainDate): Weekday {
  // Day 0 of the epoch, 01/01/1970, was a Thursday (4).
  return (((((toEpochDay(date) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** The business day in Asia/Ho_Chi_Minh on which an instant falls. */
export function dateOf(instant: Date | string): PlainDate {
  const ms = typeof instant === 'string' ? Date.parse(instant) : instant.getTime();
  if (Number.isNaN(ms)) throw new RangeError(`Not an instant: ${String(instant)}`);
  return fromEpochDay(Math.floor((ms + VIETNAM_OFFSET_MS) / DAY_MS));
}

/** Minutes since midnight in Asia/Ho_Chi_Minh, 0–1439: 15:00 is 900. */
export function minuteOfDay(instant: Date | string): number {
  const ms = typeof instant === 'string' ? Date.parse(instant) : instant.getTime();
  if (Number.isNaN(ms)) throw new RangeError(`Not an instant: ${String(instant)}`);
  const dayMs = (((ms + VIETNAM_OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS;
  return Math.floor(dayMs / 60_000);
}

/** The instant of a business day's minute (Asia/Ho_Chi_Minh); midnight when no minute is given. */
export function instantOf(date: PlainDate, minute = 0): Date {
  return new Date(toEpochDay(date) * DAY_MS + minute * 60_000 - VIETNAM_OFFSET_MS);
}

/** `2024-03-15` as `15/03/2024`. */
export function formatVi(date: PlainDate): string {
  return `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
}

/** Outcome of {@link parseVi}: why a text is no day is kept apart, because a plan's finding says which it was. */
export type ParsedVi =
  { readonly ok: true; readonly date: PlainDate } | { readonly ok: false; readonly reason: 'not-a-date' | 'impossible-date' };

/** Reads exactly `d/m/yyyy` or `dd/mm/yyyy`; nothing else, no two-digit year, no shifting of 29/02 to 01/03. */
export function parseVi(text: string): ParsedVi {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (!match) return { ok: false, reason: 'not-a-date' };
  const [day, month, year] = match.slice(1).map(Number) as [number, number, number];
  if (!dayExists(year, month, day)) return { ok: false, reason: 'impossible-date' };
  return { ok: true, date: plainDateOf(year, month, day) };
}

/** Whole days since 01/01/1970; arithmetic on it cannot meet a time zone. */
function toEpochDay(date: PlainDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function fromEpochDay(day: number): PlainDate {
  if (!Number.isInteger(day)) throw new RangeError(`Not a whole number of days: ${day}`);
  return plainDate(new Date(day * DAY_MS).toISOString().slice(0, 10));
}

function partsText(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
