import { z } from 'zod';

/** Environment that every service understands: each variable says what it is. */
export const ServiceConfig = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('HTTP port; 0 takes a free one'),
  HOST: z.string().default('0.0.0.0').describe('Address to listen on'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//)
    .describe('Document store, without the database'),
  KAFKA_BROKERS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .refine((brokers) => brokers.length > 0)
    .describe('Comma-separated brokers'),
  NAMESPACE: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .default('ts')
    .describe('Prefix of databases, topics and groups'),
  INSTANCE: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .default('local')
    .describe('Name of this installation in a federation'),
  PROFILE: z.enum(['laptop', 'cluster']).default('cluster').describe('laptop allows generated secrets and a scenario clock'),
  TOKEN_KEY: z.string().min(32).describe('Key that signs service tokens (HS256), 32 characters or more'),
  REPLICATION_FACTOR: z.coerce.number().int().min(1).default(1).describe('Replicas of the topics this service makes'),
  RESTORED_FROM: z
    .string()
    .max(200)
    .optional()
    .describe('Names a restore of this database from a backup: a new stream begins once for each name'),
  CLOCK_FILE: z.string().optional().describe('Scenario clock, laptop only'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional().describe('Where traces go; empty = nowhere'),
});
export type ServiceConfig = z.infer<typeof ServiceConfig>;

/** The environment cannot be used; the message lists every variable at fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Parses the environment once, at start. Empty variables count as absent.
 * @throws ConfigError listing each variable at fault, without its value (it may be a secret)
 */
export function parseConfig<Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`Cấu hình sai / Configuration is wrong:\n${lines.join('\n')}`);
}

/** @throws ConfigError where something meant for a laptop is set elsewhere. */
export function refuseLaptopSettings(config: ServiceConfig): void {
  if (config.PROFILE !== 'laptop' && config.CLOCK_FILE)
    throw new ConfigError('CLOCK_FILE chỉ dùng với PROFILE=laptop / CLOCK_FILE is for PROFILE=laptop only');
}
