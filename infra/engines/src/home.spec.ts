import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJson, trimLog, writeJson } from './files';
import { type Home, openHome } from './home';
import { livingProcess, startDetached } from './processes';
import { laptopSecrets } from './secrets';
import { launcherPidFile, removeServiceState, servicePaths, stopLauncher, stopServices } from './services';
import { readState, rememberEngine } from './state';

describe('a home', () => {
  let directory: string;
  let home: Home;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'home-'));
    home = openHome(directory, {});
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('is private when a directory is given, and shares the fetched programs', () => {
    const shared = openHome(undefined, { THONGSUOT_HOME: join(directory, 'shared') });
    const own = openHome(join(directory, 'own'), { THONGSUOT_HOME: join(directory, 'shared') });
    expect([shared.shared, own.shared]).toEqual([true, false]);
    expect(own.softwareDir).toBe(shared.softwareDir);
    expect(own.enginesDir).not.toBe(shared.enginesDir);
  });

  it('remembers each engine without forgetting the other', () => {
    rememberEngine(home, 'kafka', { source: 'maven', port: 21_001, controllerPort: 21_002 });
    rememberEngine(home, 'mongodb', { source: 'secantusdb', port: 21_003 });
    expect(readState(home)).toEqual({
      kafka: { source: 'maven', port: 21_001, controllerPort: 21_002 },
      mongodb: { source: 'secantusdb', port: 21_003 },
    });
  });

  it('takes a state file that was cut off for an empty one', () => {
    writeFileSync(home.stateFile, '{"kafka": {"source": "mav');
    expect(readState(home)).toEqual({});
  });

  it('trims a log in place once it is too long', () => {
    const log = join(directory, 'engine.log');
    writeFileSync(log, 'x'.repeat(100));
    trimLog(log, 100);
    expect(statSync(log).size).toBe(100);
    trimLog(log, 99);
    expect([statSync(log).size, statSync(`${log}.1`).size]).toEqual([0, 100]);
  });

  it('stops the services registered in it, and only those that run', async () => {
    const paths = servicePaths('reporting', directory);
    await startDetached({
      ...paths,
      command: process.execPath,
      args: ['-e', 'setInterval(() => undefined, 1000)'],
      cwd: directory,
    });
    writeJson(servicePaths('directory', directory).pidFile, { pid: process.pid, startTime: 'long ago' });
    expect(await stopServices(directory)).toEqual(['reporting']);
    expect(livingProcess(paths.pidFile)).toBeUndefined();
    removeServiceState(directory);
    expect(await stopServices(directory)).toEqual([]);
  });

  it('stops the launcher registered in it, which would start ended services again', async () => {
    const pidFile = launcherPidFile(directory);
    const args = ['-e', 'setInterval(() => undefined, 1000)'];
    await startDetached({ pidFile, logFile: join(directory, 'launcher.log'), command: process.execPath, args, cwd: directory });
    expect(await stopLauncher(directory)).toBe(true);
    expect(livingProcess(pidFile)).toBeUndefined();
    expect(await stopLauncher(directory)).toBe(false);
  });

  it('makes secrets once, for the owner only', () => {
    const first = laptopSecrets('laptop', directory);
    expect(laptopSecrets('laptop', directory)).toEqual(first);
    expect(new Set(Object.values(first)).size).toBe(4);
    expect(statSync(home.secretsFile).mode & 0o777).toBe(0o600);
  });

  it.each(['production', 'province', undefined])('makes no secrets for the profile %s', (profile) => {
    expect(() => laptopSecrets(profile, directory)).toThrow(/PROFILE=laptop.* \/ .*PROFILE=laptop/);
    expect(readJson(home.secretsFile)).toBeUndefined();
  });

  it('never replaces a damaged secret: what it encrypted would be lost', () => {
    const secrets = laptopSecrets('laptop', directory);
    const damaged = { ...secrets, auditKey: 'short' };
    writeJson(home.secretsFile, damaged);
    expect(() => laptopSecrets('laptop', directory)).toThrow('auditKey is missing');
    expect(readJson(home.secretsFile)).toEqual(damaged);
  });
});
