import { unpackRows } from './packed-rows';

/** Counters of rows by `<half-month>\t<row>`, summed over partitions. */
export type RowSums = Map<string, number[]>;

/** One counter that two generations do not agree on. */
export interface CellDifference {
  /** Half-month within its year, `03a`. */
  readonly half: string;
  readonly row: string;
  /** Place of the counter in its group. */
  readonly column: number;
  readonly live: number;
  readonly rebuilt: number;
}

/** Adds the packed rows of one half-month. A row has its own place in each document, so it is told by its name. */
export function addRows(sums: RowSums, half: string, rows: readonly string[], bytes: Uint8Array, width: number): void {
  unpackRows(bytes, width, (place, column, count) => {
    const name = `${half}\t${rows[place] ?? ''}`;
    let counters = sums.get(name);
    if (counters === undefined) sums.set(name, (counters = new Array<number>(width).fill(0)));
    counters[column] = (counters[column] ?? 0) + count;
  });
}

/** Every counter that is not the same in both; a row that one of them lacks counts nothing there. */
export function* differencesOf(live: RowSums, rebuilt: RowSums): Generator<CellDifference> {
  for (const name of [...new Set([...live.keys(), ...rebuilt.keys()])].sort()) {
    const [one, other] = [live.get(name) ?? [], rebuilt.get(name) ?? []];
    const tab = name.indexOf('\t');
    for (let column = 0; column < Math.max(one.length, other.length); column++) {
      const [before, after] = [one[column] ?? 0, other[column] ?? 0];
      if (before === after) continue;
      yield { half: name.slice(0, tab), row: name.slice(tab + 1), column, live: before, rebuilt: after };
    }
  }
}
