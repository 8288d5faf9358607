import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@thongsuot/calendar';
import { type IndexSpec, type Store, type Tx, isDuplicateKey, retryWithBackOff } from '@thongsuot/mongo-store';

const COLLECTION = 'effects';
const SENDING_MS = 30_000;

/** Something to be done to the world outside: a message to send. */
export interface Effect<Payload = unknown> {
  /** Stable across repeats: becomes the Message-ID or webhook-id, by which a receiver knows a repeat. */
  readonly id: string;
  readonly kind: string;
  readonly payload: Payload;
}

interface EffectRow extends Effect {
  _id: string;
  state: 'queued' | 'sending' | 'sent' | 'failed';
  attempts: number;
  notBefore: Date;
  error: string | null;
}

export const effectIndexes: readonly IndexSpec[] = [
  {
    collection: COLLECTION,
    name: 'next',
    keys: { state: 1, notBefore: 1 },
    serves: 'the next effect to carry out, or to take up again',
  },
];

/** Queues effects in the transaction whose fact they follow; the same id again changes nothing. */
export async function queueEffects(tx: Tx, effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) {
    const row = { ...effect, state: 'queued' as const, attempts: 0, notBefore: systemClock.now(), error: null };
    await tx
      .collection<EffectRow>(COLLECTION)
      .updateOne({ _id: effect.id }, { $setOnInsert: row }, { upsert: true, session: tx.session });
  }
}

/** What carries effects out. */
export interface EffectRunnerOptions {
  readonly store: Store;
  /** Does it, once per call; may be called again for the same id only after a kill or a failure in between. */
  readonly perform: (effect: Effect) => Promise<void>;
  readonly attemptsMax?: number;
  readonly onTrouble?: (effect: Effect, error: Error) => void;
}

/**
 * `queued → sending → sent`. At least once: a process killed between doing and recording does it again under the same id,
 * and nothing else ever repeats.
 */
export class EffectRunner {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: EffectRunnerOptions) {}

  start(): void {
    this.running = (async () => {
      while (!this.stopping.signal.aborted) {
        const worked = await this.runOne().catch(() => false);
        if (!worked) await sleep(500, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    })();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Takes and carries out one effect; false when none is due. */
  async runOne(): Promise<boolean> {
    const rows = this.options.store.collection<EffectRow>(COLLECTION);
    const now = systemClock.now();
    const row = await rows
      .findOneAndUpdate(
        { state: { $in: ['queued', 'sending'] }, notBefore: { $lte: now } },
        // Taken up again after this, should its carrier die.
        { $set: { state: 'sending', notBefore: new Date(now.getTime() + SENDING_MS) }, $inc: { attempts: 1 } },
        { sort: { notBefore: 1 }, returnDocument: 'after', writeConcern: { w: 'majority', journal: true } },
      )
      .catch((error: unknown) => {
        if (isDuplicateKey(error)) return null;
        throw error;
      });
    if (!row) return false;
    // Who takes it up after us counts another attempt: from then on it is theirs, and a failure of ours says nothing.
    const ours = { _id: row._id, state: 'sending' as const, attempts: row.attempts };
    // Carrying it out may take long; nobody else may take it up meanwhile.
    const renewal = setInterval(() => {
      const notBefore = new Date(systemClock.now().getTime() + SENDING_MS);
      rows.updateOne(ours, { $set: { notBefore } }).catch(() => undefined);
    }, SENDING_MS / 3);
    try {
      await this.options.perform({ id: row._id, kind: row.kind, payload: row.payload });
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      this.options.onTrouble?.({ id: row._id, kind: row.kind, payload: row.payload }, failure);
      const last = row.attempts >= (this.options.attemptsMax ?? 12);
      const waitMs = Math.min(3_600_000, 1000 * 2 ** row.attempts);
      await rows.updateOne(ours, {
        $set: {
          state: last ? 'failed' : 'queued',
          error: failure.message.slice(0, 500),
          notBefore: new Date(systemClock.now().getTime() + waitMs),
        },
      });
      return true;
    } finally {
      clearInterval(renewal);
    }
    // It is done: an engine's trouble in recording that is no reason to do it again.
    await retryWithBackOff(
      () => rows.updateOne({ _id: row._id }, { $set: { state: 'sent' } }, { writeConcern: { w: 'majority', journal: true } }),
      { attemptsMax: 20, signal: this.stopping.signal },
    );
    return true;
  }
}
