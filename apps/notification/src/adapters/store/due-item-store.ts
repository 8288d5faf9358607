import type { AreaTree } from '@thongsuot/areas';
import { addDays, later } from '@thongsuot/calendar';
import type { AreaVersionId, PlainDate } from '@thongsuot/contracts';
import type { Store, Tx } from '@thongsuot/mongo-store';
import type { AnyBulkWriteOperation } from 'mongodb';
import type { DueChange } from '../../domain/due-changes';

import { isNear } from '../../domain/near';
import { pathOf } from '../../domain/rules';
import type { DueItemRecords, LookedAt } from '../../features/tick-due-items/tick-due-items';
import { DUE_ITEMS, type DueItemDoc } from './collections';

/** Keeps in step with facts what is open and due. The same day told again keeps what was told of it already. */
export async function keepDueItems(tx: Tx, changes: readonly DueChange[], tree: AreaTree, today: PlainDate): Promise<void> {
  if (changes.length === 0) return;
  const last = new Map(changes.map((change) => [change.id, change]));
  const items = tx.collection<DueItemDoc>(DUE_ITEMS);
  const kept = await items.find({ _id: { $in: [...last.keys()] } }, { session: tx.session }).toArray();
  const byId = new Map(kept.map((doc) => [doc._id, doc]));
  const operations = [...last.values()].flatMap(({ id, on, item }): AnyBulkWriteOperation<DueItemDoc>[] => {
    const known = byId.get(id);
    if (item === null) return known === undefined ? [] : [{ deleteOne: { filter: { _id: id } } }];
    const { id: _id, ...facts } = item;
    const told = known?.dueOn === item.dueOn ? known : undefined;
    // Of old data nothing that lies behind is told; see isNear.
    const evaluated = told?.evaluated ?? addDays(isNear(on, today) ? on : today, -1);
    const nextOn = told === undefined ? addDays(evaluated, 1) : told.nextOn;
    const replacement = { ...facts, evaluated, nextOn, areaPath: pathOf(tree, item.owner) };
    return [{ replaceOne: { filter: { _id }, replacement, upsert: true } }];
  });
  if (operations.length > 0) await items.bulkWrite(operations, { session: tx.session, ordered: true });
}

/** What is to be looked at by `asOf`, the longest due first. */
async function findDocs(from: Pick<Store, 'collection'>, asOf: PlainDate, max: number, tx?: Tx): Promise<DueItemDoc[]> {
  return from
    .collection<DueItemDoc>(DUE_ITEMS)
    .find({ nextOn: { $gte: '' as PlainDate, $lte: asOf } }, tx ? { session: tx.session } : {})
    .sort({ nextOn: 1 })
    .limit(max)
    .toArray();
}

/** True where something is to be looked at: a transaction that finds nothing costs as much as one that does. */
export async function anyDue(store: Pick<Store, 'collection'>, asOf: PlainDate): Promise<boolean> {
  return (await findDocs(store, asOf, 1)).length > 0;
}

/** Due items of this transaction. */
export function dueItemsIn(tx: Tx): DueItemRecords {
  return {
    toLookAt: async (asOf, max) => (await findDocs(tx, asOf, max, tx)).map(({ _id, ...doc }) => ({ id: _id, ...doc })),
    save: async (looked, asOf) => {
      await tx.collection<DueItemDoc>(DUE_ITEMS).bulkWrite(
        looked.map((one) => saved(one, asOf)),
        { session: tx.session, ordered: false },
      );
    },
  };
}

function saved({ item, nextOn }: LookedAt, asOf: PlainDate): AnyBulkWriteOperation<DueItemDoc> {
  const filter = { _id: item.id };
  if (nextOn === null && item.subject === 'directive') return { deleteOne: { filter } };
  return { updateOne: { filter, update: { $set: { nextOn, evaluated: later(item.evaluated, asOf) } } } };
}

/** Has items of an area looked at anew, as a rule changed there. What lies behind is not told under the new rule. */
export async function lookAgain(tx: Tx, area: AreaVersionId | null, today: PlainDate): Promise<void> {
  const items = tx.collection<DueItemDoc>(DUE_ITEMS);
  const filter = { ...(area === null ? {} : { areaPath: area }) };
  const update = { $set: { nextOn: today }, $max: { evaluated: addDays(today, -1) } };
  // What waits for the clock is looked at anyhow, under the rules as they are then.
  await items.updateMany({ ...filter, nextOn: { $gt: today } }, update, { session: tx.session });
  await items.updateMany({ ...filter, nextOn: null }, update, { session: tx.session });
}
