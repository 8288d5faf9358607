import type { AreaTree } from '@thongsuot/areas';
import type { Follow, UnitAt } from '@thongsuot/contracts';
import { pathOf } from './rules';
import { unitKey } from './message';

/** What a follow is kept as: the unit alone, its area with all agencies, or all below too. */
export function watchKeyOf(unit: UnitAt, reach: Follow['reach']): string {
  if (reach === 'unit') return `unit:${unitKey(unit)}`;
  return `${reach}:${unit.areaVersion}`;
}

/** What a message to a unit is found by. An area stands for those it came of as well: who followed these follows it now. */
export function watchedBy(unit: UnitAt, tree: AreaTree): string[] {
  const path = pathOf(tree, unit.areaVersion);
  const [own = unit.areaVersion] = path;
  return [
    watchKeyOf(unit, 'unit'),
    ...withPredecessors(tree, own).map((id) => `area:${id}`),
    ...path.flatMap((id) => withPredecessors(tree, id)).map((id) => `below:${id}`),
  ];
}

/** The area version and those that it took over from, whole or by default. */
export function withPredecessors(tree: AreaTree, id: string): string[] {
  const found = [id];
  for (const at of found) {
    for (const link of tree.predecessorsOf(at)) {
      if ((link.extent === 'whole' || link.isDefault) && !found.includes(link.id)) found.push(link.id);
    }
  }
  return found;
}
