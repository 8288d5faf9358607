import { systemClock } from '@thongsuot/calendar';
import { LEDGER_COLLECTION, PARKED_COLLECTION, removePortion } from '@thongsuot/mongo-store';
import { groupOf, type Kit } from '@thongsuot/service-kit';
import { BOOKS } from './books';
import { GENERATIONS, type GenerationDocument } from './generations';
import { PLANS } from './plan-targets';
import { TASK_MEASURES } from './task-measures';
import { POSTED_PROCEDURES } from './posted-procedures';

/** Longer than any process takes to learn of a swap, and than any transaction lives that began before it. */
const ENDED_KEPT_MS = 120_000;
const JOB = 'reporting.remove-generations';

/**
 * Removes a portion of what a generation left that is used no more; its row stays and says what became of it. Its ledger goes
 * first: a process that slept through its end can then commit nothing more, and learns of it when it claims its partitions anew.
 * @returns how many documents went
 */
export async function removeEnded(kit: Kit, generations: readonly GenerationDocument[]): Promise<number> {
  const before = systemClock.now().getTime() - ENDED_KEPT_MS;
  const ended = generations.find(({ endedAt }) => endedAt !== undefined && endedAt.getTime() < before);
  if (!ended || !(await kit.leases.acquire(JOB, 30_000))) return 0;
  const own = `${ended._id}|`;
  const read = `${groupOf(kit.name, kit.config.NAMESPACE, ended._id)}|${own}`;
  const left: readonly (readonly [string, string])[] = [
    [LEDGER_COLLECTION, read],
    [BOOKS, own],
    [POSTED_PROCEDURES, own],
    [PLANS, own],
    [TASK_MEASURES, own],
    [PARKED_COLLECTION, read],
  ];
  for (const [collection, prefix] of left) {
    const removed = await removePortion(kit.store, collection, prefix);
    if (removed > 0) return removed;
  }
  await kit.store.collection<GenerationDocument>(GENERATIONS).updateOne({ _id: ended._id }, { $set: { state: 'removed' } });
  await kit.leases.release(JOB);
  return 0;
}
