import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, runCommand } from './commands';
import { type Home, packageFile } from './home';
import { withLock } from './lock';
import { MissingProgramsError } from './messages';
import { enginePaths } from './paths';
import { keepOrFindPort } from './ports';
import { livingProcess, startDetached } from './processes';
import { type EngineState, readState } from './state';

/** Version of the document store in `python/requirements.txt`. */
export const SECANTUSDB_VERSION = '0.7.0b3';
// Wheels exist for these; the newest first, and `python3` last, whatever it is.
const PYTHONS = ['python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3'];

/**
 * Python runs one thread at a time; on one core they hand over without waiting for one another's wake-ups, which makes the
 * store about a quarter faster under several clients.
 */
const ON_ONE_CORE = [
  'import os, sys',
  "hasattr(os, 'sched_setaffinity') and os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})",
  'from secantus.cli import main',
  'sys.exit(main())',
].join('; ');

/** First Python from 3.10 to 3.13 that can make virtual environments. @throws EngineUnavailableError where there is none. */
async function findPython(): Promise<string> {
  const probe = 'import sys, venv, ensurepip; sys.exit(0 if (3, 10) <= sys.version_info[:2] <= (3, 13) else 1)';
  for (const python of PYTHONS) {
    if ((await runCommand(python, ['-c', probe], { timeoutMs: 20_000 })).code === 0) return python;
  }
  throw new MissingProgramsError(['MongoDB'], ['Python 3.10–3.13']);
}

/** The virtual environment's Python with SecantusDB in it, installed by hash where it is not there yet. */
async function secantusPython(home: Home, log: (line: string) => void): Promise<string> {
  const requirements = packageFile('python', 'requirements.txt');
  const directory = join(home.softwareDir, `secantusdb-${SECANTUSDB_VERSION}`);
  const python = join(directory, 'bin', 'python');
  const done = join(directory, 'complete');
  // The folder's own path belongs to the mark: a virtual environment does not survive being moved.
  const wanted = createHash('sha256').update(readFileSync(requirements)).update(directory).digest('hex');
  const present = (): boolean => existsSync(done) && existsSync(python) && readFileSync(done, 'utf8') === wanted;
  if (present()) return python;
  mkdirSync(home.softwareDir, { recursive: true });
  await withLock(join(home.softwareDir, 'secantusdb-fetch.lock'), async () => {
    if (present()) return;
    const base = await findPython();
    log(`mongodb: đang tải SecantusDB ${SECANTUSDB_VERSION} từ PyPI (khoảng 60 MB) / fetching from PyPI (about 60 MB)`);
    rmSync(directory, { recursive: true, force: true });
    await mustRun('SecantusDB', base, ['-m', 'venv', directory], { timeoutMs: 2 * 60_000 });
    const pip = [
      '-m',
      'pip',
      'install',
      '--disable-pip-version-check',
      '--require-hashes',
      '--only-binary',
      ':all:',
      '-r',
      requirements,
    ];
    await mustRun('SecantusDB', python, pip, {
      timeoutMs: 10 * 60_000,
      onLine: (line) => {
        if (/^(Collecting|Installing)/.test(line)) log(`mongodb: … ${line.split(' (from')[0] ?? line}`);
      },
    });
    writeFileSync(done, wanted);
  });
  return python;
}

/** Starts SecantusDB as a process of its own, or finds it running. Every commit is synced to disk before it is acknowledged. */
export async function startSecantusProcess(home: Home, log: (line: string) => void): Promise<EngineState> {
  const paths = enginePaths(home, 'mongodb');
  const remembered = readState(home).mongodb;
  if (remembered?.source === 'secantusdb' && livingProcess(paths.pidFile) !== undefined) return remembered;
  const python = await secantusPython(home, log);
  const port = await keepOrFindPort(remembered?.port);
  const storage = join(paths.directory, 'secantusdb');
  const config = join(paths.directory, 'secantusd.toml');
  mkdirSync(storage, { recursive: true });
  // Named so that no configuration of the user or the machine is read.
  writeFileSync(config, '');
  log(`mongodb: khởi động SecantusDB ${SECANTUSDB_VERSION} ở cổng ${port} / starting on port ${port}`);
  await startDetached({
    command: python,
    args: [
      ...['-c', ON_ONE_CORE],
      ...['--config', config, '--host', '127.0.0.1', '--port', String(port)],
      ...['--storage-path', storage, '--sync-on-commit', '--log-level', 'WARNING'],
    ],
    cwd: paths.directory,
    logFile: paths.logFile,
    pidFile: paths.pidFile,
  });
  return { source: 'secantusdb', port };
}
