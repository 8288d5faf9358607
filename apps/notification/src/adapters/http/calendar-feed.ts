import { addDays } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';

/** A due day of a task, as a calendar shows it. */
export interface DueDay {
  readonly taskId: string;
  readonly occurrence: string;
  readonly ref: string;
  readonly title: string;
  readonly area: string;
  readonly dueOn: PlainDate;
  readonly done: boolean;
  readonly overdue: boolean;
  /** Business day of the last change. */
  readonly changedOn: PlainDate;
}

/**
 * Due days as an iCalendar (RFC 5545): whole days, one event an occurrence under a UID that never changes, so that a
 * calendar which reads the feed again moves an event instead of doubling it.
 * @param alarmsOf moments at which a calendar rings for a day that is not done
 */
export function calendarFeed(
  name: string,
  days: readonly DueDay[],
  alarmsOf: (dueOn: PlainDate) => readonly Date[] = () => [],
): string {
  const calendar = ical({
    name: `Thông Suốt: hạn nhiệm vụ ${name}`,
    prodId: { company: 'Thông Suốt', product: 'Kiểm soát thủ tục hành chính', language: 'VI' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const day of days) {
    const mark = day.done ? '✓ ' : day.overdue ? 'QUÁ HẠN: ' : '';
    const summary = `${mark}${day.ref} ${day.title}`;
    const event = calendar.createEvent({
      id: `${day.taskId}-${day.occurrence}@thongsuot.vn`,
      start: midnight(day.dueOn),
      end: midnight(addDays(day.dueOn, 1)),
      stamp: midnight(day.changedOn),
      allDay: true,
      summary,
      location: day.area,
      transparency: ICalEventTransparency.TRANSPARENT,
      timezone: 'UTC',
    });
    if (day.done || day.overdue) continue;
    for (const trigger of alarmsOf(day.dueOn)) event.createAlarm({ type: ICalAlarmType.display, trigger, description: summary });
  }
  return calendar.toString();
}

/** Whole days have no zone: both ends are written as the plain day. */
function midnight(day: PlainDate): Date {
  return new Date(`${day}T00:00:00Z`);
}
