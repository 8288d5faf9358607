import { AreaVersion, sourcesOf, type AreaTree } from '@thongsuot/areas';
import type { HalfMonth } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import type { FlowSums } from './form';
import type { FigureRow } from './roll-up';

/** Half-months of a window, both included. */
export interface HalfRange {
  readonly from: HalfMonth;
  readonly to: HalfMonth;
}

/**
 * Sums of one row of one member of an area. A member is a child area (its subtree), `/<agency>` for an own unit of the area,
 * or `<commune>/<agency>` for a unit of a commune in it; the agency is empty for the People's Committee.
 */
export interface MemberRow extends FlowSums {
  readonly area: string;
  readonly member: string;
  readonly row: string;
}

/** Which pages answer for an area, and how their rows are shown in it. */
export interface Selection {
  readonly areas: readonly string[];
  readonly show: (row: MemberRow) => FigureRow | null;
  readonly estimated: boolean;
}

/** Figures of an area, of everything in it, on the tree of its own days. `agency` set: that unit of it alone. */
export function selectAsWas(area: AreaVersion, agency: string | null | undefined): Selection {
  const page = pageOf(area);
  const own = area.level === 'commune' ? `${area.id}/` : '/';
  const show = (row: MemberRow): FigureRow | null => {
    if (row.member.startsWith(own)) return isUnit(row.member, agency) ? { ...row, child: null } : null;
    if (area.level === 'commune' || agency !== undefined) return null;
    return { ...row, child: childOf(row.member) };
  };
  return { areas: [page], show, estimated: false };
}

/** Figures of everything whose facts belong, on day `on`, to the area: own figures of each source, shown at its heir. */
export function selectAsNow(tree: AreaTree, area: AreaVersion, on: PlainDate): Selection {
  const shownAt = new Map<string, string | null>();
  const pages = new Set<string>();
  const sources = sourcesOf(tree, 'as-now', area.id, on);
  for (const source of sources) {
    const version = tree.byId(source.id);
    pages.add(pageOf(version));
    shownAt.set(version.id, childTowards(tree, area.id, source.shownAt));
  }
  const show = (row: MemberRow): FigureRow | null => {
    const slash = row.member.indexOf('/');
    if (slash < 0) return null;
    const child = shownAt.get(slash === 0 ? row.area : row.member.slice(0, slash));
    return child === undefined ? null : { ...row, child };
  };
  return { areas: [...pages], show, estimated: sources.some((source) => source.estimated) };
}

/** Children of an area in force on any day of a window. */
export function childrenDuring(tree: AreaTree, area: AreaVersion, from: PlainDate, to: PlainDate): AreaVersion[] {
  return tree
    .childrenOfAllDates(area.id)
    .filter(({ validFrom, validTo }) => (validFrom === null || validFrom <= to) && (validTo === null || from <= validTo));
}

function pageOf(area: AreaVersion): string {
  return area.level === 'commune' ? (area.parentId ?? area.id) : area.id;
}

function childOf(member: string): string {
  const slash = member.indexOf('/');
  return slash < 0 ? member : member.slice(0, slash);
}

function isUnit(member: string, agency: string | null | undefined): boolean {
  return agency === undefined || member.slice(member.indexOf('/') + 1) === (agency ?? '');
}

function childTowards(tree: AreaTree, areaId: string, shownAt: string): string | null {
  let at = tree.byId(shownAt);
  if (at.id === areaId) return null;
  while (at.parentId !== null && at.parentId !== areaId) at = tree.byId(at.parentId);
  return at.id;
}
