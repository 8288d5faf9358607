import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

/** A process of the run that is killed and started again. */
export interface Victim {
  readonly name: string;
  /** SIGKILL, then a successor with a process id of its own. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** How a victim is started. */
export interface VictimOptions {
  readonly name: string;
  /** Compiled file beside this one. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  /** File that takes what it says. */
  readonly logFile: string;
}

/** Starts a process and starts it again whenever it ends, however it ends. */
export function startVictim({ name, script, env, logFile }: VictimOptions): Victim {
  let starts = 0;
  let stopping = false;
  let child: ChildProcess;
  const start = (): void => {
    const log = openSync(logFile, 'a');
    const processId = `${name}-${String(++starts)}`;
    child = spawn(process.execPath, [join(distFolder(), script)], {
      env: { ...process.env, ...env, PROCESS_ID: processId },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.once('exit', () => {
      if (!stopping) start();
    });
  };
  const end = (): Promise<void> =>
    new Promise((resolve) => {
      child.once('exit', () => {
        resolve();
      });
      child.kill('SIGKILL');
    });
  start();
  return {
    name,
    kill: end,
    stop: () => {
      stopping = true;
      return end();
    },
  };
}

/** Children run compiled, whether this file itself does or is read by a test. */
function distFolder(): string {
  return join(__dirname, '../../dist/faults');
}
