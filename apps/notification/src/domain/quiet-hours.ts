import { addDays, dateOf, instantOf, minuteOfDay, weekday } from '@thongsuot/calendar';
import type { PreferencesContent } from '@thongsuot/contracts';

type QuietHours = NonNullable<PreferencesContent['quietHours']>;

/** `06:30` as minutes since midnight. */
function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** When something that is ready `at` may go out: at once, or when the quiet hours that it falls into end. */
export function releasedAt(at: Date, quiet: QuietHours | null, urgent: boolean): Date {
  if (quiet === null || (urgent && quiet.urgentPass)) return at;
  const [from, to, minute, day] = [minuteOf(quiet.from), minuteOf(quiet.to), minuteOfDay(at), dateOf(at)];
  if (from === to) return at;
  if (from < to) return from <= minute && minute < to ? instantOf(day, to) : at;
  if (minute >= from) return instantOf(addDays(day, 1), to);
  return minute < to ? instantOf(day, to) : at;
}

/** The next digest after a moment, and not within quiet hours. */
export function nextDigest(after: Date, { digest, quietHours }: Pick<PreferencesContent, 'digest' | 'quietHours'>): Date {
  let day = dateOf(after);
  for (;;) {
    const at = instantOf(day, minuteOf(digest.at));
    if (at > after && (digest.every === 'day' || weekday(day) === digest.weekday)) return releasedAt(at, quietHours, false);
    day = addDays(day, 1);
  }
}
