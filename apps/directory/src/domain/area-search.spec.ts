import { loadReferenceTree } from '@thongsuot/areas';
import { plainDate } from '@thongsuot/contracts';
import { AreaSearch } from './area-search';

const tree = loadReferenceTree();
const search = new AreaSearch(tree);
const before = plainDate('2024-03-01');
const after = plainDate('2025-07-01');

describe('area search', () => {
  it('ignores accents, case and the order of words, and reads the tree of the day', () => {
    const found = search.find({ q: 'ray KON', on: before });
    expect(found.map(({ id }) => id)).toEqual(['614.open']);
    expect(search.find({ q: 'kon ray', on: after })).toEqual([]);
  });

  it('finds a reused code by its owner of the day', () => {
    expect(search.find({ q: '19360', on: before }).map(({ name }) => name)).toEqual(['Phường 2']);
    expect(search.find({ q: '19360', on: after }).map(({ name }) => name)).toEqual(['Phường Quảng Trị']);
  });

  it('keeps to a level and an area, and agrees with a plain scan', () => {
    const found = search.find({ q: 'phuong', on: before, level: 'commune', within: '462.open' });
    const plain = tree.descendants('462.open', before).filter(({ name }) => name.startsWith('Phường'));
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(plain.map(({ id }) => id)));
    expect(found.length).toBeGreaterThan(2);
  });

  it('answers all areas of the day where nothing is asked, and none where no word fits', () => {
    expect(search.find({ q: ' ', on: before, level: 'province' })).toHaveLength(63);
    expect(search.find({ q: 'kon khongco', on: before })).toEqual([]);
  });
});
