import { z } from 'zod';
import { AreaCode, UnitRef, Uuid } from '../primitives/ids';
import { endpoint, type Endpoint } from './endpoint';
import { MessageKind } from './notification-rules';
import { PageQuery, pageOf } from './paging';

const service = 'notification';
const officers = { roles: ['officer', 'leader', 'administrator'] } as const;
const administrators = { roles: ['administrator'] } as const;
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** How a kind reaches a person by e-mail. */
export const MailMode = z.enum(['instant', 'digest', 'none']).describe('At once, gathered, or not at all');
export type MailMode = z.infer<typeof MailMode>;

/** A unit whose messages a person follows: the unit alone, its area with all agencies, or all below too. */
export const Follow = z.object({
  unit: UnitRef,
  reach: z.enum(['unit', 'area', 'below']).describe('The unit alone, its area with all agencies, or all areas below too'),
});
export type Follow = z.infer<typeof Follow>;

/** What a person chooses. Times are those of Asia/Ho_Chi_Minh. */
export const PreferencesContent = z.object({
  language: z.enum(['vi', 'en']),
  mail: MailMode.describe('For kinds not named below'),
  kinds: z.partialRecord(MessageKind, MailMode).describe('Kinds that differ'),
  follows: z.array(Follow).max(50).describe('Units followed; empty is the own area'),
  quietHours: z
    .object({
      from: timeOfDay.describe('20:00'),
      to: timeOfDay.describe('06:30, of the next day where it lies before from'),
      urgentPass: z.boolean().describe('Urgent messages do not wait'),
    })
    .nullable(),
  digest: z.object({
    every: z.enum(['day', 'week']),
    weekday: z.int().min(1).max(7).describe('Monday is 1; of the weekly one'),
    at: timeOfDay,
  }),
});
export type PreferencesContent = z.infer<typeof PreferencesContent>;

/** A person's choices. The address itself is never told again. */
export const Preferences = PreferencesContent.extend({
  rev: z.int().describe('Revision, for If-Match; 0 before the first change'),
  email: z.string().nullable().describe('Masked: v…@phuong2.example'),
});
export type Preferences = z.infer<typeof Preferences>;

export const getPreferences = endpoint({
  id: 'notification.getPreferences',
  service,
  method: 'GET',
  path: '/notification-preferences',
  summary: { vi: 'Lựa chọn nhận tin của tôi', en: 'My choices' },
  access: officers,
  bodyKind: 'none',
  answer: Preferences,
});

export const changePreferences = endpoint({
  id: 'notification.changePreferences',
  service,
  method: 'PUT',
  path: '/notification-preferences',
  summary: { vi: 'Sửa lựa chọn nhận tin của tôi', en: 'Change my choices (If-Match)' },
  access: officers,
  bodyKind: 'json',
  body: PreferencesContent.extend({
    email: z.email().max(254).nullable().optional().describe('New address, null to forget it; absent keeps it'),
  }),
  answer: Preferences,
});

export const forgetPreferences = endpoint({
  id: 'notification.forgetPreferences',
  service,
  method: 'DELETE',
  path: '/notification-preferences',
  summary: { vi: 'Xóa địa chỉ và lựa chọn của tôi', en: 'Forget my address and choices' },
  access: officers,
  bodyKind: 'none',
  answer: z.object({ forgotten: z.boolean() }),
});

const webhookUrl = z.url().max(1000).describe('https address that messages are posted to');

/** A subscription: messages of an area and all below are posted to an address, signed by Standard Webhooks. */
export const Webhook = z.object({
  id: Uuid,
  rev: z.int(),
  url: webhookUrl,
  area: z.object({ code: z.string(), name: z.string() }),
  kinds: z.array(MessageKind).describe('Empty is all'),
  description: z.string(),
  state: z.enum(['active', 'paused', 'disabled']).describe('disabled: by the system, after a long row of failures'),
  failuresInRow: z.int(),
  lastError: z.string().nullable(),
  secretsInUse: z.int().describe('2 while an old secret is still signed with'),
});
export type Webhook = z.infer<typeof Webhook>;

const WebhookBody = z.object({
  url: webhookUrl,
  area: AreaCode,
  kinds: z.array(MessageKind).default([]),
  description: z.string().max(300).default(''),
});
const secretAnswer = z.object({
  webhook: Webhook,
  secret: z.string().describe('whsec_…; shown now and never again'),
});

export const createWebhook = endpoint({
  id: 'notification.createWebhook',
  service,
  method: 'POST',
  path: '/webhooks',
  summary: { vi: 'Đăng ký webhook', en: 'Subscribe an address' },
  access: administrators,
  bodyKind: 'json',
  body: WebhookBody,
  answer: secretAnswer,
  status: 201,
});

export const listWebhooks = endpoint({
  id: 'notification.listWebhooks',
  service,
  method: 'GET',
  path: '/webhooks',
  summary: { vi: 'Các webhook đã đăng ký', en: 'Subscribed addresses' },
  access: administrators,
  query: PageQuery.extend({ area: AreaCode.optional() }),
  bodyKind: 'none',
  answer: pageOf(Webhook),
});

export const changeWebhook = endpoint({
  id: 'notification.changeWebhook',
  service,
  method: 'PATCH',
  path: '/webhooks/:id',
  summary: { vi: 'Sửa, tạm dừng hay mở lại webhook', en: 'Change, pause or reopen (If-Match)' },
  access: administrators,
  params: z.object({ id: Uuid }),
  bodyKind: 'json',
  body: z.object({
    url: webhookUrl.optional(),
    kinds: z.array(MessageKind).optional(),
    description: z.string().max(300).optional(),
    state: z.enum(['active', 'paused']).optional(),
  }),
  answer: Webhook,
});

