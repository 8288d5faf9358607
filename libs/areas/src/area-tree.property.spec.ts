import { AreaCode, AreaLevel, PlainDate, plainDate } from '@thongsuot/contracts';
import * as fc from 'fast-check';
import { unsoundness } from '../test/soundness';
import { AreaAct, AreaChange } from './area-act';
import { AreaError } from './area-error';
import { AreaTree } from './area-tree';
import { AreaVersion, COUNTRY_CODE, COUNTRY_ID, areaVersionId, isValidOn } from './area-version';
import { sourcesOf } from './readings';

const DAYS = ['2021-03-01', '2022-01-01', '2022-07-15', '2023-05-31', '2024-02-29', '2025-07-01'].map(plainDate);
const END = plainDate('2026-01-01');
const RULES = [
  {
    validFrom: plainDate('2000-01-01'),
    levels: ['district', 'commune'] satisfies AreaLevel[],
    target: 'province' as const,
    assignments: [],
    confirmed: false,
  },
];

/** A country of a few provinces, some with districts, some with communes directly below. */
const smallTree = fc.array(fc.array(fc.nat({ max: 3 }), { maxLength: 3 }), { minLength: 2, maxLength: 3 }).map((provinces) => {
  const versions: AreaVersion[] = [version(COUNTRY_CODE, 'country', null)];
  provinces.forEach((districts, at) => {
    const province = `1${at}`;
    versions.push(version(province, 'province', COUNTRY_CODE), version(`${province}000`, 'commune', province));
    districts.forEach((communes, which) => {
      const district = `${province}${which}`;
      versions.push(version(district, 'district', province));
      for (let index = 0; index < communes; index += 1) versions.push(version(`${district}0${index + 1}`, 'commune', district));
    });
  });
  return AreaTree.from(versions, [], RULES);
});

function version(code: string, level: AreaLevel, parent: string | null): AreaVersion {
  const parentId = parent === null ? null : parent === COUNTRY_CODE ? COUNTRY_ID : areaVersionId(parent, null);
  return {
    id: areaVersionId(code, null),
    code: code as AreaCode,
    name: `${level} ${code}`,
    level,
    parentId,
    validFrom: null,
    validTo: null,
  };
}

/** Numbers from which a change is made that fits the tree as it then is; days come in any order, so acts may be backdated. */
const seed = fc.record({
  day: fc.constantFrom(...DAYS),
  kind: fc.nat({ max: 6 }),
  a: fc.nat(),
  b: fc.nat(),
  fresh: fc.integer({ min: 0, max: 9 }),
});
type Seed = typeof seed extends fc.Arbitrary<infer Value> ? Value : never;

function changeFrom(tree: AreaTree, { day, kind, a, b, fresh }: Seed): AreaChange | undefined {
  const areas = tree.validOn(day).filter((area) => area.level !== 'country');
  const area = areas[a % areas.length];
  if (!area) return undefined;
  const freshCode = { province: `9${fresh}`, district: `90${fresh}`, commune: `9000${fresh}`, country: '00' }[
    area.level
  ] as AreaCode;
  const others = areas.filter((other) => other.level === area.level && other.id !== area.id);
  const other = others[b % others.length];
  const name = `${area.level} ${day} ${fresh}`;
  switch (kind) {
    case 0:
      return { kind: 'rename', code: area.code, name };
    case 1:
      return { kind: 'rename', code: area.code, name, newCode: freshCode };
    case 2:
      return { kind: 're-parent', code: area.code, parentCode: areas[b % areas.length]?.code ?? area.code };
    case 3:
      return other && { kind: 'merge', codes: [area.code, other.code], into: { code: fresh % 2 ? area.code : freshCode, name } };
    case 4: {
      const rest = { code: area.code, name: area.name };
      return {
        kind: 'split',
        code: area.code,
        into: [rest, { code: freshCode, name }],
        defaultCode: fresh % 2 ? area.code : freshCode,
      };
    }
    case 5:
      if (area.level === 'province') return undefined;
      return { kind: 'abolish', code: area.code, childrenTo: tree.ancestors(area.id)[0]?.code ?? area.code };
    default:
      return {
        kind: 'create',
        code: freshCode,
        name,
        level: area.level,
        parentCode: tree.ancestors(area.id)[0]?.code ?? COUNTRY_CODE,
      };
  }
}

/** Applies what fits; an act that is refused must be refused by name and leave nothing behind. */
function grow(start: AreaTree, seeds: readonly Seed[]): { tree: AreaTree; applied: number } {
  let tree = start;
  let applied = 0;
  seeds.forEach((each, index) => {
    const change = changeFrom(tree, each);
    if (!change) return;
    try {
      tree = tree.withAct(AreaAct.parse({ id: `act-${index}`, effectiveOn: each.day, changes: [change] }));
      applied += 1;
    } catch (error) {
      if (!(error instanceof AreaError) || error.code === 'area-tree-inconsistent') throw error;
      // A new name leaves every place as it was, so nothing can be lost by it.
      if (change.kind === 'rename' && error.code === 'area-parent-invalid') throw error;
    }
  });
  return { tree, applied };
}

const grown = fc.tuple(smallTree, fc.array(seed, { minLength: 1, maxLength: 8 })).map(([tree, seeds]) => grow(tree, seeds));
const days: PlainDate[] = [plainDate('2020-01-01'), ...DAYS, END];

describe('any tree after any acts', () => {
  it('is sound: parents cover children, codes have one owner a day, successors begin when predecessors end', () => {
    let applied = 0;
    fc.assert(
      fc.property(grown, (result) => {
        applied += result.applied;
        expect(unsoundness(result.tree)).toEqual([]);
      }),
      { numRuns: 300 },
    );
    // Most acts must get through, or the property says nothing.
    expect(applied).toBeGreaterThan(300);
  });

  it('says isWithin exactly where ancestors say so', () => {
    fc.assert(
      fc.property(grown, ({ tree }) => {
        for (const { id } of tree.parts.versions) {
          const above = new Set([id, ...tree.ancestors(id).map((area) => area.id)]);
          for (const other of tree.parts.versions) expect(tree.isWithin(id, other.id)).toBe(above.has(other.id));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('reaches every area of a day from the country, once', () => {
    fc.assert(
      fc.property(grown, ({ tree }) => {
        for (const on of days) {
          const reached = tree.descendants(COUNTRY_ID, on).map((area) => area.id);
          expect([...reached, COUNTRY_ID].sort()).toEqual(
            tree
              .validOn(on)
              .map((area) => area.id)
              .sort(),
          );
          for (const id of reached) expect(tree.ancestors(id, on).every((area) => isValidOn(area, on))).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gives every area that has ended one heir in force, and counts it in one total', () => {
    fc.assert(
      fc.property(grown, ({ tree }) => {
        const begun = tree.parts.versions;
        for (const { id } of begun) expect(isValidOn(tree.byId(tree.heirOf(id, END).id), END)).toBe(true);
        const provinces = tree.children(COUNTRY_ID, END).flatMap((province) => sourcesOf(tree, 'as-now', province.id, END));
        expect(provinces.map((source) => source.id).sort()).toEqual(
          begun
            .filter(({ id }) => id !== COUNTRY_ID)
            .map(({ id }) => id)
            .sort(),
        );
      }),
      { numRuns: 100 },
    );
  });
});
