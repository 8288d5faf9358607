import type { FactGroup } from '../../domain/flow';
import { FLOWS } from '../../domain/flow';
import { unpackedRows, type Counters } from '../../domain/packed-rows';
import type { Session, Store } from '@thongsuot/mongo-store';
import { Binary } from 'mongodb';

/** Collection of all figures. */
export const PAGES = 'figures';

/**
 * Figures of everything directly in one area, of one year, as added by one partition: a row per member and lĩnh vực.
 *
 * A member is a child area (its whole subtree), `/<agency>` for an own unit of the area (`/` is its People's Committee) or
 * `<commune>/<agency>` for a unit of a commune: communes hold nothing below them and have no page of their own. One read
 * thus answers an area with all its children, and a commit rewrites a page per district instead of one per commune.
 */
export interface PageDocument {
  /** `<generation>|<facts>|<partition>|<year>|<area version>`. */
  _id: string;
  /** `<generation>|<facts>`. */
  g: string;
  area: string;
  year: string;
  /** Row `i` of every half-month is `<member>\t<row key>`. */
  rows: string[];
  /** Packed rows by half-month (`03a`). */
  h: Record<string, Binary>;
}

/** A page in memory. */
export interface Page {
  readonly id: string;
  readonly area: string;
  readonly year: string;
  /** Place of each row. */
  readonly rows: Map<string, number>;
  readonly halves: Map<string, Counters>;
}

/** Separates the member from the row key in a row's name. */
export const ROW_SEPARATOR = '\t';

/** Name of a generation's figures of one group. */
export function figuresOf(generation: string, facts: FactGroup): string {
  return `${generation}|${facts}`;
}

/** All pages of a partition and year, which a projector keeps in memory. */
export interface ShelfKey {
  readonly generation: string;
  readonly facts: FactGroup;
  readonly partition: number;
  readonly year: string;
}

/** First part of the ids of a shelf's pages. */
export function shelfId({ generation, facts, partition, year }: ShelfKey): string {
  return `${generation}|${facts}|${String(partition)}|${year}|`;
}

/** Reads a whole shelf by one range of ids. */
export async function loadShelf(store: Store, session: Session, key: ShelfKey): Promise<Map<string, Page>> {
  const prefix = shelfId(key);
  const width = FLOWS[key.facts].length;
  const pages = new Map<string, Page>();
  const found = store.collection<PageDocument>(PAGES).find({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } }, { session });
  for await (const page of found) {
    const halves = new Map<string, Counters>();
    for (const [half, bytes] of Object.entries(page.h)) halves.set(half, unpackedRows(bytes.buffer, width, page.rows.length));
    pages.set(page.area, {
      id: page._id,
      area: page.area,
      year: page.year,
      rows: new Map(page.rows.map((row, place) => [row, place])),
      halves,
    });
  }
  return pages;
}
