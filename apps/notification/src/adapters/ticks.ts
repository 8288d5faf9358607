import type { INestApplication } from '@nestjs/common';
import { WorkingCalendar } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import type { Kit, TickerSpec } from '@thongsuot/service-kit';
import { tickDueItems } from '../features/tick-due-items/tick-due-items';
import { anyDue, dueItemsIn } from './store/due-item-store';
import { RuleBook } from './store/rule-book';
import { deliver } from './store/writes';

/** What the business clock makes this service do. */
export function tickers(app: INestApplication, kit: Kit): TickerSpec[] {
  const book = app.get(RuleBook);
  const calendar = app.get(WorkingCalendar);
  return [{ job: 'due-items', tick: (asOf) => tellDueItems(kit, book, calendar, asOf) }];
}

async function tellDueItems(kit: Kit, book: RuleBook, calendar: WorkingCalendar, asOf: PlainDate): Promise<number> {
  if (!(await anyDue(kit.store, asOf))) return 0;
  const [rules, templates] = [await book.rules(), await book.templates()];
  const { tree } = kit.areas;
  return kit.unitOfWork.run((tx) => {
    const words = { tree, templates };
    const work = {
      items: dueItemsIn(tx),
      rules,
      tree,
      calendar,
      deliver: (messages: Parameters<typeof deliver>[1]) => deliver(tx, messages, words),
    };
    return tickDueItems(work, asOf);
  });
}
