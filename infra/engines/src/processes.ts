import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJson, trimLog, writeJson } from './files';

/** What a pid file holds. The start time tells our process from a later one that was given the same number. */
export interface ProcessMark {
  readonly pid: number;
  readonly startTime: string;
}

/** How a detached process is started. */
export interface DetachedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly pidFile: string;
}

/**
 * Start time of a process as the system tells it (opaque text, only compared), or undefined when there is no such process
 * or only its unreaped remains.
 */
export function processStartTime(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      // The command name in field 2 may hold spaces and brackets; what follows its last bracket is well-formed.
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  try {
    const [state, ...started] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    return state === undefined || state === '' || state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}

/** True while exactly the marked process lives. */
export function isAlive(mark: ProcessMark | undefined): mark is ProcessMark {
  return mark !== undefined && processStartTime(mark.pid) === mark.startTime;
}

/** Mark of a living process. @throws Error when it has ended already. */
export function markOf(pid: number): ProcessMark {
  const startTime = processStartTime(pid);
  if (startTime === undefined) throw new Error(`Process ${pid} ended at once`);
  return { pid, startTime };
}

/** Reads a pid file; undefined when there is none or it is unreadable. */
export function readPidFile(file: string): ProcessMark | undefined {
  const value = readJson(file);
  if (typeof value !== 'object' || value === null) return undefined;
  const { pid, startTime } = value as Partial<ProcessMark>;
  return typeof pid === 'number' && typeof startTime === 'string' ? { pid, startTime } : undefined;
}

/** The process of a pid file if it still is the one that was started, else undefined. */
export function livingProcess(pidFile: string): ProcessMark | undefined {
  const mark = readPidFile(pidFile);
  return isAlive(mark) ? mark : undefined;
}

/** Starts a process that outlives this one, its output appended to a log, its mark in a pid file. */
export async function startDetached(command: DetachedCommand): Promise<ProcessMark> {
  trimLog(command.logFile);
  const log = openSync(command.logFile, 'a');
  try {
    const child = spawn(command.command, [...command.args], {
      cwd: command.cwd,
      env: command.env ?? process.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    if (child.pid === undefined) throw new Error(`${command.command} has no process id`);
    const mark = markOf(child.pid);
    writeJson(command.pidFile, mark);
    return mark;
  } finally {
    closeSync(log);
  }
}

/** Waits until the marked process is gone. @returns false when it still lives after `timeoutMs`. */
export async function waitForEnd(mark: ProcessMark, timeoutMs: number): Promise<boolean> {
  const until = performance.now() + timeoutMs;
  while (isAlive(mark)) {
    if (performance.now() > until) return false;
    await sleep(50);
  }
  return true;
}

/**
 * Ends the process of a pid file, and no other: a mark that no longer fits is only removed.
 * @param how `gently` asks first (SIGTERM, up to 30 s), `at once` is kill -9.
 * @returns whether a process was ended.
 */
export async function endProcess(pidFile: string, how: 'gently' | 'at once'): Promise<boolean> {
  const mark = livingProcess(pidFile);
  if (mark !== undefined) {
    if (how === 'gently') signal(mark, 'SIGTERM');
    if (how === 'at once' || !(await waitForEnd(mark, 30_000))) {
      signal(mark, 'SIGKILL');
      if (!(await waitForEnd(mark, 10_000))) throw new Error(`Process ${mark.pid} does not end`);
    }
  }
  rmSync(pidFile, { force: true });
  return mark !== undefined;
}

function signal(mark: ProcessMark, name: NodeJS.Signals): void {
  try {
    if (isAlive(mark)) process.kill(mark.pid, name);
  } catch (error) {
    // It may end between the look and the signal.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
