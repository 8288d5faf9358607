import { ProblemError } from '@thongsuot/contracts';

/** One page of rows read with one more than asked: the rows, and the cursor where more follow. */
export function pageOfRows<Row, Item>(
  rows: readonly Row[],
  limit: number,
  idOf: (row: Row) => string,
  view: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const nextCursor = rows.length > limit && last ? Buffer.from(idOf(last)).toString('base64url') : null;
  return { items: kept.map(view), nextCursor };
}

/** The id that a cursor stands for. @throws ProblemError `cursor-invalid` */
export function idOfCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (id === '' || Buffer.from(id).toString('base64url') !== cursor) throw new ProblemError('cursor-invalid');
  return id;
}
