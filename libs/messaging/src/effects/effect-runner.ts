import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@thongsuot/calendar';
import { type Store, isDuplicateKey, retryWithBackOff } from '@thongsuot/mongo-store';
import { effectRows, settled, type Effect, type EffectRow, type EffectState } from './effect';
import { EffectPostponed, EffectRefused, doublingRetries, type RetrySchedule } from './retry';

const SENDING_MS = 30_000;
const IDLE_MS = 500;
const ATTEMPTS_MAX = 12;
const DURABLE = { writeConcern: { w: 'majority', journal: true } } as const;

/** How one attempt ended. */
export type EffectOutcome = 'sent' | 'retry' | 'failed';

/** What carries effects out. */
export interface EffectRunnerOptions {
  readonly store: Store;
  /**
   * Does it, once per call; may be called again for the same id only after a kill or a failure in between. Throw
   * {@link EffectRefused} where trying again is of no use, {@link EffectPostponed} where the receiver says when.
   */
  readonly perform: (effect: Effect) => Promise<void>;
  /** Kinds it takes; all unless told. A slow channel then holds up no other. */
  readonly kinds?: readonly string[];
  /** Effects at a time; 1 unless told. */
  readonly concurrency?: number;
  /** When to try again; doubling from 2 s, twelve attempts, unless told. */
  readonly retries?: RetrySchedule;
  /** An effect whose carrier is heard of no more is taken up again after this long. */
  readonly sendingMs?: number;
  readonly onTrouble?: (effect: Effect, error: Error) => void;
  readonly onSettled?: (effect: Effect, outcome: EffectOutcome) => void;
}

/**
 * `queued → sending → sent`. At least once: a process killed between doing and recording does it again under the same id,
 * and nothing else ever repeats.
 */
export class EffectRunner {
  private readonly stopping = new AbortController();
  private running: Promise<unknown> | undefined;
  private readonly retries: RetrySchedule;
  private readonly sendingMs: number;

  constructor(private readonly options: EffectRunnerOptions) {
    this.retries = options.retries ?? doublingRetries(ATTEMPTS_MAX);
    this.sendingMs = options.sendingMs ?? SENDING_MS;
  }

  start(): void {
    this.running = Promise.all(Array.from({ length: this.options.concurrency ?? 1 }, () => this.work()));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Takes and carries out one effect; false when none is due. */
  async runOne(): Promise<boolean> {
    const row = await this.take();
    if (!row) return false;
    const effect: Effect = { id: row._id, kind: row.kind, payload: row.payload, ...(row.about ? { about: row.about } : {}) };
    // Who takes it up after us counts another attempt: from then on it is theirs, and a failure of ours says nothing.
    const ours = { _id: row._id, state: 'sending' as const, attempts: row.attempts };
    // Carrying it out may take long; nobody else may take it up meanwhile.
    const renewal = setInterval(() => {
      const notBefore = new Date(systemClock.now().getTime() + this.sendingMs);
      this.rows.updateOne(ours, { $set: { notBefore } }).catch(() => undefined);
    }, this.sendingMs / 3);
    try {
      await this.options.perform(effect);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      this.options.onTrouble?.(effect, failure);
      const waitMs = this.waitAfter(failure, row.attempts);
      const message = failure.message.slice(0, 500);
      const again = {
        state: 'queued' as const,
        error: message,
        notBefore: new Date(systemClock.now().getTime() + (waitMs ?? 0)),
      };
      await this.rows.updateOne(ours, { $set: waitMs === null ? settled('failed', message) : again });
      this.options.onSettled?.(effect, waitMs === null ? 'failed' : 'retry');
      return true;
    } finally {
      clearInterval(renewal);
    }
    // It is done: an engine's trouble in recording that is no reason to do it again.
    await retryWithBackOff(() => this.rows.updateOne({ _id: row._id }, { $set: settled('sent', null) }, DURABLE), {
      attemptsMax: 20,
      signal: this.stopping.signal,
    });
    this.options.onSettled?.(effect, 'sent');
    return true;
  }

  private get rows(): ReturnType<typeof effectRows> {
    return effectRows(this.options.store);
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    // Together they ask an idle store as often as one would alone, and not all in the same moment.
    const idleMs = IDLE_MS * (this.options.concurrency ?? 1);
    while (!signal.aborted) {
      const worked = await this.runOne().catch(() => false);
      if (!worked) await sleep(idleMs * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
    }
  }

  private take(): Promise<EffectRow | null> {
    const now = systemClock.now();
    const { kinds } = this.options;
    const [kind] = kinds ?? [];
    const ofKind = kinds === undefined ? {} : { kind: kinds.length === 1 && kind !== undefined ? kind : { $in: [...kinds] } };
    return this.rows
      .findOneAndUpdate(
        { ...ofKind, state: { $in: ['queued', 'sending'] as EffectState[] }, notBefore: { $lte: now } },
        // Taken up again after this, should its carrier die.
        { $set: { state: 'sending', notBefore: new Date(now.getTime() + this.sendingMs) }, $inc: { attempts: 1 } },
        { sort: { notBefore: 1 }, returnDocument: 'after', ...DURABLE },
      )
      .catch((error: unknown) => {
        if (isDuplicateKey(error)) return null;
        throw error;
      });
  }

  private waitAfter(failure: Error, attempts: number): number | null {
    if (failure instanceof EffectRefused) return null;
    const waitMs = this.retries(attempts);
    return waitMs !== null && failure instanceof EffectPostponed ? Math.max(waitMs, failure.afterMs) : waitMs;
  }
}
