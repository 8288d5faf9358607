import type { Session, Store } from '@thongsuot/mongo-store';
import { Binary, type AnyBulkWriteOperation } from 'mongodb';
import { FLOWS } from '../../domain/flow';
import { packRows, type Counters } from '../../domain/packed-rows';
import { PAGES, figuresOf, shelfId, type Page, type PageDocument, type ShelfKey } from './pages';

/** One page as a transaction changes it; the page in memory stays as it was until the commit. */
export class PageDraft {
  private readonly addedRows = new Map<string, number>();
  private readonly touched = new Map<string, Counters>();

  constructor(
    readonly key: ShelfKey,
    readonly area: string,
    private readonly base: Page | undefined,
    private readonly width: number,
  ) {}

  /** Place of a row, given one when it is new. */
  place(row: string): number {
    const known = this.base?.rows.get(row) ?? this.addedRows.get(row);
    if (known !== undefined) return known;
    const place = (this.base?.rows.size ?? 0) + this.addedRows.size;
    this.addedRows.set(row, place);
    return place;
  }

  add(half: string, place: number, column: number, count: number): void {
    const at = place * this.width + column;
    let counters = this.touched.get(half);
    if (counters === undefined || at >= counters.length) {
      const kept = counters ?? this.base?.halves.get(half);
      counters = new Int32Array(Math.max(kept?.length ?? 0, Math.ceil((place + 1) * 1.5) * this.width));
      if (kept) counters.set(kept);
      this.touched.set(half, counters);
    }
    counters[at] = (counters[at] as number) + count;
  }

  /** What the store must be told. */
  write(): AnyBulkWriteOperation<PageDocument> {
    const packed = [...this.touched].map(([half, counters]) => [half, new Binary(packRows(counters, this.width))] as const);
    if (this.base === undefined) {
      const document = {
        _id: this.id,
        g: figuresOf(this.key.generation, this.key.facts),
        area: this.area,
        year: this.key.year,
        rows: [...this.addedRows.keys()],
        h: Object.fromEntries(packed),
      };
      return { insertOne: { document } };
    }
    const set: Record<string, unknown> = Object.fromEntries(packed.map(([half, bytes]) => [`h.${half}`, bytes]));
    if (this.addedRows.size > 0) set['rows'] = [...this.base.rows.keys(), ...this.addedRows.keys()];
    return { updateOne: { filter: { _id: this.base.id }, update: { $set: set } } };
  }

  /** The page as it stands once this draft is durable. */
  settled(): Page {
    const page = this.base ?? { id: this.id, area: this.area, year: this.key.year, rows: new Map(), halves: new Map() };
    for (const [row, place] of this.addedRows) page.rows.set(row, place);
    for (const [half, counters] of this.touched) page.halves.set(half, counters);
    return page;
  }

  private get id(): string {
    return shelfId(this.key) + this.area;
  }
}

/** Writes drafts in one go; pages known to be new are inserted, the others set by path. */
export async function writeDrafts(store: Store, session: Session, drafts: Iterable<PageDraft>): Promise<void> {
  const writes = [...drafts].map((draft) => draft.write());
  const documents = writes.flatMap((write) => ('insertOne' in write ? [write.insertOne.document] : []));
  const updates = writes.filter((write) => 'updateOne' in write);
  const pages = store.collection<PageDocument>(PAGES);
  if (documents.length > 0) await pages.insertMany(documents as PageDocument[], { session, ordered: false });
  if (updates.length > 0) await pages.bulkWrite(updates, { session, ordered: false });
}

/** Counters a row of a group has. */
export function widthOf(facts: ShelfKey['facts']): number {
  return FLOWS[facts].length;
}
