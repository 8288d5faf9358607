import { addDays } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import { findEach, type Session, type Store, type Tx } from '@thongsuot/mongo-store';
import type { Kit } from '@thongsuot/service-kit';
import type { Rules } from '../../config/rules';
import { apologyStep } from '../../domain/apology';
import { ruleOn } from '../../domain/apology-rules';
import { apologyId } from './apology-id';
import { apologyRow, nextRow, replaceRows } from './apology-rows';
import { APOLOGIES, DOSSIERS, IMPORT_SOURCES, type ApologyRow, type DossierRow, type ImportSourceRow } from './rows';

const DOSSIERS_A_TICK_MAX = 400;

/** Dossiers whose day lies longer back are history brought in by an import: nobody is written to about them. */
const LOOKS_BACK_DAYS = 14;

/**
 * Drafts the apologies that the day makes due, marks letters that were not sent in time; answers how many dossiers moved.
 * A dossier is judged by days on which its source was heard: what it has not told yet may be that all is well.
 */
export async function tickApologies(kit: Kit, rules: Rules, asOf: PlainDate): Promise<number> {
  // Mostly nothing is due, and a transaction that finds nothing costs as much as one that does.
  if ((await dueOf(kit.store, asOf, 1)).length === 0) return 0;
  return kit.unitOfWork.run(async (tx) => {
    const { session } = tx;
    const due = await dueOf(tx, asOf, DOSSIERS_A_TICK_MAX, session);
    if (due.length === 0) return 0;
    const known = await knownOf(tx, due);
    const newest = due.reduce((max, { lastPackId }) => (lastPackId > max ? lastPackId : max), '');
    const packId = tx.stamp(newest);
    const moves: { before: DossierRow; after: DossierRow }[] = [];
    const apologies: ApologyRow[] = [];
    for (const before of due) {
      const { next, rows } = moved(rules, before, known, asOf);
      moves.push({ before, after: nextRow(tx, before, next, packId, { tree: kit.areas.tree, rules }) });
      apologies.push(...rows);
    }
    await replaceRows(tx, moves);
    if (apologies.length > 0) {
      await tx.collection<ApologyRow>(APOLOGIES).bulkWrite(
        apologies.map((row) => ({ replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true } })),
        { session, ordered: true },
      );
    }
    return due.length;
  });
}

/** Dossiers whose next day has come and whose source was heard since; `max` of them. */
async function dueOf(store: Pick<Store, 'collection'>, asOf: PlainDate, max: number, session?: Session): Promise<DossierRow[]> {
  const options = session ? { session } : {};
  const sources = await store.collection<ImportSourceRow>(IMPORT_SOURCES).find({}, options).toArray();
  const due: DossierRow[] = [];
  for (const { _id: source, heardOn } of sources) {
    const room = max - due.length;
    if (heardOn === undefined || room === 0) continue;
    const $lte = heardOn < asOf ? heardOn : asOf;
    const rows = store
      .collection<DossierRow>(DOSSIERS)
      .find({ source, nextApologyOn: { $gte: addDays(asOf, -LOOKS_BACK_DAYS), $lte } }, options)
      .sort({ nextApologyOn: 1 })
      .limit(room);
    due.push(...(await rows.toArray()));
  }
  return due;
}

type Next = Pick<DossierRow, 'state' | 'own'>;

/** What a day makes of a dossier. The clock only drafts: what goes out to a citizen is sent by an officer. */
function moved(
  rules: Rules,
  dossier: DossierRow,
  known: ReadonlyMap<string, ApologyRow>,
  asOf: PlainDate,
): { next: Next; rows: ApologyRow[] } {
  const { state, own } = dossier;
  const rule = ruleOn(rules.apologies, state.dueOn ?? asOf);
  const step = apologyStep(state, own, asOf, rule, rules.calendar);
  // Nothing to do after all: the day is worked out anew with the row.
  if (!step) return { next: { state, own }, rows: [] };
  const next = { state, own: { ...own, letterDone: true, publicDone: step.kind === 'public' } };
  const drafted = apologyRow(dossier, step.kind, step.outcome, asOf, step.newDueOn);
  const rows = known.get(drafted._id)?.state === 'sent' ? [] : [drafted];
  // A letter that still waits when the dossier is late was not sent in time.
  const letter = known.get(apologyId('letter', dossier._id));
  if (step.kind === 'public' && letter?.state === 'raised') rows.push({ ...letter, state: 'missed', inTime: false });
  return { next, rows };
}

/** Apologies on record of those dossiers that may have any. */
async function knownOf(tx: Tx, dossiers: readonly DossierRow[]): Promise<Map<string, ApologyRow>> {
  const ids = dossiers
    .filter(({ own }) => own.letterDone || own.drafted)
    .flatMap(({ _id }) => [apologyId('letter', _id), apologyId('public', _id)]);
  const rows = await findEach(tx.collection<ApologyRow>(APOLOGIES), '_id', ids, { session: tx.session });
  return new Map(rows.map((row) => [row._id, row]));
}
