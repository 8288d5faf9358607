import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ProblemError } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { Binary } from 'mongodb';
import { encodeMarks, marksOf } from '../../domain/ledger/marks';
import { SHEETS } from './indexes';
import type { PostingDoc, SheetDoc } from './rows';

/** The postings that a sheet holds. */
export function cellsOf(sheet: Pick<SheetDoc, 'cells'>): PostingDoc[] {
  return JSON.parse(unpacked(sheet.cells)) as PostingDoc[];
}

export function marksTextOf(sheet: Pick<SheetDoc, 'marks'>): string {
  return unpacked(sheet.marks);
}

/** A unit's postings as one document: a province's units hold millions, of which a command changes a handful. */
export function sheetOf(areaVersion: string, cells: readonly PostingDoc[], rev: number, stamp: string): SheetDoc {
  const rechecks = cells.flatMap(({ state, recheckOn }) => (state === 'posted' && recheckOn ? [recheckOn] : [])).sort();
  return {
    _id: areaVersion,
    rev,
    stamp,
    posted: cells.filter(({ state }) => state === 'posted').length,
    recheckOn: rechecks[0] ?? null,
    marks: packed(encodeMarks(marksOf(cells))),
    cells: packed(JSON.stringify(cells)),
  };
}

/** Writes sheets over those they were made from. @throws ProblemError `conflict` where one has moved on */
export async function writeSheets(tx: Tx, sheets: readonly SheetDoc[]): Promise<void> {
  const collection = tx.collection<SheetDoc>(SHEETS);
  const fresh = sheets.filter(({ rev }) => rev === 1);
  const moved = sheets.filter(({ rev }) => rev > 1);
  if (fresh.length > 0) await collection.insertMany(fresh, { session: tx.session });
  if (moved.length === 0) return;
  const done = await collection.bulkWrite(
    moved.map((sheet) => ({ replaceOne: { filter: { _id: sheet._id, rev: sheet.rev - 1 }, replacement: sheet } })),
    { session: tx.session },
  );
  if (done.matchedCount !== moved.length) throw new ProblemError('conflict');
}

function packed(text: string): Binary {
  return new Binary(deflateRawSync(text, { level: 3 }));
}

function unpacked(value: Binary | Uint8Array): string {
  return inflateRawSync(value instanceof Uint8Array ? value : value.buffer).toString('utf8');
}
