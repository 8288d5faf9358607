import type { Migration } from '@thongsuot/mongo-store';
import type { Db } from 'mongodb';
import { OLD_POSTINGS, SHEETS } from '../indexes';
import type { PostingDoc, SheetDoc } from '../rows';
import { sheetOf } from '../sheets';

/** Postings kept one by one become one sheet a unit. What is there already stays, so it may run again. */
export const packPostings: Migration = {
  name: '001-pack-postings',
  up: async (db: Db) => {
    const sheets = db.collection<SheetDoc>(SHEETS);
    const write = async (areaVersion: string, cells: readonly PostingDoc[]): Promise<void> => {
      if (await sheets.findOne({ _id: areaVersion }, { projection: { rev: 1 } })) return;
      await sheets.insertOne(sheetOf(areaVersion, cells, 1, '0'));
    };
    let unit: string | undefined;
    let cells: PostingDoc[] = [];
    for await (const posting of db.collection<PostingDoc>(OLD_POSTINGS).find().sort({ areaVersion: 1 })) {
      if (unit !== undefined && posting.areaVersion !== unit) {
        await write(unit, cells);
        cells = [];
      }
      unit = posting.areaVersion;
      cells.push(posting);
    }
    if (unit !== undefined) await write(unit, cells);
  },
};
