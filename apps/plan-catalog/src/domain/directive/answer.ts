import type { Instant, PlainDate } from '@thongsuot/contracts';
import { RuleBroken } from '../rule-broken';

/** What an addressee answered: the document, or in words what was done. */
export interface DirectiveAnswer {
  /** `<areaCode>` or `<areaCode>/<agency>`. */
  readonly unit: string;
  readonly number: string | null;
  readonly note: string | null;
  readonly answeredOn: PlainDate;
  readonly by: string;
  readonly at: Instant;
}

/** A directive, as far as answers need it. */
export interface Answerable {
  readonly receivedOn: PlainDate;
  readonly byDate: PlainDate | null;
  readonly receipts: readonly { readonly unit: string }[];
  readonly answers: readonly DirectiveAnswer[];
}

export type DirectiveStanding = 'sent' | 'received' | 'answered' | 'answered-late' | 'overdue';

/**
 * The answers with one more. A unit may add to what it answered; its first answer decides whether it was in time.
 *
 * @throws RuleBroken `answer-empty`, `answer-dated-wrongly` before the directive was received or after today
 */
export function answer(directive: Answerable, given: DirectiveAnswer, today: PlainDate): readonly DirectiveAnswer[] {
  if (given.number === null && given.note === null) {
    throw new RuleBroken(
      'answer-empty',
      'Phải nêu số văn bản trả lời hoặc kết quả thực hiện',
      'Name the document or what was done',
    );
  }
  if (given.answeredOn < directive.receivedOn || given.answeredOn > today) {
    throw new RuleBroken(
      'answer-dated-wrongly',
      `Ngày trả lời phải từ ngày nhận ${directive.receivedOn} đến hôm nay ${today}`,
      `The answer must be dated from the receipt on ${directive.receivedOn} to today, ${today}`,
    );
  }
  return [...directive.answers, given];
}

/** Where an addressee stands on a day. "By" a day: answered on it is in time. */
export function standingOf(directive: Answerable, unit: string, today: PlainDate): DirectiveStanding {
  const days = directive.answers.filter((one) => one.unit === unit).map((one) => one.answeredOn);
  const first = days.sort()[0];
  const { byDate } = directive;
  if (first !== undefined && first <= today) return byDate !== null && first > byDate ? 'answered-late' : 'answered';
  if (byDate !== null && byDate < today) return 'overdue';
  return directive.receipts.some((one) => one.unit === unit) ? 'received' : 'sent';
}
