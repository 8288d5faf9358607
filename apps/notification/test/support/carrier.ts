import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '..', 'fixtures', 'carry.cjs');

/** What carries messages out, as a process of its own, to be killed. */
export class Carrier {
  /** All that it ever wrote. */
  readonly output: string[] = [];
  private child: ChildProcess | undefined;

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** Starts it, and waits until it carries. */
  start(): Promise<void> {
    const child = spawn(process.execPath, [PROGRAM], {
      env: { PATH: process.env['PATH'], ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    return new Promise((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        const text = chunk.toString('utf8');
        this.output.push(text);
        if (text.includes('"msg":"ready"')) resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', () => {
        reject(new Error(`ended before it carried: ${this.output.join('').slice(-500)}`));
      });
    });
  }

  /** SIGKILL: nothing of it gets to tidy up. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }
}
