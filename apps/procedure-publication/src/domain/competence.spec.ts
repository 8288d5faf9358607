import { loadReferenceTree } from '@thongsuot/areas';
import { plainDate } from '@thongsuot/contracts';
import { assertCompetent, predecessorsOf, provincesOf } from './competence';

const tree = loadReferenceTree();
const on = plainDate('2024-03-01');
const NOT_COMPETENT = /không công bố|ủy quyền|nêu bộ/;
const CHAIRMAN = { agency: null, delegation: null, ministry: null };

describe('competence to announce', () => {
  it.each(['462', '19360', '00'])('refuses %s: only a ministry or a province announces (Điều 13)', (code) => {
    expect(() => {
      assertCompetent(tree.resolve(code, on), CHAIRMAN);
    }).toThrow(NOT_COMPETENT);
  });

  it('lets the province, and its agency only by delegation', () => {
    const province = tree.resolve('45', on);
    expect(() => {
      assertCompetent(province, CHAIRMAN);
      assertCompetent(province, { ...CHAIRMAN, agency: 'so-tu-phap', delegation: '12/QĐ-UBND' });
      assertCompetent(tree.resolve('00', on), { ...CHAIRMAN, ministry: 'Bộ Tư pháp' });
    }).not.toThrow();
    expect(() => {
      assertCompetent(province, { ...CHAIRMAN, agency: 'so-tu-phap' });
    }).toThrow(NOT_COMPETENT);
  });

  it('refuses a ministry in the name of a province', () => {
    expect(() => {
      assertCompetent(tree.resolve('45', on), { ...CHAIRMAN, ministry: 'Bộ Tư pháp' });
    }).toThrow(/00/u);
  });

  it('keeps a merged commune bound by the province its parts lay in', () => {
    expect([...provincesOf(tree, '19360.open')]).toEqual(['45.open']);
    expect(provincesOf(tree, '19360.2025-07-01')).toEqual(new Set(['44.2025-07-01', '45.open']));
    expect(predecessorsOf(tree, '19360.2025-07-01')).toContain('19360.open');
  });
});
