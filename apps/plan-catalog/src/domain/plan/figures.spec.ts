import fc from 'fast-check';
import { figuresOf, ranked, type Counted } from './figures';

const of = (numerator: number, denominator: number): { onTime: { numerator: number; denominator: number } } => ({
  onTime: { numerator, denominator },
});

describe('figures of a unit', () => {
  it('count what was due; what has no day or lies ahead makes nobody better or worse', () => {
    const lines: Counted[] = [
      { status: 'completed', late: false },
      { status: 'completed', late: true },
      { status: 'overdue', late: false },
      { status: 'open', late: false },
      { status: 'waiting', late: false },
      { status: 'cancelled', late: false },
    ];
    expect(figuresOf(lines)).toEqual({
      ...{ tasks: 5, completedOnTime: 1, completedLate: 1, overdue: 1, open: 1, waiting: 1 },
      onTime: { numerator: 1, denominator: 3 },
    });
  });

  it('ties share a rank, the next one leaves room, too few are not ranked', () => {
    const rows = [of(3, 4), of(6, 8), of(4, 4), of(1, 2), of(1, 4)];
    expect(ranked(rows, 3).map((row) => [row.onTime.numerator, row.onTime.denominator, row.rank])).toEqual([
      ...[
        [4, 4, 1],
        [3, 4, 2],
        [6, 8, 2],
        [1, 4, 4],
        [1, 2, null],
      ],
    ]);
    expect(ranked([of(0, 0)], 0)[0]?.rank).toBeNull();
  });

  it('nobody is ranked behind a unit with a smaller share', () => {
    const any = fc.integer({ min: 1, max: 20 }).chain((all) => fc.integer({ min: 0, max: all }).map((done) => of(done, all)));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 25 }), (rows) => {
        const found = ranked(rows, 1);
        expect(found).toHaveLength(rows.length);
        for (const a of found)
          for (const b of found) {
            const [shareA, shareB] = [a, b].map(({ onTime }) => onTime.numerator / onTime.denominator);
            if (shareA! > shareB! + 1e-9) expect(a.rank!).toBeLessThan(b.rank!);
          }
      }),
    );
  });
});
