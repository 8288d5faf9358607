import type { Session, Store } from '@thongsuot/mongo-store';
import { addRows, differencesOf, type RowSums } from '../../domain/compare-figures';
import { FLOWS, type FactGroup } from '../../domain/flow';
import { BOOKS, LINE, SEPARATOR, type BookDocument } from './books';

/** One counter of one area that two generations do not agree on, summed over partitions. */
export interface FigureDifference {
  readonly facts: FactGroup;
  readonly area: string;
  /** Child area, `/<agency>` for a unit of the area itself, or `<commune>/<agency>`; the agency is empty for the People's Committee. */
  readonly member: string;
  /** Lĩnh vực, channel or section that the row is of. */
  readonly row: string;
  /** `2024-03a`. */
  readonly half: string;
  readonly column: string;
  readonly live: number;
  readonly rebuilt: number;
}

/** How two generations differ: all differences counted, the first of them listed. */
export interface Differences {
  readonly total: number;
  readonly items: readonly FigureDifference[];
}

/** Documents of one book of one year in both generations. */
interface BookPair {
  readonly facts: FactGroup;
  readonly year: string;
  readonly ids: string[];
}

/** Books read at a time: memory holds no more of them. */
const BOOKS_AT_A_TIME = 40;

/** Compares all figures of two generations, as the session's transaction sees them. */
export async function readDifferences(
  store: Store,
  session: Session,
  live: string,
  rebuilt: string,
  listed: number,
): Promise<Differences> {
  const books = store.collection<BookDocument>(BOOKS);
  const pairs = new Map<string, BookPair>();
  for (const generation of [live, rebuilt]) {
    const range = { $gte: `${generation}|`, $lt: `${generation}|\uffff` };
    for await (const { _id } of books.find({ _id: range }, { session, projection: { _id: 1 } })) {
      const [, facts = '', , year = '', ...book] = _id.split('|');
      const name = [facts, year, ...book].join('|');
      const pair = pairs.get(name) ?? { facts: facts as FactGroup, year, ids: [] };
      pairs.set(name, pair);
      pair.ids.push(_id);
    }
  }
  const items: FigureDifference[] = [];
  let total = 0;
  const all = [...pairs].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, pair]) => pair);
  for (let from = 0; from < all.length; from += BOOKS_AT_A_TIME) {
    const some = all.slice(from, from + BOOKS_AT_A_TIME);
    const found = new Map<string, BookDocument>();
    const wanted = { _id: { $in: some.flatMap(({ ids }) => ids) } };
    for await (const document of books.find(wanted, { session })) found.set(document._id, document);
    for (const { facts, year, ids } of some) {
      const names: readonly string[] = FLOWS[facts];
      const sumsOf = (generation: string): RowSums =>
        sumOf(
          ids.flatMap((id) => (id.startsWith(`${generation}|`) ? (found.get(id) ?? []) : [])),
          names.length,
        );
      for (const { half, row: name, column, ...counts } of differencesOf(sumsOf(live), sumsOf(rebuilt))) {
        total++;
        if (items.length >= listed) continue;
        const [area = '', member = '', row = ''] = name.split(SEPARATOR);
        items.push({ facts, area, member, row, half: `${year}-${half}`, column: names[column] ?? '', ...counts });
      }
    }
  }
  return { total, items };
}

function sumOf(documents: readonly BookDocument[], width: number): RowSums {
  const sums: RowSums = new Map();
  for (const { rows, h } of documents)
    for (const [half, bytes] of Object.entries(h)) addRows(sums, half, rows.split(LINE), bytes.buffer, width);
  return sums;
}
