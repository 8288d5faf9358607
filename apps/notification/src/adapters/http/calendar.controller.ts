import { Controller, Res } from '@nestjs/common';
import { getCalendar, type InputOf } from '@thongsuot/contracts';
import { Handles, Input, Kit, getAreaOn } from '@thongsuot/service-kit';
import { CalendarWriter, type CalendarReply } from './calendar-writer';

/** Due days for anybody's calendar program. */
@Controller()
export class CalendarController {
  constructor(
    private readonly kit: Kit,
    private readonly writer: CalendarWriter,
  ) {}

  @Handles(getCalendar)
  feed(@Input() { query }: InputOf<typeof getCalendar>, @Res({ passthrough: true }) reply: CalendarReply): Promise<string> {
    const { area, unit, on } = query;
    const [code = '', agency] = (unit ?? area ?? '').split('/');
    const version = getAreaOn(this.kit.areas.tree, code, on ?? this.kit.clock.today());
    const filter = unit === undefined ? { areaPath: version.id } : { units: `${version.id}/${agency ?? ''}` };
    const name = agency === undefined ? version.name : `${version.name}, ${agency}`;
    return this.writer.write(name, filter, reply, 'public, max-age=300');
  }
}
