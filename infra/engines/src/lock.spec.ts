import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeJson } from './files';
import { withLock } from './lock';
import { markOf } from './processes';

describe('withLock', () => {
  let file: string;

  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), 'lock-')), 'kafka.lock');
  });

  afterEach(() => {
    rmSync(join(file, '..'), { recursive: true });
  });

  it('lets one at a time in', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 10));
      inside -= 1;
    };
    await Promise.all([withLock(file, work), withLock(file, work), withLock(file, work)]);
    expect(most).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  it('takes over the lock of a process that has died', async () => {
    const own = markOf(process.pid);
    writeJson(file, { pid: own.pid, startTime: 'long ago' });
    await expect(withLock(file, () => Promise.resolve('done'), 5_000)).resolves.toBe('done');
  });

  it('does not take over the lock of a living process', async () => {
    writeJson(file, markOf(process.pid));
    await expect(withLock(file, () => Promise.resolve(), 300)).rejects.toThrow(`held by process ${process.pid}`);
  });

  it('is released when the work fails', async () => {
    await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });
});
