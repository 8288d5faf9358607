import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '..', '..', 'dist', 'main.js');

/** The built service as a process of its own, to be killed. */
export class KilledService {
  /** All that it ever wrote. */
  readonly output: string[] = [];
  private child: ChildProcess | undefined;

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** Starts it; answers its address. */
  start(): Promise<string> {
    const child = spawn(process.execPath, [PROGRAM], {
      env: { PATH: process.env['PATH'], ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    return new Promise((resolve, reject) => {
      let line = '';
      const read = (chunk: Buffer): void => {
        this.output.push(chunk.toString('utf8'));
        line += chunk.toString('utf8');
        const url = /"url":"(http[^"]+)","msg":"ready"/u.exec(line)?.[1];
        if (url !== undefined) resolve(url);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('exit', () => {
        reject(new Error(`ended before it was ready: ${line.slice(-500)}`));
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
