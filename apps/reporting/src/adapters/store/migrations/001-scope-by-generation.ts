import type { Migration } from '@thongsuot/mongo-store';
import { FIRST_GENERATION } from '@thongsuot/service-kit';
import { PLANS } from '../plan-targets';
import { POSTED_PROCEDURES } from '../posted-procedures';

/** What stands behind figures belonged to the one generation there was; now its id begins with the generation's. */
export const scopeByGeneration: Migration = {
  name: '001-scope-by-generation',
  up: async (db) => {
    for (const name of [PLANS, POSTED_PROCEDURES]) {
      const rows = db.collection<{ _id: string }>(name);
      for await (const row of rows.find({})) {
        if (row._id.includes('|')) continue;
        const _id = `${FIRST_GENERATION}|${row._id}`;
        const scoped = name === PLANS ? { ...row, _id, generation: FIRST_GENERATION, planId: row._id } : { ...row, _id };
        await rows.replaceOne({ _id }, scoped, { upsert: true });
        await rows.deleteOne({ _id: row._id });
      }
    }
  },
};
