import { systemClock } from '@thongsuot/calendar';
import { LEDGER_COLLECTION, PARKED_COLLECTION, removePortion } from '@thongsuot/mongo-store';
import { groupOf, type Kit } from '@thongsuot/service-kit';
import { BOOKS } from './books';
import { GENERATIONS, type GenerationDocument } from './generations';
import { PLANS } from './plan-targets';
import { POSTED_PROCEDURES } from './posted-procedures';

/** Longer than any transaction lives: one that still saw the generation in use is then over, and none begins any more. */
const ENDED_KEPT_MS = 120_000;
const JOB = 'reporting.remove-generations';

/**
 * Removes a portion of what a generation left that is used no more; the row stays and says what became of it.
 * @returns how many documents went
 */
export async function removeEnded(kit: Kit): Promise<number> {
  const generations = kit.store.collection<GenerationDocument>(GENERATIONS);
  const ended = await generations.findOne({
    state: { $in: ['retired', 'dropped'] },
    endedAt: { $lt: new Date(systemClock.now().getTime() - ENDED_KEPT_MS) },
  });
  if (!ended || !(await kit.leases.acquire(JOB, 30_000))) return 0;
  const own = `${ended._id}|`;
  const read = `${groupOf(kit.name, kit.config.NAMESPACE, ended._id)}|${own}`;
  const left: readonly (readonly [string, string])[] = [
    [BOOKS, own],
    [POSTED_PROCEDURES, own],
    [PLANS, own],
    [PARKED_COLLECTION, read],
    [LEDGER_COLLECTION, read],
  ];
  for (const [collection, prefix] of left) {
    const removed = await removePortion(kit.store, collection, prefix);
    if (removed > 0) return removed;
  }
  await generations.updateOne({ _id: ended._id }, { $set: { state: 'removed' } });
  await kit.leases.release(JOB);
  return 0;
}
