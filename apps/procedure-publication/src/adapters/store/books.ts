import { ProblemError } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { BOOKS } from './indexes';
import type { BookDoc } from './rows';

/**
 * Takes the books of some units in this transaction: two that write of one unit meet here, and the later one begins again
 * with what the first one wrote. Call it before anything of the units is read.
 */
export async function takeBooks(tx: Tx, areaVersions: Iterable<string>): Promise<void> {
  const ids = [...new Set(areaVersions)].sort();
  const books = tx.collection<BookDoc>(BOOKS);
  const known = new Map(
    (await books.find({ _id: { $in: ids } }, { session: tx.session }).toArray()).map((book) => [book._id, book]),
  );
  let lastPackId = tx.stamp(null);
  for (const book of known.values()) lastPackId = tx.stamp(book.lastPackId);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0)
    await books.insertMany(
      missing.map((_id) => ({ _id, rev: 1, lastPackId })),
      { session: tx.session },
    );
  if (known.size === 0) return;
  const moved = await books.bulkWrite(
    [...known.values()].map(({ _id, rev }) => ({
      updateOne: { filter: { _id, rev }, update: { $set: { rev: rev + 1, lastPackId } } },
    })),
    { session: tx.session },
  );
  if (moved.matchedCount !== known.size) throw new ProblemError('conflict');
}
