import { vietnamCalendar, WorkingCalendar } from '@thongsuot/calendar';
import { Kit, type ServiceDefinition } from '@thongsuot/service-kit';
import { MessagesController } from './adapters/events-in/messages.controller';
import { CalendarController, DELIVERY_DATA } from './adapters/http/calendar.controller';
import { InboxController } from './adapters/http/inbox.controller';
import { RulesController } from './adapters/http/rules.controller';
import { TemplatesController } from './adapters/http/templates.controller';
import { COLLECTIONS, DUE_DAYS, DUE_ITEMS, INBOX, INDEXES } from './adapters/store/collections';
import { inboxInheritance } from './adapters/store/pass-on';
import { RuleBook } from './adapters/store/rule-book';
import { tickers } from './adapters/ticks';
import { deliveryData, shippedRules, shippedTemplates } from './config/shipped';

/** Web inbox, e-mail, webhooks and calendars, made of the facts of the other services. */
export function definitionFrom(_env: NodeJS.ProcessEnv): ServiceDefinition {
  return {
    name: 'notification',
    controllers: [InboxController, CalendarController, RulesController, TemplatesController, MessagesController],
    providers: [
      {
        provide: RuleBook,
        useFactory: (kit: Kit) => new RuleBook(kit.store, shippedRules(), shippedTemplates()),
        inject: [Kit],
      },
      { provide: DELIVERY_DATA, useFactory: deliveryData },
      { provide: WorkingCalendar, useFactory: () => vietnamCalendar() },
    ],
    collections: COLLECTIONS,
    indexes: INDEXES,
    areas: { inheritance: (_app, kit) => inboxInheritance(kit) },
    tickers,
    counts: async ({ store }) => ({
      messages: await store.collection(INBOX).countDocuments(),
      dueDays: await store.collection(DUE_DAYS).countDocuments(),
      dueItems: await store.collection(DUE_ITEMS).countDocuments(),
    }),
  };
}

/** The service on this process's environment. */
export const definition: ServiceDefinition = definitionFrom(process.env);
