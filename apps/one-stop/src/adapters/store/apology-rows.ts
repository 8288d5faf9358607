import { ApologySent, type DossierState, type PlainDate } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import type { ApologyGiven } from '../../domain/apology';
import { sameState, type OwnFacts } from '../../domain/dossier';
import { apologyId } from './apology-id';
import { holderOf } from './place';
import { DOSSIERS, type ApologyRow, type DossierRow } from './rows';
import { emitChange, rowOf, type RowMaking } from './write-dossiers';

/** An apology that came up and waits. */
export function apologyRow(
  dossier: DossierRow,
  kind: 'letter' | 'public',
  state: 'raised' | 'missed',
  on: PlainDate,
  newDueOn: PlainDate | null,
): ApologyRow {
  return {
    _id: apologyId(kind, dossier._id),
    dossierCode: dossier._id,
    kind,
    state,
    areaVersion: holderOf(dossier.state),
    agency: dossier.state.unit.agency,
    dueOn: dossier.state.dueOn ?? on,
    raisedOn: on,
    sentOn: null,
    newDueOn,
    reason: dossier.latenessReason,
    inTime: state === 'missed' ? false : null,
    order: `${dossier.place}#${kind}`,
  };
}

/** The dossier, its own facts and the apology once it went out. */
export function afterSending(
  dossier: DossierRow,
  apology: ApologyRow,
  given: ApologyGiven,
  inTime: boolean,
): { state: DossierState; own: OwnFacts; apology: ApologyRow } {
  const { kind, sentOn, newDueOn } = given;
  const sent: ApologyRow = { ...apology, state: 'sent', sentOn, newDueOn, inTime: kind === 'letter' ? inTime : null };
  if (kind === 'public') return { state: dossier.state, own: { ...dossier.own, publicDone: true }, apology: sent };
  return {
    state: { ...dossier.state, apologySentOn: sentOn, extendedDueOn: newDueOn ?? dossier.state.extendedDueOn },
    own: { ...dossier.own, letterDone: true, apologySentOn: sentOn, extendedDueOn: newDueOn ?? dossier.own.extendedDueOn },
    apology: sent,
  };
}

/** States that an apology went out. */
export function emitApology(tx: Tx, apology: ApologyRow, dossier: DossierState): void {
  if (apology.sentOn === null) throw new Error(`apology ${apology._id} was not sent`);
  tx.emit(ApologySent, {
    subject: apology.dossierCode,
    key: holderOf(dossier),
    data: {
      dossierCode: apology.dossierCode,
      unit: dossier.unit,
      kind: apology.kind,
      sentOn: apology.sentOn,
      dueOn: apology.dueOn,
      newDueOn: apology.newDueOn,
      inTime: apology.inTime === true,
    },
  });
}

/** The next row of a dossier, its change emitted where there is one; `packId` is this transaction's. */
export function nextRow(
  tx: Tx,
  before: DossierRow,
  next: { state: DossierState; own: OwnFacts; latenessReason?: string },
  packId: string,
  making: RowMaking,
): DossierRow {
  const changed = !sameState(before.state, next.state);
  if (changed) emitChange(tx, { before: before.state, after: next.state });
  const kept = {
    source: before.source,
    latenessReason: next.latenessReason ?? before.latenessReason,
    rev: before.rev + 1,
    changes: before.changes + (changed ? 1 : 0),
    lastPackId: packId,
  };
  return rowOf(next.state, next.own, kept, making);
}

/** Replaces rows by revision, all or nothing. */
export async function replaceRows(tx: Tx, moves: readonly { before: DossierRow; after: DossierRow }[]): Promise<void> {
  const result = await tx.collection<DossierRow>(DOSSIERS).bulkWrite(
    moves.map(({ before, after }) => ({ replaceOne: { filter: { _id: before._id, rev: before.rev }, replacement: after } })),
    { session: tx.session, ordered: true },
  );
  if (result.matchedCount !== moves.length) throw new Error('a dossier moved on inside a transaction');
}
