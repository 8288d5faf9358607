import type { AreaVersion } from '@thongsuot/areas';
import type { PlainDate } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { findPassing, type Inheritance, type Kit } from '@thongsuot/service-kit';
import { passedLine } from '../../features/pass-on/pass-line';
import type { TaskDoc } from '../../features/records';
import { TASKS } from './collections';
import { savePassed } from './task-writes';

const LINES_A_TICK = 200;

/** Open work of areas that an act ended, and the leads of it, pass to the heirs; every line keeps what was done to it. */
export function taskInheritance(kit: Kit): Inheritance<TaskDoc> {
  return {
    collection: TASKS,
    portion: LINES_A_TICK,
    mark: (ended, on) => mark(kit, ended, on),
    pass: (tx, due, asOf) => pass(tx, due, kit, asOf),
  };
}

async function mark(kit: Kit, ended: AreaVersion, on: PlainDate): Promise<void> {
  const open = {
    status: { $nin: ['completed' as const, 'cancelled' as const] },
    $or: [{ passesOn: { $exists: false } }, { passesOn: { $gt: on } }],
  };
  const tasks = kit.store.collection<TaskDoc>(TASKS);
  await tasks.updateMany({ areaVersion: ended.id, ...open }, { $set: { passesOn: on } });
  await tasks.updateMany({ 'leadUnits.areaVersion': ended.id, ...open }, { $set: { passesOn: on } });
}

async function pass(tx: Tx, due: readonly TaskDoc[], kit: Kit, asOf: PlainDate): Promise<void> {
  const { tree } = kit.areas;
  const tasks = tx.collection<TaskDoc>(TASKS);
  const moves = [];
  for (const line of due) {
    const passed = passedLine(tree, line, (areaVersion) => findPassing(tree, areaVersion, asOf));
    if (passed) moves.push({ line, ...passed });
    // Nobody follows: it stays with the last holder until an act names an heir.
    else await tasks.updateOne({ _id: line._id, rev: line.rev }, { $unset: { passesOn: 1 } }, { session: tx.session });
  }
  await savePassed(tx, tree, moves);
  for (const { line, next, on } of moves) {
    const passings = next.passings?.slice(line.passings?.length ?? 0) ?? [];
    tx.audit({ actor: 'system', action: 'plan-catalog.passOn', subject: `task ${line._id}`, detail: { on, passings } });
  }
}
