/** A source of chance that gives the same sequence for the same seed, on every machine. */
export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number between both ends, included. */
  between(low: number, high: number): number;
  /** True with the given probability. */
  happens(probability: number): boolean;
  /** One of the items; heavier ones come up more often. */
  pick<Item>(items: readonly Item[], weight?: (item: Item) => number): Item;
}

/**
 * Chance of a seed and a name: each unit draws from its own stream, so that a new unit or a changed volume leaves every
 * other unit's dossiers as they were.
 */
export function chanceOf(seed: string, name: string): Chance {
  let state = hash(`${seed}/${name}`);
  const next = (): number => {
    // Mulberry32: 32 bits of state are plenty for demonstration data.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    happens: (probability) => next() < probability,
    pick: (items, weight = () => 1) => {
      const total = items.reduce((sum, item) => sum + weight(item), 0);
      let left = next() * total;
      for (const item of items) {
        left -= weight(item);
        if (left < 0) return item;
      }
      const last = items.at(-1);
      if (last === undefined) throw new RangeError('Nothing to pick from');
      return last;
    },
  };
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value;
}
