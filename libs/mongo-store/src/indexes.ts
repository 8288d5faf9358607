import type { Db, Document } from 'mongodb';
import { isDuplicateKey } from './errors';

/** An index and the query it serves; a query without one is slow on every store, so each names its index here. */
export interface IndexSpec {
  readonly collection: string;
  readonly name: string;
  readonly keys: Readonly<Record<string, 1 | -1>>;
  /** The query that this index is for, in words. */
  readonly serves: string;
  readonly unique?: boolean;
  readonly partialFilter?: Document;
  /** Documents go this long after the date in the (single) key, seconds. */
  readonly expireAfterSeconds?: number;
}

const NAMESPACE_EXISTS = 48;

/** Makes every collection and index named, whichever process comes first; repeats change nothing. */
export async function ensureIndexes(db: Db, specs: readonly IndexSpec[], collections: readonly string[] = []): Promise<void> {
  const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map((each) => each.name));
  for (const name of new Set([...collections, ...specs.map((spec) => spec.collection)])) {
    if (present.has(name)) continue;
    await db.createCollection(name).catch((error: unknown) => {
      if ((error as { code?: number }).code !== NAMESPACE_EXISTS && !isDuplicateKey(error)) throw error;
    });
  }
  for (const spec of specs) {
    await db.collection(spec.collection).createIndexes([
      {
        key: spec.keys,
        name: spec.name,
        ...(spec.unique === undefined ? {} : { unique: spec.unique }),
        ...(spec.partialFilter === undefined ? {} : { partialFilterExpression: spec.partialFilter }),
        ...(spec.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: spec.expireAfterSeconds }),
      },
    ]);
  }
}
