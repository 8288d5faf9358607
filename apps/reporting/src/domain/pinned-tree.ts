import { applyAreaChanged, type AreaDifference, type AreaTree } from '@thongsuot/areas';

/**
 * The tree that figures were derived by, once an act came that they do not pin: what the act brought forth is known, so that its
 * facts find their place, and no area known before is hung under another. What was added for a fact can then be subtracted from
 * the very same areas; a backdated act shows in a new generation only.
 */
export function growTree(tree: AreaTree, { before, after, successions }: AreaDifference, act?: string): AreaTree {
  const kept = after.map((state) => {
    const known = tree.findById(state.id);
    return known ? { ...state, parent: known.parentId } : state;
  });
  return applyAreaChanged(tree, { before, after: kept, successions }, act);
}
