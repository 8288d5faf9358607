import type { Engines } from '@thongsuot/engines';
import { z } from 'zod';
import { QUANG_TRI_2024 } from '../generate/quarters';
import { DEMO_ACCOUNTS } from './demo-accounts';
import { readJsonFile, writeJsonFile } from './files';
import { scenarioPaths } from './project';
import { SERVICES, scenarioNamespace, urlOf, type Ports } from './services';
import { accountName } from './tokens';

/** What scripts and other clients find while the system is up. */
export const RunFile = z.object({
  gateway: z.url(),
  portal: z.url(),
  services: z.record(z.string(), z.url()),
  kafka: z.object({ brokers: z.array(z.string()) }),
  mongodb: z.string(),
  namespace: z.string(),
  tokens: z.record(z.string(), z.string()).describe('Bearer token by account'),
  on: z.record(z.string(), z.string()).describe("Scenario's day that each account looks from"),
});
export type RunFile = z.infer<typeof RunFile>;

/** Writes `run.json`, readable by its owner only: it holds tokens. */
export function writeRunFile(engines: Engines, ports: Ports, tokens: Readonly<Record<string, string>>): RunFile {
  const run: RunFile = {
    gateway: urlOf('gateway', ports),
    portal: `${urlOf('gateway', ports)}/`,
    services: Object.fromEntries(SERVICES.map((service) => [service, urlOf(service, ports)])),
    kafka: { brokers: [...engines.kafka.brokers] },
    mongodb: engines.mongodb.uri,
    namespace: scenarioNamespace(),
    tokens: { ...tokens },
    on: Object.fromEntries(DEMO_ACCOUNTS.map((account) => [accountName(account), account.on ?? QUANG_TRI_2024.end])),
  };
  writeJsonFile(scenarioPaths().runFile, run, 0o600);
  return run;
}

/** The last `run.json`, or undefined where there is none that can be read. */
export function readRunFile(): RunFile | undefined {
  const parsed = RunFile.safeParse(readJsonFile(scenarioPaths().runFile));
  return parsed.success ? parsed.data : undefined;
}

/** Ports of the last run. */
export function lastPorts(): Partial<Ports> {
  const services = readRunFile()?.services ?? {};
  return Object.fromEntries(Object.entries(services).map(([service, url]) => [service, Number(new URL(url).port)]));
}
