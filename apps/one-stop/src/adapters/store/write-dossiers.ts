import type { AreaTree } from '@thongsuot/areas';
import { DossierChanged, type DossierState } from '@thongsuot/contracts';
import { findEach, type Tx } from '@thongsuot/mongo-store';
import { passesOnOf } from '@thongsuot/service-kit';
import type { Rules } from '../../config/rules';
import { ruleOn } from '../../domain/apology-rules';
import {
  NO_OWN_FACTS,
  countsNowhere,
  isOpen,
  isPendingOn,
  nextApologyOn,
  ownAfterImport,
  type OwnFacts,
} from '../../domain/dossier';
import { foldStates, type Change, type FoldCounts } from '../../domain/fold';
import { apologyId } from './apology-id';
import { holderOf, placesOf } from './place';
import { APOLOGIES, DOSSIERS, FIELDS, type ApologyRow, type DossierRow, type FieldRow } from './rows';

/** What a dossier's row is made with. */
export interface RowMaking {
  readonly tree: AreaTree;
  readonly rules: Rules;
}

/** What a file's dossiers are written with. */
export interface FileMaking extends RowMaking {
  /** The handling system that states them. */
  readonly source: string;
}

/** The row of a dossier with its sort keys and its next day of the clock. */
export function rowOf(
  state: DossierState,
  own: OwnFacts,
  kept: Pick<DossierRow, 'source' | 'latenessReason' | 'rev' | 'changes' | 'lastPackId'>,
  { tree, rules }: RowMaking,
): DossierRow {
  const letterDaysBefore = state.dueOn === null ? 0 : ruleOn(rules.apologies, state.dueOn).letterDaysBefore;
  const next = nextApologyOn(state, own, rules.calendar, letterDaysBefore);
  return {
    _id: state.code,
    state,
    own,
    ...kept,
    ...placesOf(tree, state),
    ...(next === null ? {} : { nextApologyOn: next }),
    ...passesOf(tree, state),
    ...(countsNowhere(state) ? { countsNowhere: isOpen(state) ? ('open' as const) : ('done' as const) } : {}),
  };
}

/** The day a dossier passes on, where the area that holds it ends before it is resolved. */
function passesOf(tree: AreaTree, state: DossierState): Pick<DossierRow, 'passesOn'> {
  const on = passesOnOf(tree, holderOf(state));
  return on !== null && isPendingOn(state, on) ? { passesOn: on } : {};
}

/** States a change of a dossier to the world; its key is the area that holds the dossier from now on. */
export function emitChange(tx: Tx, { before, after }: Change): void {
  tx.emit(DossierChanged, { subject: after.code, key: holderOf(after), data: { before, after } });
}

/** Writes stated dossiers with their events inside `tx`; answers what became of the rows and the labels met. */
export async function writeDossiers(
  tx: Tx,
  stated: readonly DossierState[],
  knownLabels: ReadonlyMap<string, string>,
  making: FileMaking,
): Promise<{ counts: FoldCounts; labels: ReadonlyMap<string, string> }> {
  const labels = await firstLabels(tx, stated, knownLabels);
  const known = await knownDossiers(tx, new Set(stated.map(({ code }) => code)));
  const labelled = stated.map((state) =>
    state.fieldKey === null ? state : { ...state, fieldLabel: labels.get(state.fieldKey) ?? state.fieldLabel },
  );
  const { changes, last, counts } = foldStates(
    labelled,
    (code) => known.get(code)?.state ?? null,
    (code) => known.get(code)?.own ?? NO_OWN_FACTS,
  );
  if (changes.length === 0) return { counts, labels };
  const lastPackIds = [...last.keys()].flatMap((code) => known.get(code)?.lastPackId ?? []);
  const newest = lastPackIds.reduce<string | null>((max, id) => (max === null || id > max ? id : max), null);
  const packId = tx.stamp(newest);
  const steps = new Map<string, number>();
  for (const { after } of changes) steps.set(after.code, (steps.get(after.code) ?? 0) + 1);
  const fresh: DossierRow[] = [];
  const changed: { before: DossierRow; after: DossierRow }[] = [];
  for (const state of last.values()) {
    const before = known.get(state.code);
    const own = before ? ownAfterImport(before.state, state, before.own) : NO_OWN_FACTS;
    const kept = {
      source: making.source,
      latenessReason: before?.latenessReason ?? null,
      rev: (before?.rev ?? 0) + 1,
      changes: (before?.changes ?? 0) + (steps.get(state.code) ?? 0),
      lastPackId: packId,
    };
    const after = rowOf(state, own, kept, making);
    if (before) changed.push({ before, after });
    else fresh.push(after);
  }
  const { session } = tx;
  const dossiers = tx.collection<DossierRow>(DOSSIERS);
  if (fresh.length > 0) await dossiers.insertMany(fresh, { session, ordered: true });
  if (changed.length > 0) {
    const result = await dossiers.bulkWrite(
      changed.map(({ before, after }) => ({
        replaceOne: { filter: { _id: before._id, rev: before.rev }, replacement: after },
      })),
      { session, ordered: true },
    );
    if (result.matchedCount !== changed.length) throw new Error('a dossier moved on inside a transaction');
    await lapseApologies(
      tx,
      changed
        .filter(({ before, after }) => before.own.letterDone && (!isOpen(after.state) || after.own !== before.own))
        .map(({ after }) => after._id),
    );
  }
  for (const change of changes) emitChange(tx, change);
  return { counts, labels };
}

/** Apologies drafted for dossiers that are done with, or due on another day now, are owed no more. */
async function lapseApologies(tx: Tx, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  const ids = codes.flatMap((code) => [apologyId('letter', code), apologyId('public', code)]);
  await tx.collection<ApologyRow>(APOLOGIES).bulkWrite(
    ids.map((_id) => ({ updateOne: { filter: { _id, state: 'raised' }, update: { $set: { state: 'lapsed' } } } })),
    { session: tx.session, ordered: true },
  );
}

async function knownDossiers(tx: Tx, codes: ReadonlySet<string>): Promise<Map<string, DossierRow>> {
  const rows = await findEach(tx.collection<DossierRow>(DOSSIERS), '_id', codes, { session: tx.session });
  return new Map(rows.map((row) => [row._id, row]));
}

/** Labels by key, the first one that ever came; new ones are stored at once, in the order of the rows. */
async function firstLabels(
  tx: Tx,
  stated: readonly DossierState[],
  known: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const met = new Map<string, string>();
  for (const { fieldKey, fieldLabel } of stated) {
    if (fieldKey !== null && fieldLabel !== null && !known.has(fieldKey) && !met.has(fieldKey)) met.set(fieldKey, fieldLabel);
  }
  if (met.size === 0) return known;
  const fields = tx.collection<FieldRow>(FIELDS);
  const { session } = tx;
  const stored = await fields.find({ _id: { $in: [...met.keys()] } }, { session }).toArray();
  const labels = new Map([...known, ...stored.map(({ _id, label }) => [_id, label] as const)]);
  const fresh = [...met].filter(([key]) => !labels.has(key)).map(([_id, label]) => ({ _id, label }));
  if (fresh.length > 0) await fields.insertMany(fresh, { session });
  for (const { _id, label } of fresh) labels.set(_id, label);
  return labels;
}
