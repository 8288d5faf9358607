import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeJson } from './files';
import { endProcess, isAlive, livingProcess, markOf, type ProcessMark, readPidFile, startDetached } from './processes';

describe('detached processes', () => {
  let directory: string;
  let pidFile: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'tiến trình '));
    pidFile = join(directory, 'engine.pid.json');
  });

  afterEach(async () => {
    await endProcess(pidFile, 'at once');
    rmSync(directory, { recursive: true });
  });

  const start = (script: string): Promise<ProcessMark> =>
    startDetached({
      command: process.execPath,
      args: ['-e', script],
      cwd: directory,
      logFile: join(directory, 'engine.log'),
      pidFile,
    });

  it('starts a process, finds it by its pid file and ends it', async () => {
    const mark = await start('setInterval(() => undefined, 1000)');
    expect(livingProcess(pidFile)).toEqual(mark);
    expect(await endProcess(pidFile, 'gently')).toBe(true);
    expect(isAlive(mark)).toBe(false);
    expect(readPidFile(pidFile)).toBeUndefined();
  });

  it('ends a process that ignores nothing but SIGKILL', async () => {
    const mark = await start("process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000)");
    expect(await endProcess(pidFile, 'at once')).toBe(true);
    expect(isAlive(mark)).toBe(false);
  });

  it('never ends a process that only has the number of ours', async () => {
    const stranger = await start('setInterval(() => undefined, 1000)');
    const staleFile = join(directory, 'stale.pid.json');
    writeJson(staleFile, { pid: stranger.pid, startTime: `${stranger.startTime}0` });
    expect(await endProcess(staleFile, 'at once')).toBe(false);
    expect(isAlive(stranger)).toBe(true);
  });

  it('keeps what a process wrote before it ended', async () => {
    const mark = await start("console.error('cổng đã bận'); setTimeout(() => process.exit(1), 300)");
    while (isAlive(mark)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(readFileSync(join(directory, 'engine.log'), 'utf8')).toContain('cổng đã bận');
    expect(livingProcess(pidFile)).toBeUndefined();
  });

  it('says so when the program does not exist', async () => {
    const missing = { command: join(directory, 'none'), args: [], cwd: directory, logFile: join(directory, 'x.log'), pidFile };
    await expect(startDetached(missing)).rejects.toThrow('ENOENT');
  });

  it('takes a pid file that was cut off for none', () => {
    expect(readPidFile(join(directory, 'none.json'))).toBeUndefined();
    expect(markOf(process.pid).pid).toBe(process.pid);
  });
});
