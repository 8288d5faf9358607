import { AreaAct, loadReferenceTree } from '@thongsuot/areas';
import { ProblemError, plainDate } from '@thongsuot/contracts';
import { lineOf } from './line-of';
import { checkUnit, groupAreas, isOfGroup, type Unit } from './unit';

const tree = loadReferenceTree();
const on = plainDate('2022-03-01');
const team: Unit = {
  areaVersion: '614.open',
  agency: 'doan-kiem-tra-2022',
  name: 'Đoàn kiểm tra',
  kind: 'team',
  tags: [],
  superior: null,
  decision: { number: '15/QĐ-UBND', signedOn: on },
  members: ['614/phong-noi-vu'],
  validFrom: on,
  validTo: null,
};

describe('units', () => {
  it('asks a team for its decision, and no other unit for members', () => {
    expect(() => {
      checkUnit(team);
    }).not.toThrow();
    for (const wrong of [
      { ...team, decision: null },
      { ...team, kind: 'department' as const },
      { ...team, validTo: plainDate('2022-02-28') },
    ])
      expect(() => {
        checkUnit(wrong);
      }).toThrow(ProblemError);
  });

  it('goes on through a rename, and not through a merger', () => {
    const renamed = tree.withAct(
      AreaAct.parse({
        id: 'a',
        effectiveOn: '2023-01-01',
        changes: [{ kind: 'rename', code: '614', name: 'Huyện Kon Braih' }],
      }),
    );
    expect(lineOf(renamed, '614.2023-01-01')).toEqual(['614.2023-01-01', '614.open']);
    expect(lineOf(tree, '19360.2025-07-01')).toEqual(['19360.2025-07-01']);
  });
});

describe('groups', () => {
  const district = tree.resolve('614', on);

  it('expand "UBND các xã, thị trấn" to the communes of the day', () => {
    const rule = { scope: 'descendants' as const, level: 'commune' as const, committees: true, kinds: [], tags: [] };
    const codes = groupAreas(tree, rule, district, on).map(({ code }) => code as string);
    expect(codes.sort()).toEqual(['23479', '23482', '23485', '23488', '23491', '23494', '23497']);
  });

  it('take units by kind and tags, and none by an empty rule', () => {
    const rule = { scope: 'self' as const, level: null, committees: false, kinds: ['position' as const], tags: ['specialist'] };
    expect(isOfGroup(rule, { kind: 'position', tags: ['specialist', 'control-officer'] })).toBe(true);
    expect(isOfGroup(rule, { kind: 'department', tags: ['specialist'] })).toBe(false);
    expect(isOfGroup({ ...rule, kinds: [], tags: [] }, { kind: 'position', tags: [] })).toBe(false);
  });
});
