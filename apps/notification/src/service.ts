import type { ServiceDefinition } from '@thongsuot/service-kit';
import { MessagesController } from './adapters/events-in/messages.controller';
import { CalendarController } from './adapters/http/calendar.controller';
import { InboxController } from './adapters/http/inbox.controller';
import { DUE_DAYS, INBOX, INDEXES } from './adapters/store/collections';
import { inboxInheritance } from './adapters/store/pass-on';

/** Web inbox and calendar feed, made of the facts of the other services. */
export const definition: ServiceDefinition = {
  name: 'notification',
  controllers: [InboxController, CalendarController, MessagesController],
  collections: [INBOX, DUE_DAYS],
  indexes: INDEXES,
  areas: { inheritance: (_app, kit) => inboxInheritance(kit) },
  counts: async ({ store }) => ({
    messages: await store.collection(INBOX).countDocuments(),
    dueDays: await store.collection(DUE_DAYS).countDocuments(),
  }),
};
