import type { BatchContext } from '@thongsuot/messaging';
import type { Store } from '@thongsuot/mongo-store';

export const LABELS = 'row-labels';

/** Label of a row key, as first imported. */
interface LabelDocument {
  _id: string;
  label: string;
}

/** Labels that rows are shown under. Those known are remembered; the first one written stays. */
export class RowLabels {
  private readonly known = new Set<string>();

  constructor(private readonly store: Store) {}

  /** Keeps labels that are not known yet, in the attempt's transaction. */
  async keep(context: BatchContext, labels: ReadonlyMap<string, string>): Promise<void> {
    const fresh = [...labels].filter(([key]) => !this.known.has(key));
    if (fresh.length === 0) return;
    await this.store.collection<LabelDocument>(LABELS).bulkWrite(
      fresh.map(([_id, label]) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: { label } }, upsert: true } })),
      { session: context.tx.session, ordered: false },
    );
    context.onCommitted(() => {
      for (const [key] of fresh) this.known.add(key);
    });
  }

  /** Labels of row keys; a key without one is missing. */
  async read(keys: readonly string[]): Promise<Map<string, string>> {
    const found = await this.store
      .collection<LabelDocument>(LABELS)
      .find({ _id: { $in: [...keys] } })
      .toArray();
    return new Map(found.map(({ _id, label }) => [_id, label]));
  }
}
