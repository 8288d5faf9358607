import type { AreaTree } from '@thongsuot/areas';

/**
 * An area version and those before it that it merely goes on from: one whole predecessor with no other successor, as when
 * it was renamed or something above it changed. What was founded in one of them is still there; a merger or a division
 * begins anew.
 */
export function lineOf(tree: AreaTree, id: string): string[] {
  const line = [id];
  for (let at = id; ;) {
    const [before, other] = tree.predecessorsOf(at);
    if (!before || other || before.extent !== 'whole' || tree.successorsOf(before.id).length !== 1) return line;
    line.push(before.id);
    at = before.id;
  }
}
