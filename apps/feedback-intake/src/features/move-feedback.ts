import { ProblemError, type PlainDate } from '@thongsuot/contracts';
import type { FeedbackClocks } from '../domain/clocks';
import { moved, type FeedbackStep } from '../domain/feedback';
import { namesSender } from '../domain/requirements';
import type { FeedbackTransaction, KeptFeedback } from './ports';

const EVENT_OF = {
  classify: 'received',
  forward: 'forwarded',
  'request-supplement': 'received',
  supplement: 'received',
  answer: 'answered',
  publish: 'published',
  refuse: 'received',
} as const satisfies Record<FeedbackStep['step'], string>;

/**
 * Takes one step with a feedback and tells of it.
 * @throws ProblemError `feedback-state-conflict`, or `rule-violated` where an answer would name the sender
 */
export async function moveFeedback(
  tx: FeedbackTransaction,
  before: KeptFeedback,
  step: FeedbackStep,
  { actor, today, clocks }: { actor: string; today: PlainDate; clocks: FeedbackClocks },
): Promise<void> {
  const { id } = before.feedback.facts;
  const after = moved(before.feedback, step, today, clocks);
  const shown = step.step === 'answer' || step.step === 'refuse' || step.step === 'request-supplement' ? step.text : null;
  if (shown !== null) await assertNamesNobody(tx, id, shown);
  await tx.replace(before, after);
  tx.publish(EVENT_OF[step.step], { on: today, before: before.feedback.facts, after: after.facts });
  tx.audit(actor, `feedback-intake.${step.step}`, id, { state: after.facts.state });
}

async function assertNamesNobody(tx: FeedbackTransaction, id: string, text: string): Promise<void> {
  const sender = await tx.findSender(id);
  if (sender && namesSender(text, sender)) {
    throw new ProblemError('rule-violated', {
      detail:
        'Văn bản trả lời không được nêu tên, điện thoại hay thư điện tử của người gửi / The text must not name the sender, their phone or e-mail',
      errors: [{ pointer: '/text', code: 'names-sender', message: 'Nêu danh tính người gửi / It tells who sent it' }],
    });
  }
}
