import { addDays } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { findPassing, type Inheritance, type Kit } from '@thongsuot/service-kit';
import { newRow, tellDuty, type DutyRow } from './duty-store';
import { DUTIES } from './indexes';

const DUTIES_A_TICK = 200;

/**
 * Duties of areas that an act ended: each ends with its area, and its holder goes on in the heir's committee from the next
 * day, until someone changes it. Who may act for an area follows from its duties.
 */
export function dutyInheritance(kit: Kit): Inheritance<DutyRow> {
  return {
    collection: DUTIES,
    portion: DUTIES_A_TICK,
    mark: async (ended, on) => {
      await kit.store
        .collection<DutyRow>(DUTIES)
        .updateMany(
          { areaVersion: ended.id, passesOn: { $ne: on }, $or: [{ to: null }, { to: { $gte: on } }] },
          { $set: { passesOn: on } },
        );
    },
    pass: (tx, due, asOf) => pass(tx, due, kit, asOf),
  };
}

async function pass(tx: Tx, due: readonly DutyRow[], kit: Kit, asOf: PlainDate): Promise<void> {
  const { session } = tx;
  const { tree } = kit.areas;
  const duties = tx.collection<DutyRow>(DUTIES);
  for (const row of due) {
    const passing = findPassing(tree, row.areaVersion, asOf);
    if (!passing) {
      // Nobody follows: it stays where it is until an act names an heir.
      await duties.updateOne({ _id: row._id, rev: row.rev }, { $set: { passesOn: null } }, { session });
      continue;
    }
    const { heir, on, act } = passing;
    const lastPackId = tx.stamp(row.lastPackId);
    // A duty that only begins after its area has ended is the heir's from its first day.
    const lastDay = addDays(on, -1);
    const ended: DutyRow = { ...row, to: lastDay < row.from ? row.from : lastDay, passesOn: null, rev: row.rev + 1, lastPackId };
    const agency = heir.code === tree.byId(row.areaVersion).code ? row.agency : null;
    const { duty, position, subjectId, to } = row;
    const place = { unit: agency === null ? heir.code : `${heir.code}/${agency}`, areaVersion: heir.id, agency };
    const days = { from: on < row.from ? row.from : on, to };
    const next = {
      ...newRow(tree, { duty, position, subjectId, ...place, ...days }, lastPackId),
      inherited: { from: row._id, act },
    };
    const moved = await duties.replaceOne({ _id: row._id, rev: row.rev }, ended, { session });
    if (moved.matchedCount === 0) throw new Error(`duty ${row._id} moved on inside a transaction`);
    await duties.insertOne(next, { session });
    tellDuty(tx, ended);
    tellDuty(tx, next);
    tx.audit({ actor: 'system', action: 'directory.passOn', subject: row._id, detail: { to: next._id, on, act } });
  }
}
