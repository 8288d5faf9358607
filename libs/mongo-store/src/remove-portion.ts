import type { Store } from './store';

/**
 * Removes documents whose id begins with `prefix`, at most `portion` of them: in one go, many thousands would hold the store up.
 * @returns how many went; 0 once none is left
 */
export async function removePortion(store: Store, collection: string, prefix: string, portion = 200): Promise<number> {
  const documents = store.collection<{ _id: string }>(collection);
  const found = await documents
    .find({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } }, { projection: { _id: 1 } })
    .sort({ _id: 1 })
    .limit(portion)
    .toArray();
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last) return 0;
  return (await documents.deleteMany({ _id: { $gte: first._id, $lte: last._id } })).deletedCount;
}
