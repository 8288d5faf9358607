import { Injectable } from '@nestjs/common';
import { FLOWS, type FactGroup } from '../../domain/flow';
import type { HalfRange, MemberRow } from '../../domain/member-rows';
import { unpackRows } from '../../domain/packed-rows';
import type { Figures } from '../../features/answer-roll-up/answer-roll-up';
import { BOOKS, LINE, SEPARATOR, bookOf, figuresOf, type BookDocument } from './books';
import { Projection } from './projection';

/**
 * Figures of the live generation, read from the store: what is answered is what is committed. Each row is summed over what
 * lies before the window (stocks follow from it) and over the window, and over partitions, since a dossier may move.
 */
@Injectable()
export class FigureReader implements Figures {
  constructor(private readonly projection: Projection) {}

  async rows(facts: FactGroup, areas: readonly string[], window: HalfRange): Promise<MemberRow[]> {
    const generation = await this.projection.live();
    const { store } = this.projection.kit;
    const tree = this.projection.treeOf(generation);
    const wanted = new Set(areas);
    const books = [...new Set(areas.map((area) => bookOf(tree, tree.byId(area))))];
    const filter = {
      book: books.length === 1 ? (books[0] as string) : { $in: books },
      g: figuresOf(generation._id, facts),
      year: { $lte: window.to.slice(0, 4) },
    };
    const sums = new Map<string, MemberRow>();
    for await (const document of store.collection<BookDocument>(BOOKS).find(filter)) {
      sumDocument(document, FLOWS[facts].length, wanted, window, sums);
    }
    return [...sums.values()];
  }
}

function sumDocument(
  { rows, h, year }: BookDocument,
  width: number,
  wanted: ReadonlySet<string>,
  window: HalfRange,
  sums: Map<string, MemberRow>,
): void {
  const places = rows.split(LINE).map((name) => {
    const known = sums.get(name);
    if (known) return known;
    const [area = '', member = '', row = ''] = name.split(SEPARATOR);
    if (!wanted.has(area)) return null;
    const fresh = { area, member, row, before: new Int32Array(width), window: new Int32Array(width) };
    sums.set(name, fresh);
    return fresh;
  });
  for (const [half, bytes] of Object.entries(h)) {
    const at = `${year}-${half}`;
    if (at > window.to) continue;
    const part = at < window.from ? 'before' : 'window';
    unpackRows(bytes.buffer, width, (place, column, count) => {
      const counters = places[place]?.[part];
      if (counters) counters[column] = (counters[column] ?? 0) + count;
    });
  }
}
