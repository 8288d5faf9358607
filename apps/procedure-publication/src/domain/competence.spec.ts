import { loadReferenceTree } from '@thongsuot/areas';
import { plainDate } from '@thongsuot/contracts';
import { assertCompetent, predecessorsOf, provincesOf } from './competence';

const tree = loadReferenceTree();
const on = plainDate('2024-03-01');
const NOT_COMPETENT = /không công bố|ủy quyền/;

describe('competence to announce', () => {
  it.each(['462', '19360', '00'])('refuses %s: only a province announces (Điều 13)', (code) => {
    expect(() => {
      assertCompetent(tree.resolve(code, on), null, null);
    }).toThrow(NOT_COMPETENT);
  });

  it('lets the province, and its agency only by delegation', () => {
    const province = tree.resolve('45', on);
    expect(() => {
      assertCompetent(province, null, null);
      assertCompetent(province, 'so-tu-phap', '12/QĐ-UBND');
    }).not.toThrow();
    expect(() => {
      assertCompetent(province, 'so-tu-phap', null);
    }).toThrow(NOT_COMPETENT);
  });

  it('keeps a merged commune bound by the province its parts lay in', () => {
    expect([...provincesOf(tree, '19360.open')]).toEqual(['45.open']);
    expect(provincesOf(tree, '19360.2025-07-01')).toEqual(new Set(['44.2025-07-01', '45.open']));
    expect(predecessorsOf(tree, '19360.2025-07-01')).toContain('19360.open');
  });
});
