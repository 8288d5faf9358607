import { AreaCode, plainDate } from '@thongsuot/contracts';
import { AreaAct } from './area-act';
import { AreaError } from './area-error';
import { AreaTree } from './area-tree';
import { loadReferenceTree } from './reference-tree';
import { unsoundness } from '../test/soundness';

const eve = plainDate('2026-04-14');
const day = plainDate('2026-04-15');

function act(changes: readonly unknown[], effectiveOn = '2026-04-15', id = 'nq-1'): AreaAct {
  return AreaAct.parse({ id, effectiveOn, changes });
}

function refusalOf(tree: AreaTree, changes: readonly unknown[], effectiveOn?: string): string {
  try {
    tree.withAct(act(changes, effectiveOn));
  } catch (error) {
    if (error instanceof AreaError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('an act in the middle of a year', () => {
  const tree = loadReferenceTree();

  it('renames an area for the days from it on', () => {
    const next = tree.withAct(act([{ kind: 'rename', code: '19360', name: 'Phường Thạch Hãn' }]));
    expect(next.resolve('19360', eve)).toMatchObject({ name: 'Phường Quảng Trị', validTo: eve });
    expect(next.resolve('19360', day)).toMatchObject({ id: '19360.2026-04-15', name: 'Phường Thạch Hãn', act: 'nq-1' });
    expect(next.currentOf('19360.open', day)).toEqual({ id: '19360.2026-04-15', estimated: false });
    expect(next.pathName('19360.2026-04-15')).toBe('Phường Thạch Hãn, tỉnh Quảng Trị');
  });

  it('leaves the tree it started from as it was', () => {
    const fingerprint = tree.fingerprint;
    tree.withAct(act([{ kind: 'rename', code: '19360', name: 'Phường Thạch Hãn' }]));
    expect(tree.fingerprint).toBe(fingerprint);
    expect(tree.findByCode('19360')?.validTo).toBeNull();
  });

  it('carries everything in a renamed province over to it', () => {
    const next = tree.withAct(act([{ kind: 'rename', code: '44', name: 'Tỉnh Bình Trị' }]));
    const communes = tree.children('44.2025-07-01', eve);
    expect(next.children('44.2026-04-15', day).map((area) => area.code)).toEqual(communes.map((area) => area.code));
    expect(next.children('44.2025-07-01', eve)).toHaveLength(communes.length);
    expect(next.pathName('19360.2026-04-15')).toBe('Phường Quảng Trị, tỉnh Bình Trị');
    expect(unsoundness(next)).toEqual([]);
  });

  it('merges communes, one of which lends its code', () => {
    const into = { code: '18880', name: 'Phường Đồng Hới' };
    const next = tree.withAct(act([{ kind: 'merge', codes: ['18880', '18859'], into }]));
    expect(next.predecessorsOf('18880.2026-04-15').map((link) => link.id)).toEqual(['18880.2025-07-01', '18859.2025-07-01']);
    expect(next.findByCode('18859', day)).toBeUndefined();
    expect(next.heirOf('18859.2025-07-01', day)).toMatchObject({ id: '18880.2026-04-15', basis: 'succession', estimated: false });
    expect(next.children('44.2025-07-01', day)).toHaveLength(tree.children('44.2025-07-01', day).length - 1);
  });

  it('splits a commune, the default part taking what cannot be told apart', () => {
    const parts = [
      { code: '18880', name: 'Phường Đồng Hới' },
      { code: '18881', name: 'Phường Nhật Lệ' },
    ];
    const next = tree.withAct(act([{ kind: 'split', code: '18880', into: parts, defaultCode: '18881' }]));
    expect(next.currentOf('18880.2025-07-01', day)).toEqual({ id: '18881.2026-04-15', estimated: true });
    expect(next.currentOf('18880.2025-07-01', eve)).toEqual({ id: '18880.2025-07-01', estimated: false });
    expect(next.successorsOf('18880.2025-07-01').map((link) => link.extent)).toEqual(['part', 'part']);
  });

  it('makes one area of a whole and a part', () => {
    const grown = { code: '18859', name: 'Phường Đồng Thuận' };
    const next = tree.withAct(
      act([
        { kind: 'merge', codes: ['18859', '18871'], into: grown },
        { kind: 'split', code: '18880', into: [{ code: '18880', name: 'Phường Đồng Hới' }, grown], defaultCode: '18880' },
      ]),
    );
    expect(next.predecessorsOf('18859.2026-04-15')).toEqual([
      { id: '18859.2025-07-01', extent: 'whole', isDefault: true },
      { id: '18871.2025-07-01', extent: 'whole', isDefault: true },
      { id: '18880.2025-07-01', extent: 'part', isDefault: false },
    ]);
    expect(unsoundness(next)).toEqual([]);
  });

  it('moves a commune to another province, renamed and recoded at once', () => {
    const next = tree.withAct(
      act([
        { kind: 're-parent', code: '19360', parentCode: '46', newCode: '19362' },
        { kind: 'rename', code: '19360', name: 'Phường Thạch Hãn' },
      ]),
    );
    expect(next.pathName('19362.2026-04-15')).toBe('Phường Thạch Hãn, thành phố Huế');
    expect(next.isWithin('19362.2026-04-15', '46.2025-07-01', day)).toBe(true);
    expect(next.isWithin('19360.2025-07-01', '44.2025-07-01', eve)).toBe(true);
    expect(next.findByCode('19360', day)).toBeUndefined();
  });

  it('brings a tier back: a district is created and communes put in it', () => {
    const next = tree.withAct(
      act([
        { kind: 'create', code: '462', name: 'Khu vực Quảng Trị', level: 'district', parentCode: '44' },
        { kind: 're-parent', code: '19360', parentCode: '462' },
      ]),
    );
    expect(next.pathName('19360.2026-04-15', day)).toBe('Phường Quảng Trị, khu vực Quảng Trị, tỉnh Quảng Trị');
    expect(next.resolve('462', plainDate('2024-01-01')).name).toBe('Thị xã Quảng Trị');
  });

  it('hands an abolished area to the heir the act names, in force or begun by it', () => {
    const named = tree.withAct(act([{ kind: 'abolish', code: '18859', heirCode: '18880' }]));
    expect(named.heirOf('18859.2025-07-01', day)).toEqual({
      id: '18880.2025-07-01',
      estimated: true,
      basis: 'rule',
      confirmed: true,
    });
    const begun = tree.withAct(
      act([
        { kind: 'abolish', code: '18859', heirCode: '18880' },
        { kind: 'rename', code: '18880', name: 'Phường Nhật Lệ' },
      ]),
    );
    expect(begun.heirOf('18859.2025-07-01', day)).toMatchObject({ id: '18880.2026-04-15', basis: 'succession' });
  });

  it('carries facts through a chain of acts', () => {
    const next = tree
      .withAct(act([{ kind: 'rename', code: '19360', name: 'Phường Thạch Hãn' }], '2026-01-01', 'a'))
      .withAct(act([{ kind: 're-parent', code: '19360', parentCode: '46' }], '2026-06-01', 'b'))
      .withAct(act([{ kind: 'merge', codes: ['44', '46'], into: { code: '46', name: 'Thành phố Huế' } }], '2027-01-01', 'c'));
    expect(next.currentOf('19361.open', plainDate('2027-02-01'))).toEqual({ id: '19360.2027-01-01', estimated: false });
    expect(next.heirOf('462.open', plainDate('2027-02-01'))).toMatchObject({ id: '46.2027-01-01', basis: 'rule' });
    expect(unsoundness(next)).toEqual([]);
  });

  it('takes an act dated before one already applied', () => {
    const next = tree.withAct(
      act([{ kind: 'merge', codes: ['19360', '19361'], into: { code: '19360', name: 'Phường 2' } }], '2024-12-01'),
    );
    const between = plainDate('2025-01-01');
    expect(next.resolve('19360', between)).toMatchObject({ id: '19360.2024-12-01', validTo: '2025-06-30', parentId: '462.open' });
    expect(next.findByCode('19361', between)).toBeUndefined();
    expect(next.currentOf('19361.open', day)).toEqual({ id: '19360.2025-07-01', estimated: false });
    expect(unsoundness(next)).toEqual([]);
  });

  it('hangs areas begun since under the new version of a province renamed in hindsight', () => {
    const create = { kind: 'create', code: '00002', name: 'Phường Mới', level: 'commune', parentCode: '44' };
    const next = tree
      .withAct(act([create], '2026-03-01', 'later'))
      .withAct(act([{ kind: 'rename', code: '44', name: 'Tỉnh Bình Trị' }], '2026-01-01', 'hindsight'));
    expect(next.byId('00002.2026-03-01').parentId).toBe('44.2026-01-01');
    expect(unsoundness(next)).toEqual([]);
  });

  it('divides a merged area among later successors when a backdated merger crosses them', () => {
    const next = tree.withAct(
      act([{ kind: 'merge', codes: ['23479', '23482'], into: { code: '23479', name: 'Xã Đắk' } }], '2024-12-01'),
    );
    expect(next.successorsOf('23479.2024-12-01').map((link) => [link.id, link.extent, link.isDefault])).toEqual([
      ['23479.2025-07-01', 'part', true],
      ['23485.2025-07-01', 'part', false],
    ]);
    expect(unsoundness(next)).toEqual([]);
  });

  it.each<{ code: string; changes: readonly unknown[]; effectiveOn?: string }>([
    { code: 'area-not-found', changes: [{ kind: 'rename', code: '99999', name: 'X' }] },
    { code: 'area-not-valid-on', changes: [{ kind: 'rename', code: '45', name: 'X' }] },
    { code: 'area-act-same-day', changes: [{ kind: 'rename', code: '19361', name: 'X' }], effectiveOn: '2025-07-01' },
    { code: 'area-act-invalid', changes: [{ kind: 'rename', code: '00', name: 'X' }] },
    { code: 'area-code-in-use', changes: [{ kind: 'rename', code: '18859', name: 'X', newCode: '18880' }] },
    { code: 'area-code-in-use', changes: [{ kind: 'create', code: '18880', name: 'X', level: 'commune', parentCode: '44' }] },
    {
      code: 'area-parent-invalid',
      changes: [{ kind: 'create', code: '18882', name: 'X', level: 'commune', parentCode: '18880' }],
    },
    { code: 'area-parent-invalid', changes: [{ kind: 're-parent', code: '18859', parentCode: '45' }] },
    { code: 'area-children-unassigned', changes: [{ kind: 'abolish', code: '44' }] },
    {
      code: 'area-changed-twice',
      changes: [
        { kind: 'rename', code: '18859', name: 'X' },
        { kind: 'rename', code: '18859', name: 'Y' },
      ],
    },
    {
      code: 'area-changed-twice',
      changes: [
        { kind: 'abolish', code: '18859' },
        { kind: 'merge', codes: ['18859', '18880'], into: { code: '18880', name: 'X' } },
      ],
    },
    {
      code: 'area-act-invalid',
      changes: [
        {
          kind: 'split',
          code: '18859',
          into: [
            { code: '18859', name: 'X' },
            { code: '18860', name: 'Y' },
          ],
          defaultCode: '10000',
        },
      ],
    },
  ])('case %# is refused with $code', ({ code, changes, effectiveOn }) => {
    expect(refusalOf(tree, changes, effectiveOn)).toBe(code);
  });

  it('reads acts strictly', () => {
    expect(AreaAct.safeParse({ id: 'x', effectiveOn: '2026-02-30', changes: [{ kind: 'abolish', code: '18859' }] }).success).toBe(
      false,
    );
    expect(AreaAct.safeParse({ id: 'x', effectiveOn: '2026-02-01', changes: [] }).success).toBe(false);
    expect(AreaCode.safeParse('157').success).toBe(true);
    expect(AreaAct.safeParse({ id: 'x', effectiveOn: '2026-02-01', changes: [{ kind: 'abolish', code: '0157' }] }).success).toBe(
      false,
    );
  });
});
