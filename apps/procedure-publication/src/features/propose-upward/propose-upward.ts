import type { PlainDate, ReviewProposalView } from '@thongsuot/contracts';
import { RuleBroken } from '../../domain/rule-broken';
import type { RegisterEntry } from '../register-entry';

/** What a review found beyond the own power, proposed to who has it (Điều 31). */
export interface ProposalDoc extends RegisterEntry {
  readonly reviewId: string;
  readonly to: ReviewProposalView['to'];
  /** Area that it was sent to; null for a ministry, whose answer the province records. */
  readonly toArea: string | null;
  readonly text: string;
  readonly textsToChange: readonly string[];
  readonly proposedOn: PlainDate;
  readonly state: ReviewProposalView['state'];
  readonly outcome: ReviewProposalView['outcome'];
}

/** @throws RuleBroken where a proposal goes anywhere but upward, or on a day that cannot be */
export function assertUpward(
  { areaPath, recordedOn }: { areaPath: readonly string[]; recordedOn: PlainDate },
  { toArea, proposedOn }: Pick<ProposalDoc, 'toArea' | 'proposedOn'>,
  today: PlainDate,
): void {
  if (toArea !== null && !areaPath.slice(1).includes(toArea))
    throw new RuleBroken('not-upward', 'chỉ kiến nghị lên cấp trên', 'a proposal goes to a level above', '/to');
  if (proposedOn > today || proposedOn < recordedOn)
    throw new RuleBroken('wrong-day', 'ngày kiến nghị trước rà soát hoặc sau hôm nay', 'a wrong day', '/proposedOn');
}

/** @throws RuleBroken `proposal-decided` where there is an outcome already, `wrong-day` */
export function decide(
  proposal: ProposalDoc,
  { state, ...outcome }: { state: 'accepted' | 'partly' | 'rejected'; on: PlainDate; document: string | null; reason: string },
  today: PlainDate,
): ProposalDoc {
  if (proposal.state !== 'sent') throw new RuleBroken('proposal-decided', 'đã có kết quả xử lý', 'it has its outcome');
  if (outcome.on > today || outcome.on < proposal.proposedOn)
    throw new RuleBroken('wrong-day', 'ngày trả lời trước kiến nghị hoặc sau hôm nay', 'a wrong day', '/on');
  return { ...proposal, state, outcome };
}

export function proposalView(doc: ProposalDoc): ReviewProposalView {
  const { _id, rev, unit, reviewId, to, text, textsToChange, proposedOn, state, outcome } = doc;
  return { id: _id, revision: rev, unit, reviewId, to, text, textsToChange: [...textsToChange], proposedOn, state, outcome };
}
