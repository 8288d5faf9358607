import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openHome } from './home';
import { endProcess } from './processes';

const ENDING = '.pid.json';

/** Files of a background service (not an engine) inside a home, made by whoever starts it with `startDetached`. */
export interface ServicePaths {
  readonly logFile: string;
  readonly pidFile: string;
}

/**
 * Where a service keeps its log and its pid file. What is registered here is ended by `npm run stop`.
 * @param name the service's name, e.g. `reporting`.
 */
export function servicePaths(name: string, home?: string): ServicePaths {
  const directory = servicesDirectory(home);
  mkdirSync(directory, { recursive: true });
  return { logFile: join(directory, `${name}.log`), pidFile: join(directory, `${name}${ENDING}`) };
}

/** Where whoever starts the services and keeps them up registers itself. */
export function launcherPidFile(home?: string): string {
  return join(openHome(home).root, `launcher${ENDING}`);
}

/** Ends the launcher of a home, and with it what it started: services ended behind its back would be started again. */
export function stopLauncher(home?: string): Promise<boolean> {
  return endProcess(launcherPidFile(home), 'gently');
}

/** Ends the services of a home in an orderly way, all at once. @returns the names of those that ran. */
export async function stopServices(home?: string): Promise<string[]> {
  const directory = servicesDirectory(home);
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length));
  const ended = await Promise.all(
    names.map(async (name) => ((await endProcess(servicePaths(name, home).pidFile, 'gently')) ? [name] : [])),
  );
  return ended.flat();
}

/** Removes the logs and files of stopped services. */
export function removeServiceState(home?: string): void {
  rmSync(servicesDirectory(home), { recursive: true, force: true });
}

function servicesDirectory(home?: string): string {
  return join(openHome(home).root, 'services');
}
