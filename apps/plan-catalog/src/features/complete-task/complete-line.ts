import { RuleBroken } from '../../domain/rule-broken';
import type { Occurrence } from '../../domain/task/occurrence';
import { addEvidence, complete, type Act, type Moved } from '../../domain/task/transitions';
import type { TaskDoc } from '../records';

/**
 * Completes the next step of a line, or the one named. Where leads tell of their shares, the last step waits for all of them,
 * unless whoever closes it says why; the reason stays with the evidence.
 *
 * @throws RuleBroken as the domain's `complete`, and `leads-not-done`
 */
export function completeLine(
  occurrence: Occurrence,
  act: Act,
  line: Pick<TaskDoc, 'products' | 'shareProgress'>,
  order: { readonly step: number | undefined; readonly reason: string | undefined },
): Moved {
  const { step, reason } = order;
  const moved = complete(occurrence, act, { needsEvidence: line.products.length > 0, ...(step === undefined ? {} : { step }) });
  const { shareProgress: shares } = line;
  if (moved.occurrence.state !== 'completed' || shares === undefined || shares.done === shares.of) return moved;
  if (reason === undefined) {
    throw new RuleBroken(
      'leads-not-done',
      `Mới có ${shares.done}/${shares.of} đơn vị chủ trì xong phần việc; nêu lý do nếu vẫn kết thúc`,
      `Only ${shares.done} of ${shares.of} leads have finished their shares; give a reason to close it all the same`,
    );
  }
  const after = addEvidence(moved.occurrence, { kind: 'note', reference: reason, by: act.by, at: act.at });
  return { occurrence: after, changes: moved.changes.map((change) => ({ ...change, after })) };
}
