import { rmSync } from 'node:fs';
import { ENGINE_NAMES, type Home } from './home';
import { enginePaths } from './paths';

/** Removes data, logs and remembered ports of a home whose engines are stopped. Fetched programs stay. */
export function removeEngineState(home: Home): void {
  for (const name of ENGINE_NAMES) {
    const paths = enginePaths(home, name);
    for (const path of [paths.directory, paths.logFile, `${paths.logFile}.1`, paths.pidFile]) {
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    }
  }
  rmSync(home.stateFile, { force: true });
}
