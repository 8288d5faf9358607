import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project's root. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** State directory: `THONGSUOT_HOME`, else `.thongsuot` at the root. */
export const home = process.env.THONGSUOT_HOME ? resolve(process.env.THONGSUOT_HOME) : join(root, '.thongsuot');

/** Folder of tools that belong to the project alone (its pnpm). */
export const toolsDir = join(home, 'tools');

/** A line of progress on standard error: standard output is left to the command that was asked for. */
export function say(line) {
  process.stderr.write(`» ${line}\n`);
}

/** Something the user has to put right. The text is Vietnamese, then English; no stack is printed. */
export class UserError extends Error {}

/** The packageManager's version in package.json, e.g. `12.21.0`. */
export function wantedPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return /^pnpm@([^+]+)/.exec(packageManager)[1];
}

/** Environment of every child: the project's own tools come first on the PATH, nothing asks questions or phones home. */
export function childEnvironment(extra = {}) {
  return {
    ...process.env,
    PATH: `${join(toolsDir, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
    COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    ...extra,
  };
}

/** Runs a program in the root with the user's terminal. Resolves to its exit code; an interrupt ends it first, then us. */
export function run(command, args, { env = {}, timeoutMs, quiet = false } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: root,
      env: childEnvironment(env),
      stdio: quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit',
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs, killSignal: 'SIGKILL' }),
    });
    // The terminal sends Ctrl-C to the child as well; we wait for its orderly end. A SIGTERM reaches only us, so it is passed on.
    const wait = () => undefined;
    const pass = () => child.kill('SIGTERM');
    process.on('SIGINT', wait);
    process.on('SIGTERM', pass);
    const finish = () => {
      process.off('SIGINT', wait);
      process.off('SIGTERM', pass);
    };
    child.once('error', (error) => {
      finish();
      fail(error);
    });
    child.once('close', (code, signal) => {
      finish();
      done(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/** Runs a program and insists on success. */
export async function mustRun(what, command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0)
    throw new UserError(`${what}: "${command} ${args.join(' ')}" kết thúc với mã ${code} / ended with code ${code}`);
}

/** Output of a program, or undefined when it is missing, fails or takes too long. */
export function outputOf(command, args, timeoutMs = 15_000) {
  const result = spawnSync(command, args, { cwd: root, env: childEnvironment(), encoding: 'utf8', timeout: timeoutMs });
  return result.status === 0 ? result.stdout.trim() : undefined;
}
