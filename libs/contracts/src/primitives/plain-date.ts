import { z } from 'zod';

const PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True when `text` is `YYYY-MM-DD` and names a day that exists (29/02 only in leap years). */
export function isPlainDate(text: string): boolean {
  if (!PATTERN.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  const leapDay = month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0) ? 1 : 0;
  // A month outside 1–12 has no length, so no day of it exists.
  return day >= 1 && day <= (MONTH_LENGTHS[month - 1] ?? 0) + leapDay;
}

/**
 * A business day as `YYYY-MM-DD`, read in Asia/Ho_Chi_Minh and carrying no time of day.
 * Never pass one to `new Date(...)`: that is midnight UTC, which west of Greenwich is the day before.
 * Two plain dates compare correctly as strings.
 */
export const PlainDate = z
  .string()
  .refine(isPlainDate, { error: 'not-a-date' })
  .brand('PlainDate')
  .meta({ description: 'Business day YYYY-MM-DD, Asia/Ho_Chi_Minh', format: 'date' });
export type PlainDate = z.infer<typeof PlainDate>;

/** The `YYYY-MM-DD` text as a {@link PlainDate}; throws on anything else. For literals in code and tests. */
export function plainDate(text: string): PlainDate {
  return PlainDate.parse(text);
}

/** A moment in UTC, ISO 8601 with `Z`. */
export const Instant = z.iso.datetime().describe('Moment in UTC, ISO 8601');
export type Instant = z.infer<typeof Instant>;
