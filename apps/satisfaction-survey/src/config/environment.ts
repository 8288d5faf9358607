import { parseConfig } from '@thongsuot/service-kit';
import { z } from 'zod';

const Environment = z.object({
  PUBLIC_URL: z.url().optional().describe('Address that citizens reach the portal by; links are relative without it'),
});

/** Address that links for citizens begin with; empty where none is set. */
export function publicUrl(env: NodeJS.ProcessEnv): string {
  return (parseConfig(Environment, env).PUBLIC_URL ?? '').replace(/\/+$/, '');
}
