import { plainDate } from '@thongsuot/contracts';
import { AreaAct } from './area-act';
import { applyAreaChanged, areaDifference } from './area-changed';
import { loadReferenceTree } from './reference-tree';

const tree = loadReferenceTree();

const act = (changes: unknown[]): AreaAct => AreaAct.parse({ id: 'act-1', effectiveOn: '2027-01-01', changes });

/** The contents that both ways must agree on; the act's id stays in the directory, heirs by rule become successions. */
const shape = (of: typeof tree): unknown => ({
  versions: of.parts.versions.map(({ act: _act, ...version }) => version).sort((a, b) => (a.id < b.id ? -1 : 1)),
  successions: [...of.parts.successions].sort((a, b) => (a.from + a.to < b.from + b.to ? -1 : 1)),
});

describe('area.changed', () => {
  it.each([
    ['a rename', [{ kind: 'rename', code: '19360', name: 'Phường Cổ Thành' }]],
    ['a province with all below it', [{ kind: 'rename', code: '44', name: 'Tỉnh Bình Trị' }]],
    ['a merger', [{ kind: 'merge', codes: ['23479', '23485'], into: { code: '23479', name: 'Xã Đăk Rve' } }]],
    [
      'a split',
      [
        {
          kind: 'split',
          code: '19360',
          into: [
            { code: '19360', name: 'Phường Quảng Trị' },
            { code: '19361', name: 'Phường 3' },
          ],
          defaultCode: '19360',
        },
      ],
    ],
  ])('repeats %s from the event alone', (_, changes) => {
    const next = tree.withAct(act(changes));
    const told = areaDifference(tree, next, () => undefined);
    expect(shape(applyAreaChanged(tree, told))).toEqual(shape(next));
    expect(told.before.every(({ id }) => tree.findById(id) !== undefined)).toBe(true);
  });

  it('tells an heir named among areas that stay as a succession', () => {
    const next = tree.withAct(act([{ kind: 'abolish', code: '23479', heirCode: '23485' }]));
    const told = areaDifference(tree, next, () => 'abolish');
    const heir = { from: '23479.2025-07-01', to: '23485.2025-07-01', kind: 'abolish', isDefault: true };
    expect(told.successions).toEqual([heir]);
    expect(applyAreaChanged(tree, told).currentOf('23479.2025-07-01', plainDate('2027-02-01')).id).toBe('23485.2025-07-01');
  });
});
