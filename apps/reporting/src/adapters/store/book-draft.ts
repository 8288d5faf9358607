import type { Session, Store } from '@thongsuot/mongo-store';
import { Binary, type AnyBulkWriteOperation } from 'mongodb';
import { packRows, type Counters } from '../../domain/packed-rows';
import { BOOKS, LINE, figuresOf, shelfId, type Book, type BookDocument, type ShelfKey } from './books';

/** One book as a transaction changes it; the book in memory stays as it was until the commit. */
export class BookDraft {
  private readonly addedRows = new Map<string, number>();
  private readonly touched = new Map<string, Counters>();

  constructor(
    readonly key: ShelfKey,
    readonly book: string,
    private readonly base: Book | undefined,
    private readonly width: number,
  ) {}

  /**
   * Place of a row, given one when it is new.
   * @throws Error where its name is more than a line: the event it comes from cannot be counted
   */
  place(row: string): number {
    const known = this.base?.rows.get(row) ?? this.addedRows.get(row);
    if (known !== undefined) return known;
    if (row.includes(LINE)) throw new Error(`a row's name holds a line break: ${JSON.stringify(row)}`);
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
  write(): AnyBulkWriteOperation<BookDocument> {
    const packed = [...this.touched].map(([half, counters]) => [half, new Binary(packRows(counters, this.width))] as const);
    if (this.base === undefined) {
      const document = {
        _id: this.id,
        g: figuresOf(this.key.generation, this.key.facts),
        book: this.book,
        year: this.key.year,
        rows: this.rowLines,
        h: Object.fromEntries(packed),
      };
      return { insertOne: { document } };
    }
    const set: Record<string, unknown> = Object.fromEntries(packed.map(([half, bytes]) => [`h.${half}`, bytes]));
    if (this.addedRows.size > 0) set['rows'] = this.rowLines;
    return { updateOne: { filter: { _id: this.base.id }, update: { $set: set } } };
  }

  /** The book as it stands once this draft is durable. */
  settled(): Book {
    const { rowLines } = this;
    const kept = this.base ?? { id: this.id, book: this.book, year: this.key.year, rows: new Map(), halves: new Map() };
    const book: Book = { ...kept, rowLines };
    for (const [row, place] of this.addedRows) book.rows.set(row, place);
    for (const [half, counters] of this.touched) book.halves.set(half, counters);
    return book;
  }

  private get rowLines(): string {
    if (this.base === undefined) return [...this.addedRows.keys()].join(LINE);
    return this.addedRows.size === 0 ? this.base.rowLines : [this.base.rowLines, ...this.addedRows.keys()].join(LINE);
  }

  private get id(): string {
    return shelfId(this.key) + this.book;
  }
}

/** Writes drafts in one go; books known to be new are inserted, the others set by path. */
export async function writeDrafts(store: Store, session: Session, drafts: Iterable<BookDraft>): Promise<void> {
  const writes = [...drafts].map((draft) => draft.write());
  const documents = writes.flatMap((write) => ('insertOne' in write ? [write.insertOne.document] : []));
  const updates = writes.filter((write) => 'updateOne' in write);
  const books = store.collection<BookDocument>(BOOKS);
  if (documents.length > 0) await books.insertMany(documents as BookDocument[], { session, ordered: false });
  if (updates.length > 0) await books.bulkWrite(updates, { session, ordered: false });
}
