import { Controller, Inject, Res } from '@nestjs/common';
import { WorkingCalendar, instantOf } from '@thongsuot/calendar';
import { ProblemError, getCalendar, type InputOf, type PlainDate } from '@thongsuot/contracts';
import { Handles, Input, Kit, getAreaOn } from '@thongsuot/service-kit';
import type { Filter } from 'mongodb';
import type { DeliveryData } from '../../config/shipped';
import { DUE_DAYS, type DueDayDoc } from '../store/collections';
import { calendarFeed } from './calendar-feed';

/** DI token of {@link DeliveryData}. */
export const DELIVERY_DATA = Symbol('delivery-data');

/** Events of one feed: more than any calendar shows. */
const DAYS_MAX = 2000;

interface Reply {
  header(name: string, value: string): unknown;
}

/** Due days for anybody's calendar program. */
@Controller()
export class CalendarController {
  constructor(
    private readonly kit: Kit,
    private readonly calendar: WorkingCalendar,
    @Inject(DELIVERY_DATA) private readonly data: DeliveryData,
  ) {}

  @Handles(getCalendar)
  async feed(@Input() input: InputOf<typeof getCalendar>, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const { area, unit, on } = input.query;
    const [code, agency] = (unit ?? area ?? '').split('/');
    if (code === undefined) throw new ProblemError('area-unknown');
    const version = getAreaOn(this.kit.areas.tree, code, on ?? this.kit.clock.today());
    const filter = unit === undefined ? { areaPath: version.id } : { units: `${version.id}/${agency ?? ''}` };
    const name = agency === undefined ? version.name : `${version.name}, ${agency}`;
    return this.write(name, filter, reply, 'public, max-age=300');
  }

  /** Writes the days that a filter names, with their alarms. */
  async write(name: string, filter: Filter<DueDayDoc>, reply: Reply, cache: string): Promise<string> {
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
