import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engines } from '@thongsuot/engines';
import { readRunFile } from '@thongsuot/scenario';

/** Share of the scenario's dossiers that is played. */
export const SHARE = 0.1;

const CLI = join(__dirname, '..', '..', 'tooling', 'scenario', 'dist', 'cli.js');

/** What `run.json` says of a running system. */
export type RunFile = NonNullable<ReturnType<typeof readRunFile>>;

/** The main job, run until its tables are printed. */
export class MainJob {
  output = '';
  private errors = '';
  private constructor(
    private readonly child: ChildProcess,
    private readonly home: string,
  ) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
  }

  /**
   * Plays the scenario with {@link SHARE} of its dossiers, in databases, topics and files of its own, so that neither a
   * demonstration on this machine nor an earlier run is touched.
   */
  static async start(engines: Engines, namespace: string): Promise<MainJob> {
    const home = mkdtempSync(join(tmpdir(), 'thong-suot-e2e-'));
    // The scenario's own functions, called here, read the same files.
    process.env['THONGSUOT_HOME'] = home;
    const env = {
      ...process.env,
      KAFKA_BROKERS: engines.kafka.brokers.join(','),
      MONGODB_URI: engines.mongodb.uri,
      SCENARIO_NAMESPACE: namespace,
      SCENARIO_SHARE: String(SHARE),
    };
    const child = spawn(process.execPath, [CLI, 'start'], { stdio: ['ignore', 'pipe', 'pipe'], env });
    const job = new MainJob(child, home);
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

  /** File that every service reads its day from. */
  get clockFile(): string {
    return join(this.home, 'clock.json');
  }

  /** Ends it as Ctrl-C would. @returns its exit code */
  async end(): Promise<number | null> {
    if (this.child.exitCode === null) {
      const ended = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.home, { recursive: true, force: true });
    return this.child.exitCode;
  }
}
