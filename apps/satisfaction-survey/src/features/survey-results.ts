import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import type { AreaVersionId } from '@thongsuot/contracts';
import { K_MIN, shownGroups } from '../domain/suppression';

/** Sums of answers; see the store. */
export interface Sums {
  readonly answered: number;
  readonly satisfied: number;
  readonly overallSum: number;
  readonly overallCount: number;
}

/** Sums as shown: numerators and denominators, never rates. */
export interface Line {
  answered: number;
  satisfied: { numerator: number; denominator: number };
  overall: { numerator: number; denominator: number };
}

const LEVELS = 5;
const NOTHING: Sums = { answered: 0, satisfied: 0, overallSum: 0, overallCount: 0 };

/** Results of an area by procedure and by child, with nothing shown that stands for fewer than {@link K_MIN} answers. */
export function breakDown<P extends string | null>(
  groups: readonly (Sums & { readonly area: AreaVersionId; readonly procedureCode: P })[],
  tree: AreaTree,
  area: AreaVersionId,
): {
  answered: number;
  total: Line | null;
  procedures: { items: (Line & { procedureCode: P })[]; hidden: number };
  children: { items: (Line & { area: AreaVersion })[]; hidden: number };
} {
  const total = groups.reduce(sum, NOTHING);
  const procedures = shownGroups(collected(groups, (group) => group.procedureCode));
  const children = shownGroups(collected(groups, (group) => childOf(tree, group.area, area)));
  return {
    answered: total.answered,
    total: total.answered >= K_MIN ? line(total) : null,
    procedures: {
      items: procedures.shown.map((group) => ({ procedureCode: group.key, ...line(group) })),
      hidden: procedures.hidden,
    },
    children: {
      // Answers of the area's own units stand for no child; they count among the groups so that subtraction tells nothing.
      items: children.shown.flatMap((group) => (group.key === null ? [] : [{ area: group.key, ...line(group) }])),
      hidden: children.hidden,
    },
  };
}

function collected<Group extends Sums, Key>(groups: readonly Group[], keyOf: (group: Group) => Key): (Sums & { key: Key })[] {
  const byKey = new Map<Key, Sums>();
  for (const group of groups) byKey.set(keyOf(group), sum(byKey.get(keyOf(group)) ?? NOTHING, group));
  return [...byKey].map(([key, sums]) => ({ key, ...sums }));
}

function childOf(tree: AreaTree, id: AreaVersionId, above: AreaVersionId): AreaVersion | null {
  let at = tree.findById(id);
  while (at && at.parentId !== above) at = at.parentId === null ? undefined : tree.findById(at.parentId);
  return at ?? null;
}

function sum(a: Sums, b: Sums): Sums {
  return {
    answered: a.answered + b.answered,
    satisfied: a.satisfied + b.satisfied,
    overallSum: a.overallSum + b.overallSum,
    overallCount: a.overallCount + b.overallCount,
  };
}

function line({ answered, satisfied, overallSum, overallCount }: Sums): Line {
  return {
    answered,
    satisfied: { numerator: satisfied, denominator: answered },
    overall: { numerator: overallSum, denominator: overallCount * LEVELS },
  };
}
