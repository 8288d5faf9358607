import { dateOf, formatVi, minuteOfDay } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';

/** A day as dd/mm/yyyy; null stays null. */
export function day(date: string | null | undefined): string | null {
  return date === null || date === undefined ? null : formatVi(date as PlainDate);
}

/** An instant as dd/mm/yyyy hh:mm in Vietnam. */
export function moment(instant: string): string {
  const minute = minuteOfDay(instant);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${formatVi(dateOf(instant))} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The Vietnamese part of a text written "tiếng Việt / English". */
export function vietnameseOf(text: string): string {
  return text.split(' / ')[0] ?? text;
}
