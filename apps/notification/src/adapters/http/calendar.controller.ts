import { Controller, Res } from '@nestjs/common';
import { getCalendar, type InputOf } from '@thongsuot/contracts';
import { Handles, Input, Kit, getAreaOn } from '@thongsuot/service-kit';
import { DUE_DAYS, type DueDayDoc } from '../store/collections';
import { calendarFeed } from './calendar-feed';

/** Events of one feed: more than any calendar shows. */
const DAYS_MAX = 2000;

interface Reply {
  header(name: string, value: string): unknown;
}

/** Due days for anybody's calendar program. */
@Controller()
export class CalendarController {
  constructor(private readonly kit: Kit) {}

  @Handles(getCalendar)
  async feed(@Input() input: InputOf<typeof getCalendar>, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const { area, on } = input.query;
    const version = getAreaOn(this.kit.areas.tree, area, on ?? this.kit.clock.today());
    const days = await this.kit.store
      .collection<DueDayDoc>(DUE_DAYS)
      .find({ areaPath: version.id })
      .sort({ dueOn: 1 })
      .limit(DAYS_MAX)
      .toArray();
    reply.header('content-type', 'text/calendar; charset=utf-8');
    reply.header('cache-control', 'public, max-age=300');
    return calendarFeed(version.name, days);
  }
}
