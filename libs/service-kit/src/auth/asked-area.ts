import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import { ProblemError, type PlainDate } from '@thongsuot/contracts';
import type { Kit } from '../kit';
import { assertSees, type Caller } from './caller';

/** The day that the area codes of a request are read on: the one asked, else the caller's, else today. */
export function dayAsked(kit: Pick<Kit, 'clock'>, caller: Caller, on: PlainDate | undefined): PlainDate {
  return on ?? caller.on ?? kit.clock.today();
}

/** The owner of a code on a day. @throws ProblemError `area-unknown` */
export function getAreaOn(tree: AreaTree, code: string, on: PlainDate): AreaVersion {
  const area = tree.findByCode(code, on);
  if (area === undefined) throw new ProblemError('area-unknown', { detail: `${code} (${on})` });
  return area;
}

/**
 * The area that a request asks for, which its caller may see, and the day its code was read on.
 * @throws ProblemError `area-unknown`, `forbidden`
 */
export function getSeenArea(
  kit: Pick<Kit, 'clock' | 'areas'>,
  caller: Caller,
  code: string,
  on: PlainDate | undefined,
): { area: AreaVersion; on: PlainDate } {
  const day = dayAsked(kit, caller, on);
  const area = getAreaOn(kit.areas.tree, code, day);
  assertSees(caller, kit.areas.tree, area.id, day);
  return { area, on: day };
}
