import { z } from 'zod';
import { AreaCode, AreaLevel } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { endpoint, type Endpoint } from './endpoint';
import { PageQuery, pageOf } from './paging';

const service = 'notification';
const officers = { roles: ['officer', 'leader', 'administrator'] } as const;
const administrators = { roles: ['administrator'] } as const;
const bilingual = z.object({ vi: z.string().min(1).max(2000), en: z.string().min(1).max(2000) });

/** What a message tells: a fact of another service, or what the clock makes of a due day. */
export const MessageKind = z
  .enum([
    'task.due',
    'task.overdue',
    'task.reminder',
    'task.escalated',
    'plan.issued',
    'directive.issued',
    'directive.reminder',
    'difficulty.raised',
    'difficulty.resolved',
    'feedback.received',
    'feedback.forwarded',
    'feedback.answered',
    'feedback.reminder',
    'feedback.escalated',
    'decision.announced',
    'posting.overdue',
    'dossier.reminder',
    'dossier.late',
    'apology.sent',
    'report.submitted',
    'report.returned',
    'report.approved',
    'report.amended',
    'webhook.disabled',
  ])
  .describe('What a message tells');
export type MessageKind = z.infer<typeof MessageKind>;

/** What has a due day that the clock watches. */
export const DueSubject = z.enum(['task', 'feedback', 'directive', 'dossier']).describe('What has a due day');
export type DueSubject = z.infer<typeof DueSubject>;

/** A way to reach people. The inbox is the record that the others point to. */
export const MessageChannel = z.enum(['inbox', 'email', 'webhook']).describe('Way to reach people');
export type MessageChannel = z.infer<typeof MessageChannel>;

const workingDays = z.int().min(1).max(60);

/** When a rule speaks. Days are working days. */
export const RuleMoment = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('fact'), kinds: z.array(MessageKind).min(1).describe('As soon as one of these is told') }),
    z.object({
      type: z.literal('due-day'),
      subject: DueSubject,
      before: z.array(workingDays).max(10).default([]).describe('So many working days before the due day'),
      on: z.boolean().default(false).describe('On the due day'),
      after: z.array(workingDays).max(10).default([]).describe('So many working days after it, while still open'),
    }),
    z.object({
      type: z.literal('late'),
      subject: DueSubject,
      everyWorkingDays: workingDays.describe('One level up after each so many working days of lateness'),
      levelsMax: z.int().min(1).max(5).describe('Levels at most'),
      highest: AreaLevel.describe('No level above this one is told'),
    }),
  ])
  .describe('When the rule speaks');
export type RuleMoment = z.infer<typeof RuleMoment>;

/** Who is told: whoever has to act, the committee of the area, or the committee of the area above. */
export const RuleRecipient = z.enum(['responsible', 'committee', 'above']).describe('Who is told');
export type RuleRecipient = z.infer<typeof RuleRecipient>;

/** What a rule says. A rule of a nearer area with the same key stands in for it there and below. */
export const RuleContent = z.object({
  key: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60)
    .describe('What makes two rules of different areas the same rule'),
  title: bilingual.describe('What the rule is for'),
  when: RuleMoment,
  deliver: z
    .array(
      z.object({
        to: RuleRecipient,
        channels: z.array(MessageChannel).min(1).describe('inbox is always among them'),
      }),
    )
    .max(5)
    .describe('Who is told by which ways. Of a rule on lateness only the ways count: it climbs from who is responsible'),
  urgent: z.boolean().describe('May pass quiet hours'),
  enabled: z.boolean().describe('false switches the rule off here and below'),
  validFrom: PlainDate,
  validTo: PlainDate.nullable().describe('Last day; null until further notice'),
  basis: z.string().min(1).max(300).describe('Text it rests on'),
  confirmed: z.boolean().describe('false = not checked against the text, or a default of the product'),
});
export type RuleContent = z.infer<typeof RuleContent>;

/** A rule as it stands in a list. */
export const NotificationRule = RuleContent.extend({
  id: z.string().describe('shipped:<key>, or the id of a rule laid down here'),
  rev: z.int().describe('Revision, for If-Match; 0 of shipped ones'),
  area: z.object({ code: z.string(), name: z.string() }).nullable().describe('Area it is laid down for; null is everywhere'),
  inForce: z.boolean().describe('False where a nearer rule stands in for it, or another day is meant'),
});
export type NotificationRule = z.infer<typeof NotificationRule>;

