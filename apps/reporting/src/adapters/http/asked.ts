import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import { ProblemError, type PlainDate } from '@thongsuot/contracts';

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
