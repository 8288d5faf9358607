import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import type { Session, Store } from '@thongsuot/mongo-store';
import type { Binary } from 'mongodb';
import { FLOWS, type FactGroup } from '../../domain/flow';
import { unpackedRows, type Counters } from '../../domain/packed-rows';

/** Collection of all figures. */
export const BOOKS = 'figures';

/**
 * Figures of one year, as added by one partition, of areas that are kept together: an area of the upper levels by itself, and
 * all districts of a province in one. The store's cost is per document, hardly by its size, so a commit rewrites two documents
 * a province instead of one a commune or district.
 *
 * A row is named `<area>\t<member>\t<row key>`. A member of an area is a child area (its whole subtree), `/<agency>` for an own
 * unit (`/` is the People's Committee), or `<commune>/<agency>` for a unit of a commune in it: communes hold nothing below
 * them, so an area and the units of its communes are read at once.
 */
export interface BookDocument {
  /** `<generation>|<facts>|<partition>|<year>|<book>`. */
  _id: string;
  /** `<generation>|<facts>`. */
  g: string;
  book: string;
  year: string;
  /** Names of the rows of every half-month, one a line; an array of thousands costs the store many times as much. */
  rows: string;
  /** Packed rows by half-month (`03a`). */
  h: Record<string, Binary>;
}

/** A book in memory. */
export interface Book {
  readonly id: string;
  readonly book: string;
  readonly year: string;
  /** Place of each row. */
  readonly rows: Map<string, number>;
  /** The same as it is stored. */
  readonly rowLines: string;
  readonly halves: Map<string, Counters>;
}

/** Separates the parts of a row's name. */
export const SEPARATOR = '\t';

/** Separates the names of rows. */
export const LINE = '\n';

/** Book that the figures of an area are kept in. A commune has none: its units are members of the area above. */
export function bookOf(tree: AreaTree, area: AreaVersion): string {
  if (area.level !== 'district' || area.parentId === null) return area.id;
  return `${tree.byId(area.parentId).id}+`;
}

/** Name of a generation's figures of one group. */
export function figuresOf(generation: string, facts: FactGroup): string {
  return `${generation}|${facts}`;
}

/** All books of a partition and year, which a projector keeps in memory. */
export interface ShelfKey {
  readonly generation: string;
  readonly facts: FactGroup;
  readonly partition: number;
  readonly year: string;
}

/** First part of the ids of a shelf's books. */
export function shelfId({ generation, facts, partition, year }: ShelfKey): string {
  return `${generation}|${facts}|${String(partition)}|${year}|`;
}

/** Reads a whole shelf by one range of ids. */
export async function loadShelf(store: Store, session: Session, key: ShelfKey): Promise<Map<string, Book>> {
  const prefix = shelfId(key);
  const width = FLOWS[key.facts].length;
  const books = new Map<string, Book>();
  const found = store.collection<BookDocument>(BOOKS).find({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } }, { session });
  for await (const { _id, book, year, rows, h } of found) {
    const halves = new Map<string, Counters>();
    const names = rows.split(LINE);
    for (const [half, bytes] of Object.entries(h)) halves.set(half, unpackedRows(bytes.buffer, width, names.length));
    books.set(book, { id: _id, book, year, rows: new Map(names.map((row, place) => [row, place])), rowLines: rows, halves });
  }
  return books;
}
