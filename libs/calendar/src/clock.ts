import { readFileSync, statSync } from 'node:fs';
import { PlainDate } from '@thongsuot/contracts';
import { z } from 'zod';
import { dateOf } from './plain-date';

/** Where the time comes from. Everything that asks for it takes one, so that tests and scenarios can move it. */
export interface Clock {
  /** The present moment (UTC). A fresh `Date` each time. */
  now(): Date;
  /** The present business day in Asia/Ho_Chi_Minh. */
  today(): PlainDate;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  today: () => dateOf(new Date()),
};

/** A clock that moves only when told. */
export class ManualClock implements Clock {
  private instantMs: number;

  /** @param initial - the first moment: a `Date` or an ISO instant (`2022-01-10T02:00:00Z`) */
  constructor(initial: Date | string) {
    this.instantMs = toMs(initial);
  }

  now(): Date {
    return new Date(this.instantMs);
  }

  today(): PlainDate {
    return dateOf(this.now());
  }

  /** Jumps to a moment, forward or back. */
  set(moment: Date | string): void {
    this.instantMs = toMs(moment);
  }

  /** Moves on by the sum of the given units. */
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number; ms?: number }): void {
    const hours = (by.days ?? 0) * 24 + (by.hours ?? 0);
    const seconds = (hours * 60 + (by.minutes ?? 0)) * 60 + (by.seconds ?? 0);
    this.instantMs += seconds * 1000 + (by.ms ?? 0);
  }
}

const ScenarioFile = z.object({ now: z.iso.datetime({ offset: true }) });
const RECHECK_MS = 250;

/**
 * The scenario clock: stands at the instant written in a JSON file (`{"now": "2022-03-16T01:00:00Z"}`) until that file
 * changes; several processes share one file and so one day. While the file is absent the machine's clock answers.
 * A file caught half written keeps the last good instant; one that never was readable is an error, because a service
 * that silently fell back to today would act on the wrong year.
 */
export class FileClock implements Clock {
  private checkedAtMs = Number.NEGATIVE_INFINITY;
  private version: string | undefined;
  private standsAtMs: number | undefined;

  /** @param path - the JSON file; looked at no more than once in 250 ms, re-read when its time of change differs */
  constructor(private readonly path: string) {}

  now(): Date {
    this.refresh();
    return this.standsAtMs === undefined ? new Date() : new Date(this.standsAtMs);
  }

  today(): PlainDate {
    return dateOf(this.now());
  }

  private refresh(): void {
    const monotonicMs = performance.now();
    if (monotonicMs - this.checkedAtMs < RECHECK_MS) return;
    const stat = statSync(this.path, { throwIfNoEntry: false });
    if (!stat) {
      this.version = undefined;
      this.standsAtMs = undefined;
    } else if (this.version !== `${stat.mtimeMs}/${stat.size}/${stat.ino}`) {
      const read = readScenario(this.path);
      if (read !== undefined) {
        this.standsAtMs = read;
        this.version = `${stat.mtimeMs}/${stat.size}/${stat.ino}`;
      } else if (this.standsAtMs === undefined) {
        throw new Error(`Tệp đồng hồ kịch bản không đọc được / Scenario clock file is unreadable: ${this.path}`);
      }
    }
    this.checkedAtMs = monotonicMs;
  }
}

/**
 * The clock a process runs by: a {@link FileClock} where `CLOCK_FILE` names one, else {@link systemClock}.
 * @param env - the environment, usually `process.env`
 */
export function clockFromEnv(env: { readonly CLOCK_FILE?: string | undefined }): Clock {
  return env.CLOCK_FILE ? new FileClock(env.CLOCK_FILE) : systemClock;
}

function readScenario(path: string): number | undefined {
  try {
    const parsed = ScenarioFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? toMs(parsed.data.now) : undefined;
  } catch {
    // Removed or being rewritten between stat and read: the next look decides.
    return undefined;
  }
}

function toMs(moment: Date | string): number {
  const ms = typeof moment === 'string' ? Date.parse(moment) : moment.getTime();
  if (Number.isNaN(ms)) throw new RangeError(`Not an instant: ${String(moment)}`);
  return ms;
}
