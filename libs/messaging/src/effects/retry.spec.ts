import fc from 'fast-check';
import { doublingRetries, retriesAfter } from './retry';

const middle = (): number => 0.5;

it('waits as the list says and gives up after it', () => {
  const next = retriesAfter([5, 300, 1800], middle);
  expect([1, 2, 3, 4].map(next)).toEqual([5000, 300_000, 1_800_000, null]);
});

it('doubles up to an hour', () => {
  const next = doublingRetries(15, middle);
  expect([1, 2, 3, 11, 12, 14, 15].map(next)).toEqual([2000, 4000, 8000, 2_048_000, 3_600_000, 3_600_000, null]);
});

it('strays by a fifth at most', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 3 }), (chance, attempt) => {
      const exact = [5000, 300_000, 1_800_000][attempt - 1] ?? 0;
      const waited = retriesAfter([5, 300, 1800], () => chance)(attempt) ?? 0;
      expect(Math.abs(waited - exact)).toBeLessThanOrEqual(exact * 0.2 + 1);
    }),
  );
});
