import { isLevel, marksOf, type LedgerPlace } from './level';

const place = (partition: number, offset: string, known: Record<string, number>): LedgerPlace => ({
  topic: 't',
  partition,
  position: { offset, known: new Map(Object.entries(known)), applied: 0 },
});

it('is level where both have had the same numbers of each source, repeats and empty partitions aside', () => {
  const live = [place(0, '5', { old: 3, new: 1 }), place(1, '0', {})];
  expect(isLevel(live, [place(0, '7', { new: 1, old: 3 })])).toBe(true);
  expect(isLevel(live, [place(0, '5', { old: 3 })])).toBe(false);
  expect(isLevel(live, [...live, place(2, '1', { old: 1 })])).toBe(false);
});

it('marks each partition where the one further on stands, by number and not by text', () => {
  expect([...marksOf([place(0, '9', {}), place(1, '4', {})], [place(0, '10', {})])]).toEqual([
    ['t|0', '10'],
    ['t|1', '4'],
  ]);
});
