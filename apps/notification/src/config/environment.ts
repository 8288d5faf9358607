import { parseConfig } from '@thongsuot/service-kit';
import { z } from 'zod';

/** What this service alone needs of its environment; each part may be absent, and what needs it is then refused. */
export const NotificationConfig = z.object({
  PERSONAL_DATA_KEY: z
    .string()
    .refine((text) => Buffer.from(text, 'base64url').length === 32, 'phải là 32 byte, base64url / must be 32 bytes, base64url')
    .optional()
    .describe('Seals e-mail addresses and webhook secrets; without it none can be kept'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional()
    .describe('Mail server with its account, smtp://name:secret@host:587; empty = no e-mail'),
  SMTP_FROM: z.string().max(200).default('Thông Suốt <no-reply@thongsuot.invalid>').describe('Sender of e-mails'),
  SMTP_TLS: z
    .enum(['required', 'optional', 'none'])
    .default('required')
    .describe('required: smtps or STARTTLS, else nothing is sent; none is for a server on the same machine'),
  MAIL_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .default('thongsuot.invalid')
    .describe('Right side of each Message-ID'),
  PUBLIC_URL: z.url().optional().describe('Address of the gateway, for links in e-mails'),
  WEBHOOK_ALLOWED_NETWORKS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .describe('Private networks that webhooks may go to, 10.1.0.0/16; there http is allowed too'),
  EFFECT_LEASE_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(600)
    .default(30)
    .describe('A message whose carrier is heard of no more is taken up again after this long'),
});
export type NotificationConfig = z.infer<typeof NotificationConfig>;

/** @throws ConfigError naming what is wrong, never its value */
export function notificationConfig(env: NodeJS.ProcessEnv): NotificationConfig {
  return parseConfig(NotificationConfig, env);
}
