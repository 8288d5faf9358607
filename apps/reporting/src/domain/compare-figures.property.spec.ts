import fc from 'fast-check';
import { addRows, differencesOf, type RowSums } from './compare-figures';
import { packRows } from './packed-rows';

const WIDTH = 3;

interface Count {
  readonly half: string;
  readonly row: string;
  readonly column: number;
  readonly count: number;
  readonly partition: number;
}

const counts = fc.array(
  fc.record({
    half: fc.constantFrom('01a', '01b'),
    row: fc.constantFrom('a', 'b', 'c'),
    column: fc.integer({ min: 0, max: WIDTH - 1 }),
    count: fc.integer({ min: -50, max: 50 }),
    partition: fc.integer({ min: 0, max: 2 }),
  }),
);

/** The sums of counts as they are stored: rows have their own order in each partition. */
function stored(all: readonly Count[]): RowSums {
  const sums: RowSums = new Map();
  for (const partition of [0, 1, 2]) {
    for (const half of ['01a', '01b']) {
      const own = all.filter((each) => each.partition === partition && each.half === half);
      const rows = [...new Set(own.map(({ row }) => row))];
      const counters = new Int32Array(rows.length * WIDTH);
      for (const { row, column, count } of own) {
        const at = rows.indexOf(row) * WIDTH + column;
        counters[at] = (counters[at] ?? 0) + count;
      }
      addRows(sums, half, rows, packRows(counters, WIDTH), WIDTH);
    }
  }
  return sums;
}

function naive(all: readonly Count[], half: string, row: string, column: number): number {
  return all
    .filter((each) => each.half === half && each.row === row && each.column === column)
    .reduce((sum, { count }) => sum + count, 0);
}

it('lists every counter that differs and no other, whatever partition it was counted in', () => {
  fc.assert(
    fc.property(counts, counts, (live, rebuilt) => {
      const expected = ['01a', '01b'].flatMap((half) =>
        ['a', 'b', 'c'].flatMap((row) =>
          [0, 1, 2].flatMap((column) => {
            const both = { live: naive(live, half, row, column), rebuilt: naive(rebuilt, half, row, column) };
            return both.live === both.rebuilt ? [] : [{ half, row, column, ...both }];
          }),
        ),
      );
      expect([...differencesOf(stored(live), stored(rebuilt))]).toEqual(expected);
    }),
  );
});

it('finds none where the same is counted in another order and in other partitions', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 2 }), (live, partition) => {
      const moved = [...live].reverse().map((each) => ({ ...each, partition }));
      expect([...differencesOf(stored(live), stored(moved))]).toEqual([]);
    }),
  );
});
