import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import { ProblemError, type PlainDate } from '@thongsuot/contracts';
import { assertSees, type Caller, type Kit } from '@thongsuot/service-kit';

/** An area as answers name it. */
export interface NamedArea {
  readonly code: AreaVersion['code'];
  readonly name: string;
  readonly level: AreaVersion['level'];
  readonly areaVersion: string;
}

/** An area version in answers. */
export function nameArea({ id, code, name, level }: AreaVersion): NamedArea {
  return { code, name, level, areaVersion: id };
}

/** The area a code means on the day the caller looks from, which the caller may see. */
export function askedArea(
  kit: Kit,
  caller: Caller,
  code: string,
  on: PlainDate | undefined,
): { area: AreaVersion; on: PlainDate } {
  const day = on ?? caller.on ?? kit.clock.today();
  const { tree } = kit.areas;
  const area = tree.findByCode(code, day);
  if (!area) throw new ProblemError('area-unknown');
  assertSees(caller, tree, area.id, day);
  return { area, on: day };
}

/** The agency that `unit` names in `area`: null is its People's Committee, undefined was not asked. */
export function askedAgency(
  tree: AreaTree,
  area: AreaVersion,
  unit: string | undefined,
  on: PlainDate,
): { area: AreaVersion; agency?: string | null } {
  if (unit === undefined) return { area };
  const [code = '', slug] = unit.split('/');
  const owner = tree.findByCode(code, on);
  if (!owner || !tree.isWithin(owner.id, area.id, on)) throw new ProblemError('unit-unknown');
  return { area: owner, agency: slug ?? null };
}
