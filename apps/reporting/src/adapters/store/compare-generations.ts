import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@thongsuot/calendar';
import { Ledger, type Session } from '@thongsuot/mongo-store';
import { groupOf, type Kit } from '@thongsuot/service-kit';
import { appliedOf, isLevel, marksOf, type LedgerPlace } from '../../domain/level';
import { GENERATIONS, type GenerationDocument } from './generations';

/** A rebuild further behind than this is let run on before the live figures wait for it. */
const NEAR_EVENTS = 20_000;
/** Commits wait no longer than this for a comparison, whatever becomes of the process that asked. */
const HELD_MS = 20_000;
const PATIENCE_MS = 10_000;
/** Where neither moved for this long, longer than a commit takes, what is missing comes by no waiting. */
const STILL_MS = 5000;
const LOOK_MS = 150;

/** The ledger of one generation of this service. */
export function ledgerOf({ store, name, config }: Kit, generation: string): Ledger {
  return new Ledger(store, groupOf(name, config.NAMESPACE, generation), generation);
}

/** Where both generations stand. */
export async function placesOf(
  kit: Kit,
  live: string,
  rebuilt: string,
  session?: Session,
): Promise<{ readonly live: readonly LedgerPlace[]; readonly rebuilt: readonly LedgerPlace[]; readonly level: boolean }> {
  // One after the other: a transaction answers one question at a time.
  const one = await ledgerOf(kit, live).positions(session);
  const other = await ledgerOf(kit, rebuilt).positions(session);
  return { live: one, rebuilt: other, level: isLevel(one, other) };
}

/**
 * Does `work` where both generations stand level. Under a steady flow they never would by chance: both are told to commit
 * nothing from the furthest position on, come to stand there, and are let go again. Readers notice nothing; figures are late by
 * those moments.
 * @param work answers null where its transaction does not see them level
 * @returns null where they did not come to stand level in time
 */
export async function whereLevel<T>(kit: Kit, live: string, rebuilt: string, work: () => Promise<T | null>): Promise<T | null> {
  const until = performance.now() + PATIENCE_MS;
  let [held, moved, movedAt] = ['', -1, 0];
  try {
    for (;;) {
      const places = await placesOf(kit, live, rebuilt);
      const answer = places.level ? await work() : null;
      if (answer !== null) return answer;
      const [ofLive, ofRebuilt] = [appliedOf(places.live), appliedOf(places.rebuilt)];
      const now = performance.now();
      if (ofLive + ofRebuilt !== moved) [moved, movedAt] = [ofLive + ofRebuilt, now];
      if (now > Math.min(until, movedAt + STILL_MS) || Math.abs(ofLive - ofRebuilt) > NEAR_EVENTS) return null;
      const marks = [...marksOf(places.live, places.rebuilt)].map(([partition, offset]) => ({ partition, offset }));
      if (JSON.stringify(marks) !== held) await hold(kit, rebuilt, marks);
      held = JSON.stringify(marks);
      await sleep(LOOK_MS);
    }
  } finally {
    if (held !== '') await rowsOf(kit).updateOne({ _id: rebuilt }, { $unset: { hold: '' } });
  }
}

async function hold(kit: Kit, rebuilt: string, marks: { partition: string; offset: string }[]): Promise<void> {
  const until = new Date(systemClock.now().getTime() + HELD_MS);
  await rowsOf(kit).updateOne({ _id: rebuilt, state: 'building' }, { $set: { hold: { marks, until } } });
}

function rowsOf(kit: Kit): ReturnType<typeof kit.store.collection<GenerationDocument>> {
  return kit.store.collection<GenerationDocument>(GENERATIONS);
}
