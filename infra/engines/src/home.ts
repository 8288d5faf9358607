import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The engines this package knows how to start. */
export type EngineName = 'kafka' | 'mongodb';

/** Both engines in the order in which they are started. */
export const ENGINE_NAMES: readonly EngineName[] = ['kafka', 'mongodb'];

/** Where things of one home lie. A home is a state directory: `.thongsuot` of the project, or a private one of a test. */
export interface Home {
  /** Absolute path of the state directory. */
  readonly root: string;
  /** True for the project's own home; a private one never uses engines given by URL. */
  readonly shared: boolean;
  readonly enginesDir: string;
  readonly stateFile: string;
  readonly secretsFile: string;
  /** Fetched programs. Always below the shared home, so that a private instance fetches nothing twice. */
  readonly softwareDir: string;
}

/**
 * The project's root: the nearest folder upwards that holds `pnpm-workspace.yaml`.
 * @throws Error when this package was moved out of its workspace.
 */
export function projectRoot(from: string = __dirname): string {
  for (let dir = resolve(from); ; dir = dirname(dir)) {
    if (existsSync(join(dir, 'pnpm-workspace.yaml'))) return dir;
    if (dirname(dir) === dir) throw new Error(`No pnpm-workspace.yaml above ${from}`);
  }
}

/** Folder of this package that holds `pom.xml` and `requirements.txt`; the same seen from `src` and from `dist`. */
export function packageFile(...parts: string[]): string {
  return join(__dirname, '..', ...parts);
}

/**
 * Resolves (and makes) a home.
 * @param dir state directory of a private instance; without it `THONGSUOT_HOME`, else `.thongsuot` at the project's root.
 */
export function openHome(dir?: string, env: NodeJS.ProcessEnv = process.env): Home {
  const configured = env['THONGSUOT_HOME'];
  const sharedRoot = configured === undefined || configured === '' ? join(projectRoot(), '.thongsuot') : resolve(configured);
  const root = dir === undefined ? sharedRoot : resolve(dir);
  const enginesDir = join(root, 'engines');
  mkdirSync(enginesDir, { recursive: true });
  return {
    root,
    shared: root === sharedRoot,
    enginesDir,
    stateFile: join(root, 'engines.json'),
    secretsFile: join(root, 'secrets.json'),
    softwareDir: join(sharedRoot, 'engines'),
  };
}
