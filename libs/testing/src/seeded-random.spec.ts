import { seededRandom } from './seeded-random';

describe('seededRandom', () => {
  it('repeats itself for a seed and differs for another', () => {
    const draw = (seed: number): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('spreads evenly and keeps to its bounds', () => {
    const random = seededRandom(1);
    const counts = new Array<number>(6).fill(0);
    for (let throwNumber = 0; throwNumber < 60_000; throwNumber += 1) {
      const face = random.int(1, 6);
      counts[face - 1] = (counts[face - 1] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('shuffles without losing anything and without touching the list', () => {
    const list = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = seededRandom(3).shuffle(list);
    expect(shuffled).not.toEqual(list);
    expect([...shuffled].sort()).toEqual(list);
  });

  it('makes UUIDs of version 7 that sort by their time', () => {
    const random = seededRandom(5);
    const earlier = random.uuid(1_702_573_200_000);
    const later = random.uuid(1_702_573_200_001);
    expect(earlier).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(earlier < later).toBe(true);
  });
});
