import type { Language } from '../i18n/language';

const LOCALES: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

/** Shown where there is no number: withheld, or nothing to divide. Neither 0 nor blank. */
export const NO_NUMBER = '–';

/** A plain date `YYYY-MM-DD` as dd/mm/yyyy, in both languages; it never passes through a time zone. */
export function formatDay(day: string): string {
  const [year, month, date] = day.split('-');
  return year !== undefined && month !== undefined && date !== undefined ? `${date}/${month}/${year}` : day;
}

/** An instant as dd/mm/yyyy and the time of day in Việt Nam. `seconds` for what is live. */
export function formatInstant(instant: string | number, seconds = false): string {
  const part = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Ho_Chi_Minh',
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  const time = `${part.hour ?? ''}:${part.minute ?? ''}${seconds ? `:${part.second ?? ''}` : ''}`;
  return `${time} ${part.day ?? ''}/${part.month ?? ''}/${part.year ?? ''}`;
}

/** Day in Việt Nam of an instant, as `YYYY-MM-DD`. */
export function dayOf(instant: string | number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date(instant));
}

/** The day in Việt Nam by the clock of this device. It only chooses what to show first; the services have the clock that counts. */
export function browserDay(): string {
  return dayOf(performance.timeOrigin + performance.now());
}

/** 12.345 in Vietnamese, 12,345 in English. */
export function formatCount(count: number | null | undefined, language: Language): string {
  return count === null || count === undefined ? NO_NUMBER : new Intl.NumberFormat(LOCALES[language]).format(count);
}

/**
 * Share in percent with at most one decimal. Never rounded up to 100 % nor down to 0 %: 1,999 of 2,000 is not "all".
 */
export function formatShare(numerator: number | null, denominator: number | null, language: Language): string {
  if (numerator === null || denominator === null || denominator === 0) return NO_NUMBER;
  const tenths = Math.round((numerator / denominator) * 1000);
  const honest = numerator < denominator ? Math.min(tenths, 999) : tenths;
  return formatPercent((numerator > 0 ? Math.max(honest, 1) : honest) / 10, language);
}

export function formatPercent(percent: number, language: Language): string {
  return `${new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 }).format(percent)} %`;
}

/** Days from `from` to `to`, both `YYYY-MM-DD`; negative where `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The day `days` after `day`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Sunday of the week of `day`; weeks begin on Monday. */
export function endOfWeek(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, weekday === 0 ? 0 : 7 - weekday);
}
