import { parseConfig } from '@thongsuot/service-kit';
import { z } from 'zod';

const Environment = z.object({
  PERSONAL_DATA_KEY: z
    .string('bắt buộc: 32 byte, base64url / required: 32 bytes, base64url')
    .refine((text) => Buffer.from(text, 'base64url').length === 32, 'phải là 32 byte, base64url / must be 32 bytes, base64url')
    .describe('Wraps the keys that senders and wordings of feedback are encrypted with; losing it erases them all'),
});

/** What this service alone needs of its environment. @throws ConfigError naming what is wrong, never its value */
export function personalDataKey(env: NodeJS.ProcessEnv): Buffer {
  return Buffer.from(parseConfig(Environment, env).PERSONAL_DATA_KEY, 'base64url');
}
