import { parseConfig } from '@thongsuot/service-kit';
import { z } from 'zod';

const Environment = z.object({
  ACCURACY_PRIVATE_HOSTS: z
    .string()
    .default('')
    .transform(
      (text) =>
        new Set(
          text
            .split(',')
            .map((host) => host.trim())
            .filter(Boolean),
        ),
    )
    .describe('Comma-separated hosts on private networks that accuracy checks may fetch; none by default'),
  NATIONAL_DATABASE_URL: z
    .url({ protocol: /^https?$/u })
    .optional()
    .describe('National procedure database; off without it'),
  NATIONAL_PORTAL_URL: z
    .url({ protocol: /^https?$/u })
    .optional()
    .describe('National portal; off without it'),
  PUBLIC_URL: z.url().optional().describe('Address that citizens reach the system by; links are relative without it'),
});

/** Hosts that accuracy checks may fetch though they are private. @throws ConfigError */
export function privateHosts(env: NodeJS.ProcessEnv): ReadonlySet<string> {
  return parseConfig(Environment, env).ACCURACY_PRIVATE_HOSTS;
}

/** Address that links for citizens begin with; empty where none is set. @throws ConfigError */
export function publicUrl(env: NodeJS.ProcessEnv): string {
  return (parseConfig(Environment, env).PUBLIC_URL ?? '').replace(/\/+$/, '');
}

/** Addresses of the national systems; undefined where an adapter is off. @throws ConfigError */
export function nationalUrls(env: NodeJS.ProcessEnv): Record<'database' | 'portal', string | undefined> {
  const { NATIONAL_DATABASE_URL, NATIONAL_PORTAL_URL } = parseConfig(Environment, env);
  return { database: NATIONAL_DATABASE_URL, portal: NATIONAL_PORTAL_URL };
}
