import { randomBytes } from 'node:crypto';
import type { AreaTree } from '@thongsuot/areas';
import { yearOf } from '@thongsuot/calendar';
import { ProblemError, type FeedbackSubmission, type PlainDate, type UnitAt } from '@thongsuot/contracts';
import type { FeedbackClocks } from '../domain/clocks';
import { assumedKind, received } from '../domain/feedback';
import { OTHER_WAYS, findMissing } from '../domain/requirements';
import { firstHandler } from '../domain/sight';
import { TRACKING_CODE_BYTES, trackingCode } from '../domain/tracking-code';
import type { FeedbackTransaction } from './ports';

/**
 * Refuses what cannot be received, and says what to mend; nothing of it is kept.
 * @throws ProblemError `feedback-not-received`
 */
export function assertReceivable(submission: FeedbackSubmission): void {
  if (submission.nature !== 'feedback') {
    const way = OTHER_WAYS[submission.nature];
    throw new ProblemError('feedback-not-received', {
      detail: `${way.vi} / ${way.en}`,
      errors: [{ pointer: '/nature', code: `is-${submission.nature}`, message: `${way.vi} / ${way.en}` }],
    });
  }
  const errors = findMissing(submission);
  if (errors.length > 0) {
    throw new ProblemError('feedback-not-received', {
      detail:
        'Chưa tiếp nhận vì còn thiếu thông tin nêu trong errors; bổ sung rồi gửi lại (NĐ 20/2008/NĐ-CP Điều 7) / ' +
        'Not received: errors says what is missing; add it and send again (NĐ 20/2008/NĐ-CP Điều 7)',
      errors,
    });
  }
}

/** What receiving works with besides the transaction. */
export interface ReceiveContext {
  readonly id: string;
  readonly today: PlainDate;
  readonly tree: AreaTree;
  readonly clocks: FeedbackClocks;
  readonly unit: UnitAt;
}

/** Keeps a feedback, sealed, and tells of it without sender or wording. */
export async function receiveFeedback(
  tx: FeedbackTransaction,
  submission: FeedbackSubmission,
  { id, today, tree, clocks, unit }: ReceiveContext,
): Promise<void> {
  const { content, sender, dossierCode, procedureCode, harassment, field } = submission;
  const kind = assumedKind(submission.kind, dossierCode);
  const handler = firstHandler(tree, unit, kind);
  const feedback = received({ id, unit, handler, kind, field, dossierCode, procedureCode, harassment }, today, clocks);
  await tx.insert(feedback, {
    sender: { name: sender.name, address: sender.address, phone: sender.phone ?? null, email: sender.email ?? null },
    content,
    trackingCode: trackingCode(yearOf(today), randomBytes(TRACKING_CODE_BYTES)),
  });
  tx.publish('received', { on: today, before: null, after: feedback.facts });
  tx.audit('anonymous', 'feedback-intake.submitFeedback', id);
}
