import type { PlainDate, UnitAt } from '@thongsuot/contracts';
import type { Store, Tx } from '@thongsuot/mongo-store';
import type { DossiersDue } from '../../domain/dossiers';
import { unitKey } from '../../domain/message';
import type { DossierProgress, DossierWork } from '../../features/tick-dossiers/tick-dossiers';

export const DOSSIER_DUES = 'dossier-dues';
export const PROGRESS = 'progress';

/** How many dossiers a unit has to give back on a day; `_id` is `<day>:<unit>`, so that days are a range of it. */
export interface DossierDueDoc {
  readonly _id: string;
  readonly unit: UnitAt;
  readonly dueOn: PlainDate;
  readonly pending: number;
}

interface ProgressDoc extends DossierProgress {
  readonly _id: string;
}

const JOB = 'dossiers';
/** Sorts behind every unit of a day. */
const LAST = '~';

/** Adds what changed to the counts of units and days. */
export async function countDossiers(tx: Tx, increments: readonly DossiersDue[]): Promise<void> {
  if (increments.length === 0) return;
  await tx.collection<DossierDueDoc>(DOSSIER_DUES).bulkWrite(
    increments.map(({ unit, dueOn, pending }) => ({
      updateOne: {
        filter: { _id: `${dueOn}:${unitKey(unit)}` },
        update: { $inc: { pending }, $setOnInsert: { unit, dueOn } },
        upsert: true,
      },
    })),
    { session: tx.session, ordered: false },
  );
}

/** How far the clock has told of dossiers. */
export async function dossierProgress(from: Pick<Store, 'collection'>, tx?: Tx): Promise<DossierProgress> {
  const doc = await from.collection<ProgressDoc>(PROGRESS).findOne({ _id: JOB }, tx ? { session: tx.session } : {});
  return doc ?? { through: null, day: null, after: null };
}

/** Counts of dossiers in this transaction. */
export async function dossierWorkIn(tx: Tx): Promise<Pick<DossierWork, 'progress' | 'rows' | 'saveProgress'>> {
  const { session } = tx;
  const rows = tx.collection<DossierDueDoc>(DOSSIER_DUES);
  return {
    progress: await dossierProgress(tx, tx),
    rows: async (from, to, after, max) => {
      const docs = await rows
        .find({ _id: { $gt: after ?? from, $lt: `${to}:${LAST}` } }, { session })
        .sort({ _id: 1 })
        .limit(max)
        .toArray();
      return docs.map(({ _id, unit, dueOn, pending }) => ({ id: _id, unit, dueOn, pending }));
    },
    saveProgress: async (progress) => {
      const { through } = progress;
      await tx.collection<ProgressDoc>(PROGRESS).replaceOne({ _id: JOB }, progress, { session, upsert: true });
      // What lies behind and is settled counts no more; a late correction of it begins anew at nothing.
      if (through !== null) await rows.deleteMany({ _id: { $lt: through }, pending: 0 }, { session });
    },
  };
}
