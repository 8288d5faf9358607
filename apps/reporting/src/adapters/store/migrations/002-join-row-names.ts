import type { Migration } from '@thongsuot/mongo-store';
import { BOOKS, LINE } from '../books';

/** The names of a book's rows were an array; they are lines of one text now. */
export const joinRowNames: Migration = {
  name: '002-join-row-names',
  up: async (db) => {
    const books = db.collection<{ _id: string; rows: string[] | string }>(BOOKS);
    for await (const { _id, rows } of books.find({}, { projection: { rows: 1 } })) {
      if (typeof rows !== 'string') await books.updateOne({ _id }, { $set: { rows: rows.join(LINE) } });
    }
  },
};
