import { join } from 'node:path';
import type { EngineName, Home } from './home';

/** Files of one engine inside a home. */
export interface EnginePaths {
  readonly directory: string;
  readonly logFile: string;
  readonly pidFile: string;
}

/** Where an engine of a home keeps its data, log and pid file. */
export function enginePaths(home: Home, name: EngineName): EnginePaths {
  const directory = join(home.enginesDir, name);
  return { directory, logFile: join(home.enginesDir, `${name}.log`), pidFile: join(home.enginesDir, `${name}.pid.json`) };
}
