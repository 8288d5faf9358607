import { cursorOf, pageOfRows, placeOfCursor } from './paging';

describe('pages of a list', () => {
  const page = (rows: string[]): ReturnType<typeof pageOfRows<string, string>> =>
    pageOfRows(
      rows,
      2,
      (row) => `phường ${row}`,
      (row) => row.toUpperCase(),
    );

  it('tell a cursor only where another row was read', () => {
    expect(page([])).toEqual({ items: [], nextCursor: null });
    expect(page(['a', 'b'])).toEqual({ items: ['A', 'B'], nextCursor: null });
    expect(page(['a', 'b', 'c'])).toEqual({ items: ['A', 'B'], nextCursor: cursorOf('phường b') });
  });

  it('go on from the last row told', () => {
    expect(placeOfCursor(page(['a', 'b', 'c']).nextCursor ?? undefined)).toBe('phường b');
    expect(placeOfCursor(undefined)).toBeUndefined();
  });

  it.each(['', '%%%', cursorOf('b') + '=', cursorOf('xa')])('refuse %j', (cursor) => {
    expect(() => placeOfCursor(cursor, (place) => place.startsWith('phường'))).toThrow('Invalid cursor');
  });
});
