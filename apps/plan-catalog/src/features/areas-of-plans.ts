import { isValidOn, type AreaTree, type AreaVersion } from '@thongsuot/areas';
import { PlainDate, type UnitAt } from '@thongsuot/contracts';
import { responsibleUnits, type AreaWithBelow, type ResponsibleUnit } from '../domain/plan/responsible';
import type { Placed } from './records';

/** A day of a plan's year on which its area stood: the first of the year, else the area's own first or last day. */
export function dayOfPlan(version: AreaVersion, year: number): PlainDate {
  const first = PlainDate.parse(`${year}-01-01`);
  if (isValidOn(version, first)) return first;
  return version.validFrom !== null && version.validFrom > first ? version.validFrom : (version.validTo ?? first);
}

/** Where an aggregate of this area version is kept and listed. */
export function placedIn(tree: AreaTree, version: AreaVersion): Placed {
  return {
    areaVersion: version.id,
    areaCode: version.code,
    areaName: version.name,
    areaPath: [version.id, ...tree.ancestors(version.id).map((one) => one.id)],
  };
}

/** The issuing area with all areas below it, as they stood in the plan's year. */
export function areaWithBelow(tree: AreaTree, version: AreaVersion, year: number): AreaWithBelow {
  const { id, name, level } = version;
  return { id, name, level, below: tree.descendants(id, dayOfPlan(version, year)) };
}

/** The units behind several names of a plan, each once. */
export function unitsOf(names: readonly string[], area: AreaWithBelow): ResponsibleUnit[] {
  const found = new Map<string, ResponsibleUnit>();
  for (const unit of names.flatMap((name) => responsibleUnits(name, area))) {
    found.set(`${unit.areaVersion}/${unit.agency ?? ''}`, unit);
  }
  return [...found.values()];
}

/** The same, as facts name them. */
export function unitsAt(names: readonly string[], area: AreaWithBelow): UnitAt[] {
  return unitsOf(names, area).map(({ areaVersion, agency }) => ({ areaVersion, agency }));
}
