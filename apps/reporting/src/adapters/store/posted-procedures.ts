import type { BatchContext } from '@thongsuot/messaging';
import type { Store } from '@thongsuot/mongo-store';
import type { PostedProcedure } from '../../domain/contribute-others';

export const POSTED_PROCEDURES = 'posted-procedures';

interface PostedProcedureDocument extends PostedProcedure {
  /** `<generation>|<unit>:<procedure>`. */
  _id: string;
}

/**
 * States by channel of each procedure that a unit must post. A share of procedures posted on every channel cannot be added up
 * from channels, so the channels of a procedure are kept together, by generation: each counts them from the beginning.
 */
export class PostedProcedures {
  constructor(private readonly store: Store) {}

  /** Reads the procedures named; what is set in the answer is written at the end of the attempt. */
  async open(context: BatchContext, keys: readonly string[]): Promise<Map<string, PostedProcedure>> {
    const { session } = context.tx;
    const prefix = `${context.generation}|`;
    const rows = this.store.collection<PostedProcedureDocument>(POSTED_PROCEDURES);
    const procedures = context.memo('posted procedures', () => {
      const opened = new Map<string, PostedProcedure>();
      context.onFinish(async () => {
        const writes = [...opened].map(([_id, procedure]) => ({
          replaceOne: { filter: { _id: prefix + _id }, replacement: procedure, upsert: true },
        }));
        if (writes.length > 0) await rows.bulkWrite(writes, { session, ordered: false });
      });
      return opened;
    });
    const missing = [...new Set(keys)].filter((key) => !procedures.has(key));
    for await (const { _id, unit, channels } of rows.find({ _id: { $in: missing.map((key) => prefix + key) } }, { session }))
      procedures.set(_id.slice(prefix.length), { unit, channels });
    return procedures;
  }
}
