import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, markOf, type ProcessMark, readPidFile } from './processes';

/**
 * Runs `work` while holding a lock file, so that two starts at the same moment do not start an engine twice.
 * A lock whose owner has died is taken over.
 * @throws Error when a living owner keeps it longer than `timeoutMs`.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, timeoutMs = 15 * 60_000): Promise<T> {
  const until = performance.now() + timeoutMs;
  while (!tryLock(file)) {
    if (performance.now() > until) throw new Error(`${file} is held by process ${readPidFile(file)?.pid ?? 'unknown'}`);
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  // Written beside and then linked: the lock is never seen without its owner.
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(markOf(process.pid)));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  const owner = readPidFile(file);
  if (owner !== undefined && !isAlive(owner)) removeStale(file, owner);
  return false;
}

/** Moves a dead owner's lock aside. Another waiter may have done so a moment ago: then what was moved is a new lock, put back. */
function removeStale(file: string, owner: ProcessMark): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    const moved = JSON.parse(readFileSync(aside, 'utf8')) as ProcessMark;
    if (moved.pid !== owner.pid || moved.startTime !== owner.startTime) linkSync(aside, file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
