import type { ServiceName } from '@thongsuot/contracts';
import { parseConfig } from '@thongsuot/service-kit';
import { z } from 'zod';

/** Services behind the gateway, and the variable that names each one's address. */
export const UPSTREAMS = {
  directory: 'UPSTREAM_DIRECTORY',
  'plan-catalog': 'UPSTREAM_PLAN_CATALOG',
  'procedure-publication': 'UPSTREAM_PROCEDURE_PUBLICATION',
  'one-stop': 'UPSTREAM_ONE_STOP',
  'feedback-intake': 'UPSTREAM_FEEDBACK_INTAKE',
  'satisfaction-survey': 'UPSTREAM_SATISFACTION_SURVEY',
  reporting: 'UPSTREAM_REPORTING',
  notification: 'UPSTREAM_NOTIFICATION',
} as const satisfies Partial<Record<ServiceName, string>>;

/** A service behind the gateway. */
export type Upstream = keyof typeof UPSTREAMS;

const url = (service: string): z.ZodDefault<z.ZodURL> =>
  z
    .url({ protocol: /^https?$/ })
    .default(`http://${service}:3000`)
    .describe(`Address of ${service}`);

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('HTTP port; 0 takes a free one'),
  HOST: z.string().default('0.0.0.0').describe('Address to listen on'),
  TOKEN_KEY: z.string().min(32).describe('Key that signs service tokens (HS256), 32 characters or more'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  PORTAL_DIR: z.string().optional().describe('Folder of the built portal, served at /; none = no pages'),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(600).describe('Requests a minute from one address without a token'),
  UPSTREAM_DIRECTORY: url('directory'),
  UPSTREAM_PLAN_CATALOG: url('plan-catalog'),
  UPSTREAM_PROCEDURE_PUBLICATION: url('procedure-publication'),
  UPSTREAM_ONE_STOP: url('one-stop'),
  UPSTREAM_FEEDBACK_INTAKE: url('feedback-intake'),
  UPSTREAM_SATISFACTION_SURVEY: url('satisfaction-survey'),
  UPSTREAM_REPORTING: url('reporting'),
  UPSTREAM_NOTIFICATION: url('notification'),
});

/** What the gateway is told at start. */
export interface GatewayConfig extends z.infer<typeof Environment> {
  readonly upstreams: Readonly<Record<Upstream, string>>;
}

/** @throws ConfigError listing every variable at fault */
export function gatewayConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  const parsed = parseConfig(Environment, env);
  const upstreams = Object.fromEntries(
    Object.entries(UPSTREAMS).map(([service, variable]) => [service, parsed[variable]]),
  ) as Record<Upstream, string>;
  return { ...parsed, upstreams };
}
