import { spawn } from 'node:child_process';

/** How a helper program ended. */
export interface CommandResult {
  /** Exit code; undefined when the program is missing or was ended by the time-out. */
  readonly code: number | undefined;
  readonly output: string;
}

/** Settings of {@link runCommand}. */
export interface CommandOptions {
  readonly timeoutMs: number;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with each complete line of output, for progress. */
  readonly onLine?: (line: string) => void;
}

/** Runs a program to its end. Never throws: a missing program is a result without a code. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let rest = '';
    let finished = false;
    const finish = (code: number | undefined): void => {
      if (finished) return;
      finished = true;
      clearTimeout(timer);
      // A grandchild may hold the pipes open after the program was ended.
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code, output });
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      finish(undefined);
    }, options.timeoutMs);
    const read = (chunk: Buffer): void => {
      const text = chunk.toString('utf8');
      output = (output + text).slice(-64 * 1024);
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine?.(line);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', () => {
      finish(undefined);
    });
    child.once('close', (code) => {
      finish(code ?? undefined);
    });
  });
}

/** Runs a program and insists on success. @throws Error with the last lines of its output. */
export async function mustRun(what: string, command: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const result = await runCommand(command, args, options);
  if (result.code === 0) return result.output;
  const reason = result.code === undefined ? 'did not run or took too long' : `ended with ${result.code}`;
  throw new Error(`${what}: ${command} ${reason}\n${result.output.trimEnd().split('\n').slice(-15).join('\n')}`);
}