const RuleBody = RuleContent.extend({ area: AreaCode.nullable().describe('Area and all below; null is everywhere') });

export const listNotificationRules = endpoint({
  id: 'notification.listNotificationRules',
  service,
  method: 'GET',
  path: '/notification-rules',
  summary: { vi: 'Quy tắc nhắc việc của một địa bàn', en: 'Rules of reminders that reach an area' },
  access: officers,
  query: z.object({ area: AreaCode.optional(), on: PlainDate.optional().describe('Day the rules are read on') }),
  bodyKind: 'none',
  answer: z.object({ items: z.array(NotificationRule), nextCursor: z.null() }),
});

export const createNotificationRule = endpoint({
  id: 'notification.createNotificationRule',
  service,
  method: 'POST',
  path: '/notification-rules',
  summary: { vi: 'Đặt một quy tắc nhắc việc', en: 'Lay down a rule' },
  access: administrators,
  bodyKind: 'json',
  body: RuleBody,
  answer: NotificationRule,
  status: 201,
});

export const changeNotificationRule = endpoint({
  id: 'notification.changeNotificationRule',
  service,
  method: 'PUT',
  path: '/notification-rules/:id',
  summary: { vi: 'Sửa một quy tắc nhắc việc', en: 'Change a rule (If-Match)' },
  access: administrators,
  params: z.object({ id: z.uuid() }),
  bodyKind: 'json',
  body: RuleContent.omit({ key: true }),
  answer: NotificationRule,
});

/** The words of one kind of message. Variables stand in braces; `[… {x} …]` goes where x is empty. */
export const TemplateTexts = z.object({
  title: bilingual.describe('One line: inbox, digest and calendar'),
  subject: bilingual.describe('Subject of an e-mail'),
  text: z.object({ vi: z.string().min(1).max(10_000), en: z.string().min(1).max(10_000) }).describe('Plain text of an e-mail'),
});
export type TemplateTexts = z.infer<typeof TemplateTexts>;

/** The words of a kind, and what may stand in them. */
export const NotificationTemplate = z.object({
  kind: MessageKind,
  version: z.int().min(0).describe('0 is the shipped one'),
  texts: TemplateTexts,
  variables: z.array(z.string()).describe('Variables that this kind knows'),
  changedAt: z.iso.datetime().nullable(),
});
export type NotificationTemplate = z.infer<typeof NotificationTemplate>;

export const listNotificationTemplates = endpoint({
  id: 'notification.listNotificationTemplates',
  service,
  method: 'GET',
  path: '/notification-templates',
  summary: { vi: 'Mẫu tin theo loại', en: 'Words of each kind of message' },
  access: administrators,
  bodyKind: 'none',
  answer: z.object({ items: z.array(NotificationTemplate), nextCursor: z.null() }),
});

export const listTemplateVersions = endpoint({
  id: 'notification.listTemplateVersions',
  service,
  method: 'GET',
  path: '/notification-templates/:kind/versions',
  summary: { vi: 'Các phiên bản của một mẫu tin', en: 'Versions of the words of a kind, newest first' },
  access: administrators,
  params: z.object({ kind: MessageKind }),
  query: PageQuery,
  bodyKind: 'none',
  answer: pageOf(NotificationTemplate),
});

export const changeNotificationTemplate = endpoint({
  id: 'notification.changeNotificationTemplate',
  service,
  method: 'PUT',
  path: '/notification-templates/:kind',
  summary: { vi: 'Sửa mẫu tin', en: 'Change the words of a kind (If-Match: version)' },
  access: administrators,
  params: z.object({ kind: MessageKind }),
  bodyKind: 'json',
  body: TemplateTexts,
  answer: NotificationTemplate,
});

export const previewNotificationTemplate = endpoint({
  id: 'notification.previewNotificationTemplate',
  service,
  method: 'POST',
  path: '/notification-templates/:kind/preview',
  summary: { vi: 'Xem thử mẫu tin', en: 'The words with sample values' },
  access: administrators,
  params: z.object({ kind: MessageKind }),
  bodyKind: 'json',
  body: TemplateTexts,
  answer: TemplateTexts,
});

/** Operations on rules and words. */
export const NOTIFICATION_RULE_ENDPOINTS: readonly Endpoint[] = [
  listNotificationRules,
  createNotificationRule,
  changeNotificationRule,
  listNotificationTemplates,
  listTemplateVersions,
  changeNotificationTemplate,
  previewNotificationTemplate,
];
