import { ProblemError } from '@thongsuot/contracts';

/**
 * One page of rows that were read with one more than asked.
 * @param placeOf where a row stands in the order of the list; the next page is read from behind the last row's
 */
export function pageOfRows<Row, Item>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => string,
  view: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(view), nextCursor: rows.length > limit && last !== undefined ? cursorOf(placeOf(last)) : null };
}

/** The cursor that stands for a place in a list. */
export function cursorOf(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/**
 * The place that a cursor stands for; undefined on the first page.
 * @param isPlace what a place of this list looks like: cursors come from outside
 * @throws ProblemError `cursor-invalid`
 */
export function placeOfCursor(cursor: string | undefined, isPlace: (place: string) => boolean = () => true): string | undefined {
  if (cursor === undefined) return undefined;
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (place === '' || cursorOf(place) !== cursor || !isPlace(place)) throw new ProblemError('cursor-invalid');
  return place;
}
