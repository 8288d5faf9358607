import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { launcherPidFile, openHome } from '@thongsuot/engines';

/** Root of the project: the nearest folder upwards that holds `pnpm-workspace.yaml`. */
export function projectRoot(from: string = __dirname): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'pnpm-workspace.yaml'))) return folder;
    if (dirname(folder) === folder) throw new Error(`No pnpm-workspace.yaml above ${from}`);
  }
}

/** Files of the demonstration inside the state directory. */
export interface ScenarioPaths {
  readonly home: string;
  readonly clockFile: string;
  readonly runFile: string;
  /** What of the play is done. */
  readonly progressFile: string;
  /** The dossier files as they were sent, a folder a quarter. */
  readonly sentFolder: string;
  readonly launcherPidFile: string;
}

/** Where the demonstration keeps its files. */
export function scenarioPaths(): ScenarioPaths {
  const home = openHome().root;
  return {
    home,
    clockFile: join(home, 'clock.json'),
    runFile: join(home, 'run.json'),
    progressFile: join(home, 'scenario.json'),
    sentFolder: join(home, 'scenario'),
    launcherPidFile: launcherPidFile(),
  };
}
