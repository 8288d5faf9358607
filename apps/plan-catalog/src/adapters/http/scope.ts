import { COUNTRY_CODE, isValidOn, type AreaTree, type AreaVersion } from '@thongsuot/areas';
import { ProblemError, type PlainDate } from '@thongsuot/contracts';
import type { NamedUnit } from '../../features/records';
import { assertSees, type Caller, type Kit } from '@thongsuot/service-kit';

/** The day that a caller's area codes are read on. */
export function dayOf(kit: Kit, caller: Caller, on?: PlainDate): PlainDate {
  return on ?? caller.on ?? kit.clock.today();
}

/**
 * The area that a list is about: the one asked for, else the caller's own, else the country.
 *
 * @throws ProblemError `area-unknown`, `forbidden`
 */
export function listedArea(kit: Kit, caller: Caller, code: string | undefined, on: PlainDate | undefined): AreaVersion {
  const day = dayOf(kit, caller, on);
  const version = kit.areas.tree.findByCode(code ?? caller.area ?? COUNTRY_CODE, day);
  if (version === undefined) throw new ProblemError('area-unknown');
  assertSees(caller, kit.areas.tree, version.id, day);
  return version;
}

/**
 * What an area that has ended left is its heir's to act on.
 *
 * @throws ProblemError `forbidden` where the caller may not see or act for this area version.
 */
export function assertMayUse(kit: Kit, caller: Caller, areaVersion: string): void {
  const { tree } = kit.areas;
  const day = dayOf(kit, caller);
  const holder = tree.findById(areaVersion) && tree.findCurrentOf(areaVersion, day);
  assertSees(caller, tree, holder?.id ?? areaVersion, day);
}

/** @throws ProblemError `area-unknown` */
export function unitNamed(tree: AreaTree, ref: string, on: PlainDate): { unit: NamedUnit; version: AreaVersion } {
  const [code = '', agency] = ref.split('/');
  const version = tree.findByCode(code, on);
  if (version === undefined || !isValidOn(version, on)) throw new ProblemError('area-unknown');
  const name = agency === undefined ? version.name : `${version.name} / ${agency}`;
  return { unit: { areaVersion: version.id, agency: agency ?? null, ref, name }, version };
}
