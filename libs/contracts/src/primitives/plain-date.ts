import { z } from 'zod';

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True when `text` is `YYYY-MM-DD` and names a day that exists (29/02 only in leap years). */
export function isPlainDate(text: string): boolean {
  const match = PATTERN.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (lengths[month - 1] ?? 0);
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
