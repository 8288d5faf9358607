import type { Collection, Document, Filter, FindOptions, WithId } from 'mongodb';

/** A store compares each row it looks at with each key of a list: long lists cost by their square. */
const KEYS_AT_ONCE = 100;

/** Rows whose `field` is one of `keys`, in the order of the keys' portions. The field wants an index. */
export async function findEach<Row extends Document>(
  collection: Collection<Row>,
  field: keyof Row & string,
  keys: Iterable<string>,
  options: FindOptions = {},
): Promise<WithId<Row>[]> {
  const all = [...new Set(keys)];
  const rows: WithId<Row>[] = [];
  for (let at = 0; at < all.length; at += KEYS_AT_ONCE) {
    const filter = { [field]: { $in: all.slice(at, at + KEYS_AT_ONCE) } } as Filter<Row>;
    rows.push(...(await collection.find(filter, options).toArray()));
  }
  return rows;
}
