import { type AreaTree, type AreaVersion, AreaError } from '@thongsuot/areas';
import { type AreaRef, type AreaSuccession, type AreaView, type PlainDate } from '@thongsuot/contracts';
import type { z } from 'zod';

/** An area in few words. */
export function areaRef({ id, code, name, level }: AreaVersion): AreaRef {
  return { id, code, name, level };
}

/** An area with what lies above it. */
export function areaView(tree: AreaTree, version: AreaVersion): AreaView {
  const ancestors = tree.ancestors(version.id).filter(({ level }) => level !== 'country');
  const parent = version.parentId === null ? undefined : tree.findById(version.parentId);
  return {
    ...areaRef(version),
    pathName: tree.pathName(version.id),
    parent: parent ? areaRef(parent) : null,
    ancestors: ancestors.map(areaRef),
    validFrom: version.validFrom,
    validTo: version.validTo,
    act: version.act ?? null,
  };
}

/** Where an owner of a code came from, where it went, and who answers today for what it had open. */
export function areaSuccession(tree: AreaTree, version: AreaVersion, today: PlainDate): z.infer<typeof AreaSuccession> {
  const link = ({ id, extent, isDefault }: ReturnType<AreaTree['successorsOf']>[number]) => ({
    area: areaRef(tree.byId(id)),
    extent,
    isDefault,
  });
  return {
    area: areaView(tree, version),
    predecessors: tree.predecessorsOf(version.id).map(link),
    successors: tree.successorsOf(version.id).map(link),
    heir: heirOn(tree, version, today),
  };
}

function heirOn(tree: AreaTree, version: AreaVersion, on: PlainDate): z.infer<typeof AreaSuccession>['heir'] {
  try {
    const { id, estimated, basis, confirmed } = tree.heirOf(version.id, on);
    return { area: areaRef(tree.byId(id)), estimated, basis, confirmed };
  } catch (error) {
    if (error instanceof AreaError) return null;
    throw error;
  }
}