export const rotateWebhookSecret = endpoint({
  id: 'notification.rotateWebhookSecret',
  service,
  method: 'POST',
  path: '/webhooks/:id/rotate',
  summary: { vi: 'Đổi khóa ký; khóa cũ còn hiệu lực một thời gian', en: 'New secret; the old one signs too for a while' },
  access: administrators,
  params: z.object({ id: Uuid }),
  bodyKind: 'none',
  answer: secretAnswer,
});

export const deleteWebhook = endpoint({
  id: 'notification.deleteWebhook',
  service,
  method: 'DELETE',
  path: '/webhooks/:id',
  summary: { vi: 'Hủy webhook', en: 'End a subscription' },
  access: administrators,
  params: z.object({ id: Uuid }),
  bodyKind: 'none',
  answer: z.object({ id: Uuid }),
});

/** One message on its way to one receiver. */
export const Delivery = z.object({
  id: z.string().describe('webhook-id, or what the Message-ID is made of'),
  channel: z.enum(['email', 'webhook']),
  state: z.enum(['queued', 'sending', 'sent', 'failed']),
  kind: z.string().describe('Kind of message; digest where several are gathered'),
  to: z.string().describe('Account, or id of the webhook; never an address'),
  attempts: z.int(),
  queuedAt: z.iso.datetime(),
  settledAt: z.iso.datetime().nullable(),
  nextAttemptAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

export const listDeliveries = endpoint({
  id: 'notification.listDeliveries',
  service,
  method: 'GET',
  path: '/deliveries',
  summary: { vi: 'Tình hình gửi tin', en: 'Messages on their way, newest first' },
  access: administrators,
  query: PageQuery.extend({
    channel: z.enum(['email', 'webhook']).default('webhook'),
    state: z.enum(['queued', 'sending', 'sent', 'failed']).optional(),
    webhook: Uuid.optional().describe('Of this subscription'),
  }),
  bodyKind: 'none',
  answer: pageOf(Delivery),
});

export const resendDelivery = endpoint({
  id: 'notification.resendDelivery',
  service,
  method: 'POST',
  path: '/deliveries/:id/resend',
  summary: { vi: 'Gửi lại, cùng mã tin', en: 'Send once more, under the same id' },
  access: administrators,
  params: z.object({ id: z.string().max(80) }),
  bodyKind: 'none',
  answer: Delivery,
});

const figures = z.object({ queued: z.int(), sending: z.int(), failed: z.int(), oldestSeconds: z.int() });

export const getDeliveryHealth = endpoint({
  id: 'notification.getDeliveryHealth',
  service,
  method: 'GET',
  path: '/delivery-health',
  summary: { vi: 'Sức khỏe của việc gửi tin', en: 'How sending fares' },
  access: administrators,
  bodyKind: 'none',
  answer: z.object({
    state: z.enum(['well', 'slow', 'stuck']).describe('By the age of the oldest that waits: over 10 minutes, over 2 hours'),
    unspread: z.int().describe('Messages not yet handed to channels'),
    held: z.int().describe('Wait for the end of quiet hours or for a digest'),
    email: figures.extend({ configured: z.boolean() }),
    webhook: figures.extend({ disabled: z.int().describe('Subscriptions disabled by the system') }),
  }),
});

/** A private calendar address. Whoever has it may read it; it is ended by deleting it. */
export const CalendarFeed = z.object({ id: Uuid, createdAt: z.iso.datetime() });
export type CalendarFeed = z.infer<typeof CalendarFeed>;

export const createCalendarFeed = endpoint({
  id: 'notification.createCalendarFeed',
  service,
  method: 'POST',
  path: '/calendar-feeds',
  summary: { vi: 'Tạo đường dẫn lịch riêng', en: 'Make a private calendar address' },
  access: officers,
  bodyKind: 'none',
  answer: z.object({ feed: CalendarFeed, path: z.string().describe('Below /api/v1; shown now and never again') }),
  status: 201,
});

export const listCalendarFeeds = endpoint({
  id: 'notification.listCalendarFeeds',
  service,
  method: 'GET',
  path: '/calendar-feeds',
  summary: { vi: 'Các đường dẫn lịch riêng của tôi', en: 'My private calendar addresses' },
  access: officers,
  bodyKind: 'none',
  answer: z.object({ items: z.array(CalendarFeed), nextCursor: z.null() }),
});

export const deleteCalendarFeed = endpoint({
  id: 'notification.deleteCalendarFeed',
  service,
  method: 'DELETE',
  path: '/calendar-feeds/:id',
  summary: { vi: 'Hủy đường dẫn lịch riêng', en: 'End a private calendar address' },
  access: officers,
  params: z.object({ id: Uuid }),
  bodyKind: 'none',
  answer: z.object({ id: Uuid }),
});

export const readCalendarFeed = endpoint({
  id: 'notification.readCalendarFeed',
  service,
  method: 'GET',
  path: '/my-calendar.ics',
  summary: { vi: 'Lịch hạn riêng của một người', en: 'Due days of the units that a person follows' },
  access: { public: true },
  query: z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
  bodyKind: 'none',
  answer: z.string(),
  mediaType: 'text/calendar',
});

/** Operations on channels and personal choices. */
export const NOTIFICATION_CHANNEL_ENDPOINTS: readonly Endpoint[] = [
  getPreferences,
  changePreferences,
  forgetPreferences,
  createWebhook,
  listWebhooks,
  changeWebhook,
  rotateWebhookSecret,
  deleteWebhook,
  listDeliveries,
  resendDelivery,
  getDeliveryHealth,
  createCalendarFeed,
  listCalendarFeeds,
  deleteCalendarFeed,
  readCalendarFeed,
];
