import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import {
  AgencySlug,
  AreaCode,
  AreaVersionId,
  PlainDate,
  ProblemError,
  UnitRef,
  type AgencyState,
  type GroupView,
  type UnitKind,
  type UnitView,
} from '@thongsuot/contracts';
import { areaRef } from './area-view';
import { lineOf } from './line-of';

/** An agency, position or team as it is recorded, in the area version where it was founded. */
export interface Unit {
  readonly areaVersion: string;
  readonly agency: string;
  readonly name: string;
  readonly kind: Exclude<UnitKind, 'committee'>;
  readonly tags: readonly string[];
  readonly superior: string | null;
  readonly decision: { readonly number: string; readonly signedOn: PlainDate } | null;
  readonly members: readonly string[];
  readonly validFrom: PlainDate | null;
  readonly validTo: PlainDate | null;
}

/** Key of a unit: `<area version>/<agency>`. */
export function unitKey(areaVersion: string, agency: string): string {
  return `${areaVersion}/${agency}`;
}

/** A unit as events tell of it. A position is `other` there: consumers know agencies, not posts. */
export function agencyState(unit: Unit): AgencyState {
  return {
    unit: { areaVersion: AreaVersionId.parse(unit.areaVersion), agency: unit.agency },
    name: unit.name,
    kind: unit.kind === 'position' ? 'other' : unit.kind,
    validFrom: unit.validFrom,
    validTo: unit.validTo,
  };
}

/** What a unit must fulfil. @throws ProblemError `rule-violated` */
export function checkUnit(unit: Unit): void {
  const refuse = (pointer: string, code: string, vi: string, en: string): never => {
    throw new ProblemError('rule-violated', { detail: `${vi} / ${en}`, errors: [{ pointer, code, message: `${vi} / ${en}` }] });
  };
  if (unit.kind === 'team' && unit.decision === null)
    refuse('/decision', 'decision-missing', 'đoàn lâm thời cần quyết định thành lập', 'a temporary team needs its decision');
  if (unit.kind !== 'team' && unit.members.length > 0)
    refuse('/members', 'not-a-team', 'chỉ đoàn lâm thời có thành phần', 'only a temporary team has members');
  if (unit.validFrom !== null && unit.validTo !== null && unit.validTo < unit.validFrom)
    refuse('/validTo', 'ends-before-it-begins', 'ngày cuối trước ngày đầu', 'its last day lies before its first');
}

export function isUnitValidOn({ validFrom, validTo }: Pick<Unit, 'validFrom' | 'validTo'>, on: PlainDate): boolean {
  return (validFrom === null || validFrom <= on) && (validTo === null || on <= validTo);
}

/** A unit as it is answered, placed in the area that it lies in on the day. */
export function unitView(unit: Unit & { readonly rev: number }, area: AreaVersion): UnitView {
  return {
    unit: UnitRef.parse(`${area.code}/${unit.agency}`),
    areaVersion: AreaVersionId.parse(unit.areaVersion),
    area: areaRef(area),
    agency: AgencySlug.parse(unit.agency),
    name: unit.name,
    kind: unit.kind,
    tags: [...unit.tags],
    superior: unit.superior,
    decision: unit.decision,
    members: unit.members.map((each) => UnitRef.parse(each)),
    validFrom: unit.validFrom,
    validTo: unit.validTo,
    revision: unit.rev,
  };
}

/** The People's Committee of an area, which is a unit by itself and recorded nowhere else. */
export function committeeView(area: AreaVersion): UnitView {
  return {
    unit: UnitRef.parse(area.code),
    areaVersion: area.id,
    area: areaRef(area),
    agency: null,
    name: `UBND ${area.name.charAt(0).toLowerCase()}${area.name.slice(1)}`,
    kind: 'committee',
    tags: [],
    superior: null,
    decision: null,
    members: [],
    validFrom: area.validFrom,
    validTo: area.validTo,
    revision: 0,
  };
}

/** Area versions in which units of these areas may have been recorded, each with the area it stands for. */
export function recordedIn(tree: AreaTree, areas: readonly AreaVersion[]): Map<string, AreaVersion> {
  return new Map(areas.flatMap((area) => lineOf(tree, area.id).map((id): [string, AreaVersion] => [id, area])));
}

/** Areas that a group's rule speaks of, on a day. */
export function groupAreas(tree: AreaTree, rule: GroupView['rule'], area: AreaVersion, on: PlainDate): AreaVersion[] {
  const areas =
    rule.scope === 'self'
      ? [area]
      : rule.scope === 'children'
        ? tree.children(area.id, on)
        : [...(rule.committees ? [] : [area]), ...tree.descendants(area.id, on)];
  return areas.filter(({ level }) => rule.level === null || level === rule.level);
}

/** True where a group takes the unit in; a rule with neither kinds nor tags takes no agency. */
export function isOfGroup(rule: GroupView['rule'], unit: Pick<Unit, 'kind' | 'tags'>): boolean {
  if (rule.kinds.length === 0 && rule.tags.length === 0) return false;
  const kindFits = rule.kinds.length === 0 || rule.kinds.includes(unit.kind);
  return kindFits && rule.tags.every((tag) => unit.tags.includes(tag));
}

/** Splits `<area>` or `<area>/<agency>`. */
export function partsOfUnit(unit: string): { code: AreaCode; agency: string | null } {
  const [code, agency] = unit.split('/');
  return { code: AreaCode.parse(code), agency: agency ?? null };
}
