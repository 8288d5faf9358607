import { vietnamCalendar, WorkingCalendar } from '@thongsuot/calendar';
import { effectRows } from '@thongsuot/messaging';
import { Kit, type ServiceDefinition } from '@thongsuot/service-kit';
import { DELIVERY_DATA } from './adapters/delivery-data';
import { MessagesController } from './adapters/events-in/messages.controller';
import { CalendarFeedsController } from './adapters/http/calendar-feeds.controller';
import { CalendarWriter } from './adapters/http/calendar-writer';
import { CalendarController } from './adapters/http/calendar.controller';
import { DeliveriesController } from './adapters/http/deliveries.controller';
import { InboxController } from './adapters/http/inbox.controller';
import { PreferencesController } from './adapters/http/preferences.controller';
import { RulesController } from './adapters/http/rules.controller';
import { TemplatesController } from './adapters/http/templates.controller';
import { WebhooksController } from './adapters/http/webhooks.controller';
import { AddressGuard } from './adapters/send/address-guard';
import { carriers } from './adapters/send/carriers';
import { Mailing } from './adapters/send/mailing';
import { COLLECTIONS, DUE_DAYS, DUE_ITEMS, INBOX, INDEXES, type InboxDoc } from './adapters/store/collections';
import { MAIL, POST } from './adapters/store/outgoing';
import { inboxInheritance } from './adapters/store/pass-on';
import { HELD } from './adapters/store/people';
import { RuleBook } from './adapters/store/rule-book';
import { Sealer } from './adapters/store/sealer';
import { tickers } from './adapters/ticks';
import { notificationConfig } from './config/environment';
import { deliveryData, type DeliveryData, shippedRules, shippedTemplates } from './config/shipped';

/** Web inbox, e-mail, webhooks and calendars on an environment; it is read when the service starts. */
export function definitionFrom(env: NodeJS.ProcessEnv): ServiceDefinition {
  const config = (): ReturnType<typeof notificationConfig> => notificationConfig(env);
  return {
    name: 'notification',
    controllers: [
      InboxController,
      CalendarController,
      CalendarFeedsController,
      RulesController,
      TemplatesController,
      PreferencesController,
      WebhooksController,
      DeliveriesController,
      MessagesController,
    ],
    providers: [
      {
        provide: RuleBook,
        useFactory: (kit: Kit) => new RuleBook(kit.store, shippedRules(), shippedTemplates()),
        inject: [Kit],
      },
      CalendarWriter,
      { provide: DELIVERY_DATA, useFactory: deliveryData },
      { provide: WorkingCalendar, useFactory: () => vietnamCalendar() },
      { provide: Sealer, useFactory: () => new Sealer(config().PERSONAL_DATA_KEY) },
      { provide: AddressGuard, useFactory: () => new AddressGuard(config().WEBHOOK_ALLOWED_NETWORKS) },
      {
        provide: Mailing,
        useFactory: (sealer: Sealer) => new Mailing(config().SMTP_URL !== undefined && sealer.available),
        inject: [Sealer],
      },
    ],
    collections: COLLECTIONS,
    indexes: INDEXES,
    areas: { inheritance: (_app, kit) => inboxInheritance(kit) },
    tickers: (app, kit) => tickers(app, kit, config()),
    workers: (app, kit) =>
      carriers({
        ...{ kit, config: config(), data: app.get<DeliveryData>(DELIVERY_DATA) },
        ...{ sealer: app.get(Sealer), guard: app.get(AddressGuard), book: app.get(RuleBook) },
      }),
    prepare: () => {
      config();
      return Promise.resolve();
    },
    counts: async ({ store }) => {
      const effects = (kind: string, state: 'sent' | 'failed'): Promise<number> =>
        effectRows(store).countDocuments({ kind, state });
      const waiting = (kind: string): Promise<number> =>
        effectRows(store).countDocuments({ kind, state: { $in: ['queued' as const, 'sending' as const] } });
      return {
        messages: await store.collection(INBOX).countDocuments(),
        dueDays: await store.collection(DUE_DAYS).countDocuments(),
        dueItems: await store.collection(DUE_ITEMS).countDocuments(),
        unspread: await store.collection<InboxDoc>(INBOX).countDocuments({ spread: 'new' }),
        held: await store.collection(HELD).countDocuments(),
        mailsWaiting: await waiting(MAIL),
        mailsSent: await effects(MAIL, 'sent'),
        mailsFailed: await effects(MAIL, 'failed'),
        webhooksWaiting: await waiting(POST),
        webhooksSent: await effects(POST, 'sent'),
        webhooksFailed: await effects(POST, 'failed'),
      };
    },
  };
}

/** The service on this process's environment. */
export const definition: ServiceDefinition = definitionFrom(process.env);
