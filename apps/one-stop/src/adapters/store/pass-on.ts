import type { AreaVersion } from '@thongsuot/areas';
import type { PlainDate } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { findPassing, type Inheritance, type Kit, type Passing } from '@thongsuot/service-kit';
import type { Rules } from '../../config/rules';
import { passedTo } from '../../domain/dossier';
import { apologyId } from './apology-id';
import { nextRow, replaceRows } from './apology-rows';
import { holderOf, pathOf, within } from './place';
import { APOLOGIES, DOSSIERS, type ApologyRow, type DossierRow } from './rows';

const DOSSIERS_A_TICK_MAX = 400;

/**
 * Pending dossiers of areas that an act ended: each gets its heir as the next of its custody and says so, which counts as
 * transferred out and in on that day. Past flow does not move, and every dossier passes once: passed, it is due no more.
 */
export function dossierInheritance(kit: Kit, rules: Rules): Inheritance<DossierRow> {
  return {
    collection: DOSSIERS,
    portion: DOSSIERS_A_TICK_MAX,
    mark: (ended, on) => mark(kit, ended, on),
    pass: (tx, due, asOf) => pass(tx, due, kit, rules, asOf),
  };
}

async function mark(kit: Kit, ended: AreaVersion, on: PlainDate): Promise<void> {
  await kit.store.collection<DossierRow>(DOSSIERS).updateMany(
    {
      place: within(`${pathOf(kit.areas.tree, ended.id)}#`),
      passesOn: { $ne: on },
      'state.deleted': false,
      'state.state': { $ne: 'refused-at-desk' },
      $or: [{ 'state.resolvedOn': null }, { 'state.resolvedOn': { $gte: on } }],
    },
    { $set: { passesOn: on } },
  );
}

async function pass(tx: Tx, due: readonly DossierRow[], kit: Kit, rules: Rules, asOf: PlainDate): Promise<void> {
  const { session } = tx;
  const { tree } = kit.areas;
  const dossiers = tx.collection<DossierRow>(DOSSIERS);
  const packId = tx.stamp(due.reduce((max, { lastPackId }) => (lastPackId > max ? lastPackId : max), ''));
  const moves: { before: DossierRow; after: DossierRow }[] = [];
  const passed = new Map<string, { passing: Passing; dossiers: number }>();
  for (const before of due) {
    const holder = holderOf(before.state);
    const passing = findPassing(tree, holder, asOf);
    if (!passing) {
      // Nobody follows: it stays with the last holder until an act names an heir.
      await dossiers.updateOne({ _id: before._id, rev: before.rev }, { $unset: { passesOn: 1 }, $inc: { rev: 1 } }, { session });
      continue;
    }
    const state = passedTo(before.state, passing.heir.id, passing.on);
    moves.push({ before, after: nextRow(tx, before, { state, own: before.own }, packId, { tree, rules }) });
    passed.set(holder, { passing, dossiers: (passed.get(holder)?.dossiers ?? 0) + 1 });
  }
  if (moves.length > 0) await replaceRows(tx, moves);
  await passApologies(tx, moves);
  for (const { passing, dossiers: count } of passed.values()) {
    const { from, heir, on, act } = passing;
    const detail = { to: heir.id, on, act, dossiers: count };
    tx.audit({ actor: 'system', action: 'one-stop.passOn', subject: `area/${from.id}`, detail });
  }
}

/** Apologies that are still owed are owed by the heir. */
async function passApologies(tx: Tx, moves: readonly { before: DossierRow; after: DossierRow }[]): Promise<void> {
  const writes = moves
    .filter(({ before }) => before.own.letterDone || before.own.publicDone)
    .flatMap(({ after }) =>
      (['letter', 'public'] as const).map((kind) => ({
        updateOne: {
          filter: { _id: apologyId(kind, after._id), state: 'raised' as const },
          update: { $set: { areaVersion: holderOf(after.state), order: `${after.place}#${kind}` } },
        },
      })),
    );
  if (writes.length > 0) await tx.collection<ApologyRow>(APOLOGIES).bulkWrite(writes, { session: tx.session, ordered: false });
}
