import type { AreaLevel, AreaVersionId, UnitAt } from '@thongsuot/contracts';
import { fold } from '../import/text';

/** An area as far as naming who is responsible needs it. */
export interface ResponsibleArea {
  readonly id: AreaVersionId;
  readonly name: string;
  readonly level: AreaLevel;
}

/** An area with the areas below it on the day asked about. */
export interface AreaWithBelow extends ResponsibleArea {
  readonly below: readonly ResponsibleArea[];
}

/** A unit that a plan makes responsible. */
export interface ResponsibleUnit extends UnitAt {
  readonly name: string;
}

const COMMUNES = /(cac|cua) (xa|phuong|thi tran)\b|\bxa, (phuong|thi tran)|\bphuong, (xa|thi tran)/u;
const DISTRICTS = /(cac|cua) (huyen|quan|thi xa)\b|\bhuyen, (thi xa|thanh pho|quan)/u;

/** An agency's name as the last part of its unit: `Phòng Nội vụ` → `phong-noi-vu`. */
export function agencySlug(name: string): string {
  const slug = fold(name)
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, 80)
    .replaceAll(/^-+|-+$/gu, '');
  return slug === '' ? 'don-vi' : slug;
}

/**
 * The units behind a name in a plan. A group of areas ("UBND các xã, thị trấn") is every one of them on that day, and is done
 * when every member is; the issuing area's own committee is that area; everything else is an agency in it.
 */
export function responsibleUnits(name: string, area: AreaWithBelow): ResponsibleUnit[] {
  const folded = fold(name);
  const level = COMMUNES.test(folded) ? 'commune' : DISTRICTS.test(folded) ? 'district' : undefined;
  const members = area.below.filter((one) => one.level === level);
  if (members.length > 0) return members.map((one) => ({ areaVersion: one.id, agency: null, name: one.name }));
  const own = /^(ubnd|uy ban nhan dan)\b/u.test(folded) && folded.endsWith(fold(area.name));
  return [{ areaVersion: area.id, agency: own ? null : agencySlug(name), name: own ? area.name : name }];
}
