import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import type { PlainDate } from '@thongsuot/contracts';
import type { Caller } from '@thongsuot/service-kit';

/**
 * Whose facts an account may state: administrators everybody's, officers those of their area's subtree, on any day; what
 * merged into it is theirs as well. Fails closed.
 */
export function importReach(caller: Caller, tree: AreaTree, today: PlainDate): (area: AreaVersion) => boolean {
  if (caller.role === 'administrator') return () => true;
  const on = caller.on ?? today;
  const root = caller.area === null ? undefined : tree.findByCode(caller.area, on);
  if (caller.role !== 'officer' || !root) return () => false;
  const answers = new Map<string, boolean>();
  return (area) => {
    let answer = answers.get(area.id);
    if (answer === undefined) {
      const heir = tree.findCurrentOf(area.id, on);
      answer = tree.isWithin(area.id, root.id) || (heir !== undefined && tree.isWithin(heir.id, root.id));
      answers.set(area.id, answer);
    }
    return answer;
  };
}
