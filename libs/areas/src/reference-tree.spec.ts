import { AreaLevel, AreaVersionId, plainDate } from '@thongsuot/contracts';
import { AreaError } from './area-error';
import { AreaTree } from './area-tree';
import { isValidOn } from './area-version';
import { dayAfter } from './days';
import { loadReferenceActs, loadReferenceTree } from './reference-tree';

const before = plainDate('2024-03-01');
const lastDay = plainDate('2025-06-30');
const firstDay = plainDate('2025-07-01');
const after = plainDate('2025-08-01');

describe('the reference tree', () => {
  const tree = loadReferenceTree();
  const count = (on: typeof before, level: AreaLevel): number => tree.validOn(on).filter((area) => area.level === level).length;

  it('has three tiers to 30/06/2025 and two from 01/07/2025', () => {
    expect([count(lastDay, 'province'), count(lastDay, 'district'), count(lastDay, 'commune')]).toEqual([63, 696, 10035]);
    expect([count(firstDay, 'province'), count(firstDay, 'district'), count(firstDay, 'commune')]).toEqual([34, 0, 3321]);
    expect(tree.children(tree.root.id, after)).toHaveLength(34);
    expect(tree.descendants(tree.root.id, before)).toHaveLength(63 + 696 + 10035);
  });

  it('is read once', () => {
    expect(loadReferenceTree()).toBe(tree);
  });

  it('gives a reused code to its owner of the day', () => {
    expect(tree.resolve('19360', before)).toMatchObject({ id: '19360.open', name: 'Phường 2', validTo: lastDay });
    expect(tree.resolve('19360', after)).toMatchObject({ id: '19360.2025-07-01', name: 'Phường Quảng Trị', validTo: null });
    expect(tree.findByCode('19360')?.name).toBe('Phường Quảng Trị');
    expect(tree.resolve('44', before).name).toBe('Tỉnh Quảng Bình');
    expect(tree.resolve('44', after).name).toBe('Tỉnh Quảng Trị');
    expect(tree.versionsOf('44').map((version) => version.id)).toEqual(['44.open', '44.2025-07-01']);
  });

  it('tells a code that never was from one that is out of force', () => {
    const codeOf = (act: () => unknown): string | undefined => {
      try {
        act();
      } catch (error) {
        if (error instanceof AreaError) return error.code;
      }
      return undefined;
    };
    expect(codeOf(() => tree.resolve('99999', after))).toBe('area-not-found');
    expect(codeOf(() => tree.resolve('45', after))).toBe('area-not-valid-on');
    expect(codeOf(() => tree.byId('45.2025-07-01'))).toBe('area-version-not-found');
    expect(codeOf(() => tree.ancestors('19360.open', after))).toBe('area-not-valid-on');
    expect(tree.findByCode('45', after)).toBeUndefined();
  });

  it('names the way up', () => {
    expect(tree.pathName('19360.open', before)).toBe('Phường 2, thị xã Quảng Trị, tỉnh Quảng Trị');
    expect(tree.pathName('19360.2025-07-01')).toBe('Phường Quảng Trị, tỉnh Quảng Trị');
    expect(tree.pathName(tree.root.id)).toBe('Cả nước');
    expect(tree.ancestors('23485.open').map((area) => area.id)).toEqual(['614.open', '62.open', '00.open']);
  });

  it('merges Phường 1, 2, 3, An Đôn and Hải Lệ into Phường Quảng Trị', () => {
    expect(
      tree
        .predecessorsOf('19360.2025-07-01')
        .map((link) => link.id)
        .sort(),
    ).toEqual(['19357.open', '19358.open', '19360.open', '19361.open', '19705.open'].sort());
    expect(tree.successorsOf('19360.open')).toEqual([{ id: '19360.2025-07-01', extent: 'whole', isDefault: true }]);
    expect(tree.currentOf('19705.open', after)).toEqual({ id: '19360.2025-07-01', estimated: false });
    expect(tree.heirOf('19705.open', lastDay)).toMatchObject({ id: '19705.open', basis: 'itself' });
    expect(tree.byId('19360.2025-07-01').parentId).toBe('44.2025-07-01');
  });

  it.each([
    ['23479', 'Xã Đăk Rve', ['23479.open', '23491.open']],
    ['23485', 'Xã Đăk Kôi', ['23482.open', '23485.open']],
    ['23497', 'Xã Kon Braih', ['23488.open', '23494.open', '23497.open']],
  ])('makes %s (%s) of communes of Kon Rẫy and puts it in Quảng Ngãi', (code, name, predecessors) => {
    const area = tree.resolve(code, after);
    expect(area).toMatchObject({ name, parentId: '51.2025-07-01', act: 'sap-xep-2025' });
    expect(
      tree
        .predecessorsOf(area.id)
        .map((link) => link.id)
        .sort(),
    ).toEqual(predecessors);
  });

  it('hands what a district itself had open to the province after its own, as a rule nobody has confirmed', () => {
    expect(tree.heirOf('614.open', after)).toEqual({ id: '51.2025-07-01', estimated: true, basis: 'rule', confirmed: false });
    expect(tree.heirOf('462.open', after)).toMatchObject({ id: '44.2025-07-01', basis: 'rule' });
  });

  it('hands an island district without communes to the đặc khu made of it', () => {
    expect(tree.byId('471.open')).toMatchObject({ name: 'Huyện Cồn Cỏ', level: 'district' });
    expect(tree.heirOf('471.open', after)).toMatchObject({ basis: 'succession', estimated: false, confirmed: true });
    expect(tree.byId(tree.heirOf('471.open', after).id).name).toBe('Đặc khu Cồn Cỏ');
  });

  it('lays no area of one tree inside an area of the other', () => {
    expect(tree.isWithin('19360.open', '44.2025-07-01')).toBe(false);
    expect(tree.isWithin('19360.open', '45.open')).toBe(true);
    expect(tree.isWithin('19360.open', '45.open', after)).toBe(false);
    expect(tree.isWithin('19360.open', '19360.open', before)).toBe(true);
    expect(tree.isWithin('nowhere', '45.open')).toBe(false);
  });

  it('refuses to read the present as the past', () => {
    expect(() => tree.currentOf('19360.2025-07-01', before)).toThrow(AreaError);
  });

  it('knows the texts behind the reorganisation', () => {
    const [act] = loadReferenceActs();
    expect(act).toMatchObject({ effectiveOn: firstDay, abolishedLevels: ['district'] });
    expect(act?.legalBasis.map((text) => text.number)).toContain('202/2025/QH15');
  });

  describe('as a whole', () => {
    it('hangs every version under a parent that is in force all its days', () => {
      const loose = tree.parts.versions.filter((version) => {
        if (version.parentId === null) return version.id !== tree.root.id;
        const parent = tree.byId(version.parentId);
        return !isValidOn(parent, version.validFrom ?? before) || !isValidOn(parent, version.validTo ?? after);
      });
      expect(loose).toEqual([]);
    });

    it('gives every old commune and province at least one successor, and one default', () => {
      const ended = tree.parts.versions.filter((version) => version.validTo === lastDay && version.level !== 'district');
      const wrong = ended.filter(({ id }) => {
        const links = tree.successorsOf(id);
        const extentFits = links.every((link) => link.extent === (links.length > 1 ? 'part' : 'whole'));
        return links.filter((link) => link.isDefault).length !== 1 || !extentFits;
      });
      expect(ended).toHaveLength(63 + 10035);
      expect(wrong).toEqual([]);
    });

    it('begins successors the day after their predecessors end', () => {
      const gaps = tree.parts.successions.filter(({ from, to }) => {
        const end = tree.byId(from).validTo;
        return end === null || tree.byId(to).validFrom !== dayAfter(end);
      });
      expect(gaps).toEqual([]);
    });

    it('shows each fact of the old tree once on the new one: every version maps, the 471 divided communes as estimated', () => {
      const facts = tree.parts.versions.filter((version) => version.validTo === lastDay);
      const shown = new Map<AreaVersionId, number>();
      let estimated = 0;
      for (const { id, level } of facts) {
        const current = tree.currentOf(id, after);
        shown.set(current.id, (shown.get(current.id) ?? 0) + 1);
        if (current.estimated && level === 'commune') estimated += 1;
      }
      expect([...shown.values()].reduce((sum, number) => sum + number, 0)).toBe(63 + 696 + 10035);
      expect([...shown.keys()].filter((id) => !isValidOn(tree.byId(id), after))).toEqual([]);
      expect(estimated).toBe(471);
    });

    it('keeps the same fingerprint however it was listed, and another once it differs', () => {
      const { versions, successions, inheritanceRules } = tree.parts;
      expect(AreaTree.from([...versions].reverse(), [...successions].reverse(), inheritanceRules).fingerprint).toBe(
        tree.fingerprint,
      );
      expect(AreaTree.from(versions, successions.slice(1), inheritanceRules).fingerprint).not.toBe(tree.fingerprint);
    });
  });
});
