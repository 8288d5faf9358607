import type { AreaVersion } from '@thongsuot/areas';
import { AreaVersionId, ProblemError, type AreaRef, type PlainDate } from '@thongsuot/contracts';
import type { Caller, Kit } from '@thongsuot/service-kit';

/** The owner of `code` on the day asked, else on the day the caller looks from. @throws ProblemError `area-unknown` */
export function areaOn(kit: Kit, caller: Caller, code: string, on?: PlainDate): AreaVersion {
  const day = on ?? caller.on ?? kit.clock.today();
  const area = kit.areas.tree.findByCode(code, day);
  if (!area) throw new ProblemError('area-unknown', { detail: `${code}, ${day}` });
  return area;
}

export function areaRef({ id, code, name, level }: AreaVersion): AreaRef {
  return { id: AreaVersionId.parse(id), code, name, level };
}
