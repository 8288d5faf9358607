/** A random source that repeats itself for the same seed, so that a failing test can be run again as it was. */
export interface SeededRandom {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of the items. @throws RangeError for an empty list. */
  pick<T>(items: readonly T[]): T;
  /** The items in a random order; the list given is left alone. */
  shuffle<T>(items: readonly T[]): T[];
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
  /** A UUID of version 7 whose time part is the given instant (milliseconds since 1970). */
  uuid(atMs: number): string;
}

/** Makes a {@link SeededRandom}: xoshiro128**, its state filled from the seed by splitmix32. Not for secrets. */
export function seededRandom(seed: number): SeededRandom {
  let [a, b, c, d] = expand(seed);
  const word = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
  const next = (): number => word() / 0x1_0000_0000;
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const hex = (length: number): string => Array.from({ length }, () => int(0, 15).toString(16)).join('');
  return {
    next,
    int,
    hex,
    chance: (probability) => next() < probability,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('Nothing to pick from');
      return items[int(0, items.length - 1)] as (typeof items)[number];
    },
    shuffle: (items) => {
      const result = [...items];
      for (let last = result.length - 1; last > 0; last -= 1) {
        const other = int(0, last);
        [result[last], result[other]] = [result[other] as (typeof result)[number], result[last] as (typeof result)[number]];
      }
      return result;
    },
    uuid: (atMs) => {
      const time = Math.trunc(atMs).toString(16).padStart(12, '0');
      const variant = '89ab'.charAt(int(0, 3));
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
    },
  };
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function expand(seed: number): [number, number, number, number] {
  let state = seed | 0;
  const step = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  return [step(), step(), step(), step()];
}
