import type { PlainDate } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { findPassing, passesOnOf, type Inheritance, type Kit } from '@thongsuot/service-kit';
import { INBOX, type InboxDoc } from './collections';
import { pathOf } from '../../domain/rules';

const ROWS_A_TICK = 400;

/** Unread messages of areas that an act ended pass to the inbox of the heir; what was read stays where it was read. */
export function inboxInheritance(kit: Kit): Inheritance<InboxDoc> {
  return {
    collection: INBOX,
    portion: ROWS_A_TICK,
    mark: async (ended, on) => {
      await kit.store
        .collection<InboxDoc>(INBOX)
        .updateMany({ areaVersion: ended.id, read: false, passesOn: { $ne: on } }, { $set: { passesOn: on } });
    },
    pass: (tx, due, asOf) => pass(tx, due, kit, asOf),
  };
}

async function pass(tx: Tx, due: readonly InboxDoc[], kit: Kit, asOf: PlainDate): Promise<void> {
  const { tree } = kit.areas;
  const inbox = tx.collection<InboxDoc>(INBOX);
  await inbox.bulkWrite(
    due.map(({ _id, areaVersion, areaCode, unit, read }) => {
      const heir = read ? undefined : findPassing(tree, areaVersion, asOf)?.heir;
      const kept = heir?.code === areaCode ? unit : heir?.code;
      const moved = heir && {
        ...{ areaVersion: heir.id, areaCode: heir.code, areaName: heir.name, areaPath: pathOf(tree, heir.id) },
        ...{ unit: kept ?? unit, passesOn: passesOnOf(tree, heir.id) },
      };
      return { updateOne: { filter: { _id }, update: { $set: moved ?? { passesOn: null } } } };
    }),
    { session: tx.session, ordered: false },
  );
}
