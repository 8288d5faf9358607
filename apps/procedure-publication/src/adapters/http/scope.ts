import type { AreaVersion } from '@thongsuot/areas';
import { AreaVersionId, type AreaRef, type PlainDate } from '@thongsuot/contracts';
import { dayAsked, getAreaOn, type Caller, type Kit } from '@thongsuot/service-kit';

/** The owner of `code` on the day asked, else on the day the caller looks from. @throws ProblemError `area-unknown` */
export function areaOn(kit: Kit, caller: Caller, code: string, on?: PlainDate): AreaVersion {
  return getAreaOn(kit.areas.tree, code, dayAsked(kit, caller, on));
}

export function areaRef({ id, code, name, level }: AreaVersion): AreaRef {
  return { id: AreaVersionId.parse(id), code, name, level };
}
