import { systemClock } from '@thongsuot/calendar';
import type { IndexSpec, Store, Tx } from '@thongsuot/mongo-store';
import type { Collection } from 'mongodb';

const COLLECTION = 'effects';
const DAY_MS = 86_400_000;
/** What was settled is kept this long, to be shown and done again on request. */
const KEPT_MS = 90 * DAY_MS;

/** Something to be done to the world outside: a message to send. */
export interface Effect<Payload = unknown> {
  /** Stable across repeats: becomes the Message-ID or webhook-id, by which a receiver knows a repeat. */
  readonly id: string;
  readonly kind: string;
  readonly payload: Payload;
  /** What its owner finds it by (a recipient, an area); never anything personal. Index what is asked for. */
  readonly about?: Readonly<Record<string, unknown>>;
}

/** Where an effect stands. `failed` is given up: whoever asks may have it done again. */
export type EffectState = 'queued' | 'sending' | 'sent' | 'failed';

/** An effect as it is stored. */
export interface EffectRow<Payload = unknown> extends Effect<Payload> {
  _id: string;
  state: EffectState;
  attempts: number;
  /** Machine's clock: not to be taken up before this moment. */
  notBefore: Date;
  queuedAt: Date;
  settledAt: Date | null;
  error: string | null;
  /** Set when settled; the row goes after it. */
  keptUntil: Date | null;
}

export const effectIndexes: readonly IndexSpec[] = [
  {
    collection: COLLECTION,
    name: 'next',
    keys: { state: 1, notBefore: 1 },
    serves: 'the next effect to carry out, or to take up again',
  },
  {
    collection: COLLECTION,
    name: 'next-of-kind',
    keys: { kind: 1, state: 1, notBefore: 1 },
    serves: 'the same of one kind, and how many of it wait',
  },
  {
    collection: COLLECTION,
    name: 'kept',
    keys: { keptUntil: 1 },
    serves: 'settled effects older than ninety days, to let go',
    expireAfterSeconds: 0,
  },
];

/** The effects of a service. */
export function effectRows(store: Pick<Store, 'collection'>): Collection<EffectRow> {
  return store.collection<EffectRow>(COLLECTION);
}

/** Queues effects in the transaction whose fact they follow; the same id again changes nothing. */
export async function queueEffects(tx: Tx, effects: readonly Effect[]): Promise<void> {
  if (effects.length === 0) return;
  const now = systemClock.now();
  await effectRows(tx).bulkWrite(
    effects.map((effect) => {
      const waiting = { state: 'queued' as const, attempts: 0, notBefore: now, queuedAt: now };
      const row = { ...effect, ...waiting, settledAt: null, error: null, keptUntil: null };
      return { updateOne: { filter: { _id: effect.id }, update: { $setOnInsert: row }, upsert: true } };
    }),
    { session: tx.session, ordered: true },
  );
}

/** Has a settled effect done once more, under the same id. False where it is under way, or there is none. */
export async function queueAgain(tx: Tx, id: string): Promise<boolean> {
  const now = systemClock.now();
  const again = {
    state: 'queued' as const,
    attempts: 0,
    notBefore: now,
    queuedAt: now,
    settledAt: null,
    error: null,
    keptUntil: null,
  };
  const filter = { _id: id, state: { $in: ['sent', 'failed'] as EffectState[] } };
  return (await effectRows(tx).updateOne(filter, { $set: again }, { session: tx.session })).matchedCount === 1;
}

/** What an outcome leaves in the row. */
export function settled(state: 'sent' | 'failed', error: string | null): Partial<EffectRow> {
  const now = systemClock.now();
  return { state, settledAt: now, error, keptUntil: new Date(now.getTime() + KEPT_MS) };
}
