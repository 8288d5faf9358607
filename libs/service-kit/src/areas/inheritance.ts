import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import { addDays } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import type { IndexSpec, Session, Store, Tx } from '@thongsuot/mongo-store';
import type { Document, Filter, WithId } from 'mongodb';
import type { Kit } from '../kit';
import { AREA_CHANGES, type AreaChangeDoc } from './area-changes';
import type { AreaFollower } from './area-follower';

/**
 * How a service passes on what areas hold open when an act ends them. Whatever is open carries the day on which it passes
 * (see {@link passesOnOf}), set with every write of it; `mark` sets it where the act came later than the write. What passed
 * is found no more, so a kill between two portions loses and doubles nothing.
 */
export interface Inheritance<Row extends Passes = Passes> {
  /** Where it is kept; wants {@link passesOnIndex}. */
  readonly collection: string;
  /** Rows of one portion, at most: they pass in one transaction. */
  readonly portion: number;
  /** Marks what `ended` holds open to pass on `on`. Idempotent; outside any transaction. */
  mark(ended: AreaVersion, on: PlainDate): Promise<void>;
  /** Passes on one portion of what is due by `asOf`. Each row is due no more afterwards, whether anybody follows or not. */
  pass(tx: Tx, due: Row[], asOf: PlainDate): Promise<void>;
}

/** What passes on some day, as it is stored. */
export interface Passes {
  readonly passesOn?: PlainDate | null;
}

/** The index along which what is due to pass is found. */
export function passesOnIndex(collection: string, serves: string): IndexSpec {
  // By range, not by existence: the laptop's store uses a partial index only where the query's range lies in the filter's.
  return { collection, name: 'passes-on', keys: { passesOn: 1 }, partialFilter: { passesOn: { $gte: '' } }, serves };
}

/** From which area to which something passes, when and by which act. */
export interface Passing {
  readonly from: AreaVersion;
  readonly heir: AreaVersion;
  readonly on: PlainDate;
  /** Id of the act that began the heir; null where our records name none. */
  readonly act: string | null;
}

/** The day on which what an area holds open passes to its heir; null while nothing ends it. */
export function passesOnOf(tree: AreaTree, areaVersion: string): PlainDate | null {
  const validTo = tree.findById(areaVersion)?.validTo ?? null;
  return validTo === null ? null : addDays(validTo, 1);
}

/** Who takes over from an area that has ended by `asOf`: a successor, or the heir by rule or by the act. */
export function findPassing(tree: AreaTree, areaVersion: string, asOf: PlainDate): Passing | undefined {
  const on = passesOnOf(tree, areaVersion);
  if (on === null || on > asOf) return undefined;
  const to = tree.findCurrentOf(areaVersion, on);
  const heir = to && tree.byId(to.id);
  return heir && { from: tree.byId(areaVersion), heir, on, act: heir.act ?? null };
}

/** One turn of the clock: acts that came are marked, then a portion of what is due passes on. */
export async function passOn(
  kit: Kit,
  follower: AreaFollower | null,
  inheritance: Inheritance,
  asOf: PlainDate,
): Promise<number> {
  await follower?.refresh();
  await markEnded(kit, inheritance, asOf);
  // Mostly nothing is due, and a transaction that finds nothing costs as much as one that does.
  if ((await findDue(kit.store, inheritance.collection, asOf, 1)).length === 0) return 0;
  return kit.unitOfWork.run(async (tx) => {
    const due = await findDue(tx, inheritance.collection, asOf, inheritance.portion, tx.session);
    if (due.length > 0) await inheritance.pass(tx, due, asOf);
    return due.length;
  });
}

/** What passes by `asOf`, the longest due first. */
function findDue(
  store: Pick<Store, 'collection'>,
  collection: string,
  asOf: PlainDate,
  max: number,
  session?: Session,
): Promise<WithId<Passes>[]> {
  return store
    .collection<Passes & Document>(collection)
    .find({ passesOn: { $gte: '', $lte: asOf } } as Filter<Passes & Document>, session ? { session } : {})
    .sort({ passesOn: 1 })
    .limit(max)
    .toArray();
}

async function markEnded(kit: Kit, inheritance: Inheritance, asOf: PlainDate): Promise<void> {
  const changes = kit.store.collection<AreaChangeDoc>(AREA_CHANGES);
  const open = await changes
    .find({ state: { $in: ['new', 'marked'] } })
    .sort({ state: 1, at: 1 })
    .toArray();
  for (const { _id, data, state } of open) {
    const begun = data.effectiveOn <= asOf;
    if (state === 'marked' && !begun) continue;
    for (const { id, validTo } of data.after) {
      if (validTo === null || validTo >= data.effectiveOn) continue;
      await inheritance.mark(kit.areas.tree.byId(id), addDays(validTo, 1));
    }
    await changes.updateOne({ _id }, { $set: { state: begun ? 'done' : 'marked' } });
  }
}
