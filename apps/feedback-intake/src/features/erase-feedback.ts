import { ProblemError, type PlainDate } from '@thongsuot/contracts';
import type { FeedbackTransaction } from './ports';

/**
 * Erases sender and wording by throwing the record's key away, in backups too: they hold nothing that opens without it.
 * Facts for figures stay.
 * @throws ProblemError `not-found`, or `conflict` where it was erased before
 */
export async function eraseFeedback(
  tx: FeedbackTransaction,
  id: string,
  { actor, today, reason }: { actor: string; today: PlainDate; reason: string },
): Promise<void> {
  await tx.get(id);
  if (!(await tx.dropKey(id, today))) {
    throw new ProblemError('conflict', { detail: 'Đã xóa trước đó / It was erased before' });
  }
  tx.audit(actor, 'feedback-intake.eraseFeedback', id, { reason });
}
