#!/usr/bin/env node
import { EngineUnavailableError } from '@thongsuot/engines';
import { LaunchError } from './launch/say';
import { start } from './start';

const USAGE = 'Cách dùng / usage: cli.js start [--once]\n';

/** `start` keeps the system up until Ctrl-C; `start --once` ends after the tables. */
async function main([command, ...flags]: readonly string[]): Promise<number> {
  const unknown = flags.filter((flag) => flag !== '--once');
  if (command !== 'start' || unknown.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return start({ once: flags.includes('--once'), signal: ending.signal });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const expected = error instanceof LaunchError || error instanceof EngineUnavailableError;
    process.stderr.write(
      `${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
