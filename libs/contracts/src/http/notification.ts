import { z } from 'zod';
import { AreaCode, UnitRef, Uuid } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { endpoint, type Endpoint } from './endpoint';
import { NOTIFICATION_CHANNEL_ENDPOINTS } from './notification-channels';
import { NOTIFICATION_RULE_ENDPOINTS } from './notification-rules';
import { PageQuery, pageOf } from './paging';

const service = 'notification';
const officers = { roles: ['officer', 'leader', 'administrator'] } as const;

/** One message in the inbox of a unit. Never holds anything personal. */
export const InboxItem = z.object({
  id: Uuid.describe('Message'),
  unit: UnitRef.describe('Unit it is for'),
  area: z.object({ code: z.string(), name: z.string(), areaVersion: z.string() }),
  kind: z.string().describe('Event it comes from, task.due'),
  severity: z.enum(['info', 'warning', 'danger']),
  title: z.object({ vi: z.string(), en: z.string() }),
  on: PlainDate.describe('Business day of the fact'),
  dueOn: PlainDate.nullable(),
  link: z.string().nullable().describe('Path of what it is about, below /api/v1'),
  read: z.boolean(),
});
export type InboxItem = z.infer<typeof InboxItem>;

export const listInbox = endpoint({
  id: 'notification.listInbox',
  service,
  method: 'GET',
  path: '/inbox',
  summary: { vi: 'Hộp thư của một địa bàn', en: 'Inbox of an area and of all in it' },
  access: officers,
  query: PageQuery.extend({
    area: AreaCode.optional(),
    on: PlainDate.optional(),
    unread: z
      .enum(['true', 'false'])
      .default('false')
      .transform((value) => value === 'true')
      .describe('true leaves out what was read'),
  }),
  bodyKind: 'none',
  answer: pageOf(InboxItem),
});

export const countInbox = endpoint({
  id: 'notification.countInbox',
  service,
  method: 'GET',
  path: '/inbox/counts',
  summary: { vi: 'Số tin chưa đọc', en: 'How many are unread' },
  access: officers,
  query: z.object({ area: AreaCode.optional(), on: PlainDate.optional() }),
  bodyKind: 'none',
  answer: z.object({
    unread: z.int(),
    bySeverity: z.object({ info: z.int(), warning: z.int(), danger: z.int() }).describe('Of the unread'),
  }),
});

export const readInboxItem = endpoint({
  id: 'notification.readInboxItem',
  service,
  method: 'POST',
  path: '/inbox/:id/read',
  summary: { vi: 'Đánh dấu đã đọc', en: 'Mark as read' },
  access: officers,
  params: z.object({ id: Uuid }),
  bodyKind: 'none',
  answer: InboxItem,
});

export const getCalendar = endpoint({
  id: 'notification.getCalendar',
  service,
  method: 'GET',
  path: '/calendar.ics',
  summary: { vi: 'Lịch hạn của các nhiệm vụ, iCalendar', en: 'Due days of tasks as iCalendar' },
  access: { public: true },
  query: z
    .object({
      area: AreaCode.optional().describe('Area and all in it'),
      unit: UnitRef.optional().describe('This unit alone'),
      on: PlainDate.optional().describe('Day that the area code is read on'),
    })
    .refine(({ area, unit }) => (area === undefined) !== (unit === undefined), 'area-or-unit'),
  bodyKind: 'none',
  answer: z.string(),
  mediaType: 'text/calendar',
});

/** Operations that `notification` answers for. */
export const NOTIFICATION_ENDPOINTS: readonly Endpoint[] = [
  listInbox,
  countInbox,
  readInboxItem,
  getCalendar,
  ...NOTIFICATION_RULE_ENDPOINTS,
  ...NOTIFICATION_CHANNEL_ENDPOINTS,
];
