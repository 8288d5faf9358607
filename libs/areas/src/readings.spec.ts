import { plainDate } from '@thongsuot/contracts';
import { readArea, sourcesOf } from './readings';
import { loadReferenceTree } from './reference-tree';

const after = plainDate('2025-08-01');
const before = plainDate('2024-03-01');

describe('readings', () => {
  const tree = loadReferenceTree();

  it('leaves a fact where it was as-was, and carries it to its successor as-now', () => {
    expect(readArea(tree, 'as-was', '19361.open', after)).toEqual({ id: '19361.open', estimated: false });
    expect(readArea(tree, 'as-now', '19361.open', after)).toEqual({ id: '19360.2025-07-01', estimated: false });
    expect(readArea(tree, 'as-now', '19361.open', before)).toEqual({ id: '19361.open', estimated: false });
  });

  it('totals an area as-was over itself and what lay in it', () => {
    const ids = sourcesOf(tree, 'as-was', '614.open', before).map((source) => source.id);
    expect(ids.sort()).toEqual(
      ['614.open', ...['23479', '23482', '23485', '23488', '23491', '23494', '23497'].map((code) => `${code}.open`)].sort(),
    );
  });

  it('totals an area as-now over itself and everything that became part of it', () => {
    const sources = sourcesOf(tree, 'as-now', '19360.2025-07-01', after);
    expect(sources.map((source) => source.id).sort()).toEqual(
      ['19357.open', '19358.open', '19360.2025-07-01', '19360.open', '19361.open', '19705.open'].sort(),
    );
    const province = sourcesOf(tree, 'as-now', '44.2025-07-01', after);
    expect(province).toContainEqual({ id: '462.open', shownAt: '44.2025-07-01', estimated: true });
    expect(province).toContainEqual({ id: '19361.open', shownAt: '19360.2025-07-01', estimated: false });
  });

  it('counts every source in exactly one province', () => {
    const all = tree.children(tree.root.id, after).flatMap((province) => sourcesOf(tree, 'as-now', province.id, after));
    expect(all).toHaveLength(tree.parts.versions.length - 1);
    expect(new Set(all.map((source) => source.id)).size).toBe(all.length);
  });
});
