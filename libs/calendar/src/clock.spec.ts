import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileClock, ManualClock, clockFromEnv, systemClock } from './clock';

describe('ManualClock', () => {
  it('stands still, moves when told, and gives the Vietnamese day', () => {
    const clock = new ManualClock('2021-12-31T16:59:59Z');
    expect(clock.today()).toBe('2021-12-31');
    clock.advance({ seconds: 1 });
    expect(clock.now().toISOString()).toBe('2021-12-31T17:00:00.000Z');
    expect(clock.today()).toBe('2022-01-01');
    clock.advance({ days: 1, hours: -2, minutes: 30 });
    expect(clock.now().toISOString()).toBe('2022-01-01T15:30:00.000Z');
    clock.set('2020-01-01T00:00:00Z');
    expect(clock.today()).toBe('2020-01-01');
  });

  it('hands out dates that cannot move it', () => {
    const clock = new ManualClock('2022-01-01T00:00:00Z');
    clock.now().setUTCFullYear(1999);
    expect(clock.today()).toBe('2022-01-01');
  });

  it('refuses what is no instant', () => {
    expect(() => new ManualClock('tomorrow')).toThrow(RangeError);
  });
});

describe('FileClock', () => {
  let folder: string;
  let path: string;
  let monotonicMs: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'clock-'));
    path = join(folder, 'clock.json');
    monotonicMs = 1000;
    jest.spyOn(performance, 'now').mockImplementation(() => monotonicMs);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  const write = (now: string, at: number): void => {
    writeFileSync(path, JSON.stringify({ now }));
    utimesSync(path, at, at);
  };

  it('stands at the instant of its file and follows a change once the throttle has passed', () => {
    write('2022-03-01T01:00:00Z', 100);
    const clock = new FileClock(path);
    expect(clock.now().toISOString()).toBe('2022-03-01T01:00:00.000Z');
    write('2022-03-16T08:00:00+07:00', 200);
    monotonicMs += 249;
    expect(clock.today()).toBe('2022-03-01');
    monotonicMs += 1;
    expect(clock.now().toISOString()).toBe('2022-03-16T01:00:00.000Z');
    monotonicMs += 1_000_000;
    expect(clock.now().toISOString()).toBe('2022-03-16T01:00:00.000Z');
  });

  it('answers with the machine while the file is absent, before and after', () => {
    const clock = new FileClock(path);
    const machine = (): number => Math.abs(clock.now().getTime() - systemClock.now().getTime());
    expect(machine()).toBeLessThan(5000);
    write('2022-03-01T01:00:00Z', 100);
    monotonicMs += 250;
    expect(clock.today()).toBe('2022-03-01');
    rmSync(path);
    monotonicMs += 250;
    expect(machine()).toBeLessThan(5000);
  });

  it('keeps the last good instant over a half-written file, but never starts on one', () => {
    writeFileSync(path, '{"now": "20');
    expect(() => new FileClock(path).now()).toThrow('Scenario clock file is unreadable');
    write('2022-03-01T01:00:00Z', 100);
    const clock = new FileClock(path);
    expect(clock.today()).toBe('2022-03-01');
    writeFileSync(path, '{"now": "2022-0');
    monotonicMs += 250;
    expect(clock.today()).toBe('2022-03-01');
    write('2022-03-02T01:00:00Z', 300);
    monotonicMs += 250;
    expect(clock.today()).toBe('2022-03-02');
  });
});

describe('clockFromEnv', () => {
  it('takes the scenario file where one is named, else the machine', () => {
    expect(clockFromEnv({ CLOCK_FILE: 'x.json' })).toBeInstanceOf(FileClock);
    expect(clockFromEnv({})).toBe(systemClock);
    expect(systemClock.today()).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});
