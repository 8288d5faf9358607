import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRunFile } from '@thongsuot/scenario';

const CLI = join(__dirname, '..', '..', 'tooling', 'scenario', 'dist', 'cli.js');

/** What `run.json` says of a running system. */
export type RunFile = NonNullable<ReturnType<typeof readRunFile>>;

/** Runs the main job until its tables are printed, or uses the one that is up. */
export class MainJob {
  output = '';
  private errors = '';
  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
  }

  static async start(): Promise<MainJob> {
    const child = spawn(process.execPath, [CLI, 'start'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const job = new MainJob(child);
    while (!job.output.includes('Xem ở đâu')) {
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${job.errors.slice(-3000)}`);
      await sleep(200);
    }
    return job;
  }

  /** Addresses and tokens of the system. */
  get run(): RunFile {
    const run = readRunFile();
    if (run === undefined) throw new Error('run.json is missing');
    return run;
  }

  /** Ends it as Ctrl-C would. @returns its exit code */
  async end(): Promise<number | null> {
    if (this.child.exitCode === null) {
      const ended = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill('SIGTERM');
      await ended;
    }
    return this.child.exitCode;
  }
}
