import type { AreaVersion } from '@thongsuot/areas';
import type { PlainDate } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { findPassing, type Inheritance, type Kit } from '@thongsuot/service-kit';
import { passedTo } from '../../domain/feedback';
import { FEEDBACK, StoredFeedbackTransaction, type FeedbackRow } from './feedback-store';
import type { Vault } from './vault';

const ROWS_A_TICK = 200;

/** Pending feedback passes from handlers whose area an act ended to the heir's committee, with a line in its history. */
export function feedbackInheritance(kit: Kit, vault: Vault): Inheritance<FeedbackRow> {
  return {
    collection: FEEDBACK,
    portion: ROWS_A_TICK,
    mark: (ended, on) => mark(kit, ended, on),
    pass: (tx, due, asOf) => pass(tx, due, kit, vault, asOf),
  };
}

async function mark(kit: Kit, ended: AreaVersion, on: PlainDate): Promise<void> {
  await kit.store.collection<FeedbackRow>(FEEDBACK).updateMany(
    {
      'feedback.facts.handler.areaVersion': ended.id,
      'feedback.facts.state': { $nin: ['published', 'refused'] },
      passesOn: { $ne: on },
    },
    { $set: { passesOn: on } },
  );
}

async function pass(tx: Tx, due: readonly FeedbackRow[], kit: Kit, vault: Vault, asOf: PlainDate): Promise<void> {
  const { tree } = kit.areas;
  const rows = tx.collection<FeedbackRow>(FEEDBACK);
  const feedback = new StoredFeedbackTransaction(tx, vault, tree);
  for (const { _id, rev, feedback: known } of due) {
    const passing = findPassing(tree, known.facts.handler.areaVersion, asOf);
    if (!passing) {
      // Nobody follows: it stays with the last handler until an act names an heir.
      await rows.updateOne({ _id, rev }, { $set: { passesOn: null } }, { session: tx.session });
      continue;
    }
    const before = await feedback.get(_id);
    const { from, heir, on, act } = passing;
    const after = passedTo(before.feedback, heir.id, on, act);
    await feedback.replace(before, after);
    feedback.publish('forwarded', { on, before: before.feedback.facts, after: after.facts });
    feedback.audit('system', 'feedback-intake.passOn', _id, { from: from.id, to: heir.id, on, act });
  }
}
