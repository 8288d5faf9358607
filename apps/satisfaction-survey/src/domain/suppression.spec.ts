import * as fc from 'fast-check';
import { K_MIN, shownGroups } from './suppression';

const groupsOf = (counts: readonly number[]): { answered: number; name: number }[] =>
  counts.map((answered, name) => ({ answered, name }));

describe('what is shown of a breakdown', () => {
  it.each([
    [[9, 5, 20], [20, 9, 5], 0],
    [[4, 20, 9], [20], 2],
    [[2, 3, 20], [20], 2],
    [[4, 20], [], 2],
    [[1, 2], [], 2],
    [[0, 7], [7], 0],
    [[], [], 0],
  ])('%j shows %j and hides %d', (counts, shown, hidden) => {
    const result = shownGroups(groupsOf(counts));
    expect([result.shown.map((group) => group.answered), result.hidden]).toEqual([shown, hidden]);
  });

  it('never shows fewer than five, nor lets subtraction from the total tell fewer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 12 }), (counts) => {
        const { shown, hidden } = shownGroups(groupsOf(counts));
        const rest = counts.reduce((a, b) => a + b, 0) - shown.reduce((sum, group) => sum + group.answered, 0);
        for (const group of shown) expect(group.answered).toBeGreaterThanOrEqual(K_MIN);
        if (shown.length > 0) expect(rest === 0 || rest >= K_MIN).toBe(true);
        expect(shown.length + hidden).toBe(counts.filter((count) => count > 0).length);
      }),
    );
  });
});
