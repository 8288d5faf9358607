import { join } from 'node:path';
import type { ServiceName } from '@thongsuot/contracts';
import type { Engines, LaptopSecrets } from '@thongsuot/engines';
import { projectRoot } from './project';

/** Services in the order in which they are told about; they may start in any. */
export const SERVICES = [
  'directory',
  'plan-catalog',
  'procedure-publication',
  'one-stop',
  'feedback-intake',
  'satisfaction-survey',
  'reporting',
  'notification',
  'gateway',
] as const satisfies readonly ServiceName[];

/** Name of a service of the laptop. */
export type LaptopService = (typeof SERVICES)[number];

/** Port of each service on 127.0.0.1. */
export type Ports = Readonly<Record<LaptopService, number>>;

/** What every service's environment is made from. */
export interface Surroundings {
  readonly engines: Engines;
  readonly secrets: LaptopSecrets;
  readonly ports: Ports;
  readonly clockFile: string;
}

const HEAP_MB: Partial<Record<LaptopService, number>> = { reporting: 1024, 'one-stop': 512 };
const USUAL_HEAP_MB = 384;
/**
 * Connections of one service to the store. A laptop's store works through one request at a time; what waits, waits cheaper in
 * the service than in a queue of a hundred threads there.
 */
const CONNECTIONS_MAX = 6;

/** Prefix of the demonstration's databases and topics: `ts`, or `SCENARIO_NAMESPACE` where several play on one set of engines. */
export function scenarioNamespace(): string {
  return process.env['SCENARIO_NAMESPACE'] ?? 'ts';
}

/** Address of a service. */
export function urlOf(service: LaptopService, ports: Ports): string {
  return `http://127.0.0.1:${ports[service]}`;
}

/** Program of a service, as it was built. */
export function programOf(service: LaptopService): string {
  return join(projectRoot(), 'apps', service, 'dist', 'main.js');
}

/** Environment of one service on the laptop; what the caller's environment says of other things stays. */
export function environmentOf(service: LaptopService, { engines, secrets, ports, clockFile }: Surroundings): NodeJS.ProcessEnv {
  const upstreams = Object.fromEntries(
    SERVICES.filter((name) => name !== 'gateway').map((name) => [
      `UPSTREAM_${name.toUpperCase().replaceAll('-', '_')}`,
      urlOf(name, ports),
    ]),
  );
  return {
    ...process.env,
    // Room for young objects as in the image: see its ENTRYPOINT.
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MB[service] ?? USUAL_HEAP_MB} --max-semi-space-size=32`,
    NODE_ENV: 'production',
    PROFILE: 'laptop',
    NAMESPACE: scenarioNamespace(),
    INSTANCE: 'local',
    HOST: '127.0.0.1',
    PORT: String(ports[service]),
    MONGODB_URI: withFewConnections(engines.mongodb.uri),
    KAFKA_BROKERS: engines.kafka.brokers.join(','),
    CLOCK_FILE: clockFile,
    TOKEN_KEY: secrets.tokenSigningKey,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
    ...(service === 'feedback-intake' || service === 'notification' ? { PERSONAL_DATA_KEY: secrets.personalDataKey } : {}),
    ...(service === 'gateway' ? { ...upstreams, PORTAL_DIR: join(projectRoot(), 'apps', 'portal', 'dist') } : {}),
    ...(service === 'satisfaction-survey' || service === 'notification' ? { PUBLIC_URL: urlOf('gateway', ports) } : {}),
  };
}

/** Leaves an address alone that says itself how many connections it wants. */
function withFewConnections(uri: string): string {
  const url = new URL(uri);
  if (!url.searchParams.has('maxPoolSize')) url.searchParams.set('maxPoolSize', String(CONNECTIONS_MAX));
  return url.toString();
}
