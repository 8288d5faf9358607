import { AreaChanged } from '@thongsuot/contracts';
import { eventsOf, type ReceivedEvent } from '@thongsuot/messaging';
import type { IndexSpec, Tx } from '@thongsuot/mongo-store';

/** Acts as this service has heard of them; a restart knows the areas by these. */
export const AREA_CHANGES = 'area-changes';

/** An act as stored. */
export interface AreaChangeDoc {
  /** Id of the act. */
  _id: string;
  /** Order in which acts came, which is the order of applying them. */
  at: string;
  data: AreaChanged;
  /**
   * How far the open work of the areas it ended is marked to pass on: `new`; `marked` once; `done`, marked again on the day it
   * takes effect, for what replicas that had not heard of the act wrote in between.
   */
  state: 'new' | 'marked' | 'done';
}

export const areaChangeIndexes: readonly IndexSpec[] = [
  { collection: AREA_CHANGES, name: 'order', keys: { at: 1 }, serves: 'area changes in the order they came' },
  { collection: AREA_CHANGES, name: 'state', keys: { state: 1, at: 1 }, serves: 'acts whose open work is not yet marked' },
];

/** Stores the acts among `events` that are not stored yet, in the transaction that moves the ledger; answers those. */
export async function recordAreaChanges(tx: Tx, events: readonly ReceivedEvent[]): Promise<AreaChangeDoc[]> {
  const changes = tx.collection<AreaChangeDoc>(AREA_CHANGES);
  const { session } = tx;
  const recorded: AreaChangeDoc[] = [];
  for (const { data } of eventsOf(events, AreaChanged)) {
    if (await changes.findOne({ _id: data.actId }, { session })) continue;
    const [last] = await changes.find({}, { session }).sort({ at: -1 }).limit(1).toArray();
    const row: AreaChangeDoc = { _id: data.actId, at: nextAfter(last?.at), data, state: 'new' };
    await changes.insertOne(row, { session });
    recorded.push(row);
  }
  return recorded;
}

/** Acts are counted in the order they are recorded in; of two readers that record one at once, its `_id` makes the later begin again. */
function nextAfter(at: string | undefined): string {
  return String(Number(at ?? '0') + 1).padStart(9, '0');
}
