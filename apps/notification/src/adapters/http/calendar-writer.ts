import { Inject, Injectable } from '@nestjs/common';
import { WorkingCalendar, instantOf } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import { Kit } from '@thongsuot/service-kit';
import type { Filter } from 'mongodb';
import type { DeliveryData } from '../../config/shipped';
import { DELIVERY_DATA } from '../delivery-data';
import { DUE_DAYS, type DueDayDoc } from '../store/collections';
import { calendarFeed } from './calendar-feed';

/** Events of one feed: more than any calendar shows. */
const DAYS_MAX = 2000;

/** The part of a reply that a calendar needs. */
export interface CalendarReply {
  header(name: string, value: string): unknown;
}

/** Writes due days as a calendar, with their alarms. */
@Injectable()
export class CalendarWriter {
  constructor(
    private readonly kit: Kit,
    private readonly calendar: WorkingCalendar,
    @Inject(DELIVERY_DATA) private readonly data: DeliveryData,
  ) {}

  /** The days that a filter names. */
  async write(name: string, filter: Filter<DueDayDoc>, reply: CalendarReply, cache: string): Promise<string> {
    const days = await this.kit.store.collection<DueDayDoc>(DUE_DAYS).find(filter).sort({ dueOn: 1 }).limit(DAYS_MAX).toArray();
    reply.header('content-type', 'text/calendar; charset=utf-8');
    reply.header('cache-control', cache);
    return calendarFeed(name, days, (dueOn) => this.alarmsOf(dueOn));
  }

  private alarmsOf(dueOn: PlainDate): Date[] {
    const { alarmWorkingDaysBefore, alarmAt } = this.data.calendar;
    const minute = Number(alarmAt.slice(0, 2)) * 60 + Number(alarmAt.slice(3));
    return alarmWorkingDaysBefore.map((days) => instantOf(this.calendar.addWorkingDays(dueOn, -days), minute));
  }
}
