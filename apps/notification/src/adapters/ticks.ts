import type { INestApplication } from '@nestjs/common';
import { WorkingCalendar } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import type { Kit, TickerSpec } from '@thongsuot/service-kit';
import type { NotificationConfig } from '../config/environment';
import type { Message } from '../domain/message';
import { releaseHeld } from '../features/release-held/release-held';
import { spreadMessages } from '../features/spread-messages/spread-messages';
import { tickDossiers } from '../features/tick-dossiers/tick-dossiers';
import { tickDueItems } from '../features/tick-due-items/tick-due-items';
import { Mailing } from './send/mailing';
import { dossierProgress, dossierWorkIn } from './store/dossier-store';
import { anyDue, dueItemsIn } from './store/due-item-store';
import { RuleBook } from './store/rule-book';
import { anyToRelease, anyToSpread, releaseWorkIn, spreadWorkIn, type Surroundings } from './store/spread-store';
import { deliver } from './store/writes';

/** What the clock makes this service do. Each asks along an index first: mostly there is nothing to do. */
export function tickers(app: INestApplication, kit: Kit, config: NotificationConfig): TickerSpec[] {
  const book = app.get(RuleBook);
  const calendar = app.get(WorkingCalendar);
  const mails = app.get(Mailing).configured;
  const around = async (): Promise<Surroundings> => ({
    ...{ tree: kit.areas.tree, templates: await book.templates(), publicUrl: config.PUBLIC_URL, now: kit.clock.now(), mails },
  });
  return [
    { job: 'due-items', tick: (asOf) => tellDueItems(kit, book, calendar, asOf) },
    { job: 'dossiers', tick: (asOf) => tellDossiers(kit, book, calendar, asOf) },
    {
      job: 'spread',
      tick: async () => {
        if (!(await anyToSpread(kit.store))) return 0;
        const surroundings = await around();
        return kit.unitOfWork.run((tx) => spreadMessages(spreadWorkIn(tx, surroundings)));
      },
    },
    {
      job: 'held',
      tick: async () => {
        if (!(await anyToRelease(kit.store, kit.clock.now()))) return 0;
        const surroundings = await around();
        return kit.unitOfWork.run((tx) => releaseHeld(releaseWorkIn(tx, surroundings)));
      },
    },
  ];
}

async function tellDueItems(kit: Kit, book: RuleBook, calendar: WorkingCalendar, asOf: PlainDate): Promise<number> {
  if (!(await anyDue(kit.store, asOf))) return 0;
  const [rules, templates] = [await book.rules(), await book.templates()];
  const { tree } = kit.areas;
  return kit.unitOfWork.run((tx) => {
    const told = (messages: readonly Message[]): Promise<void> => deliver(tx, messages, { tree, templates });
    return tickDueItems({ items: dueItemsIn(tx), rules, tree, calendar, deliver: told }, asOf);
  });
}

async function tellDossiers(kit: Kit, book: RuleBook, calendar: WorkingCalendar, asOf: PlainDate): Promise<number> {
  const { through } = await dossierProgress(kit.store);
  if (through !== null && through >= asOf) return 0;
  const [rules, templates] = [await book.rules(), await book.templates()];
  const { tree } = kit.areas;
  return kit.unitOfWork.run(async (tx) => {
    const told = (messages: readonly Message[]): Promise<void> => deliver(tx, messages, { tree, templates });
    return tickDossiers({ ...(await dossierWorkIn(tx)), deliver: told, rules, tree, calendar }, asOf);
  });
}
