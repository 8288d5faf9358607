import type { PlainDate } from '@thongsuot/contracts';
import { RuleBroken, warning, type Finding } from '../rule-broken';
import { performanceCost, yearlyCost, type CostTable, type Cut, type Frequency } from './compliance-cost';

/** What a review proposes, columns of form II.04; `keep` is "không đổi". */
export const OPTIONS = ['new', 'amend', 'replace', 'abolish', 'link', 'keep'] as const;
export type Option = (typeof OPTIONS)[number];

/** The three questions of Điều 28 besides the cost. */
export const CRITERIA = ['necessity', 'reasonableness', 'legality'] as const;
export type Criterion = (typeof CRITERIA)[number];

export interface Verdict {
  readonly verdict: 'met' | 'partly' | 'not-met';
  readonly reason: string;
}

/** The sheet on one procedure, form 02/RS-KSTT, with its two cost tables, form 03/SCM-KSTT. */
export interface ReviewItem {
  readonly procedureCode: string;
  readonly criteria: Readonly<Record<Criterion, Verdict>>;
  readonly option: Option;
  /** What is to change, in words. */
  readonly proposal: string;
  readonly frequency: Frequency | null;
  readonly before: CostTable | null;
  readonly after: CostTable | null;
  /** Numbers of the legal texts that must change for it. */
  readonly textsToChange: readonly string[];
}

/** The costs of an item, one performance and a year; null where no table was made. */
export interface ItemCost {
  readonly performance: { readonly now: number | null; readonly after: number | null };
  readonly year: { readonly now: number | null; readonly after: number | null };
}

export function costOf({ option, before, after, frequency }: ReviewItem): ItemCost {
  // What is abolished costs nothing afterwards; what is kept costs the same.
  const then = option === 'keep' ? before : after;
  const performance = {
    now: before && performanceCost(before),
    after: option === 'abolish' && before ? 0 : then && performanceCost(then),
  };
  const year = {
    now: before && frequency && yearlyCost(before, frequency),
    after: option === 'abolish' && before ? 0 : then && frequency && yearlyCost(then, frequency),
  };
  return { performance, year };
}

/** The yearly cost as it enters a roll-up; null where the item was not costed. A new procedure costs nothing now. */
export function cutOf(item: ReviewItem): Cut | null {
  const { now, after } = costOf(item).year;
  if (after === null || (now === null && item.option !== 'new')) return null;
  return { now: now ?? 0, after };
}

/** @throws RuleBroken where a sheet contradicts itself */
export function assertSheet(items: readonly ReviewItem[]): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const refuse = (code: string, vi: string, en: string): never => {
      throw new RuleBroken(code, `${item.procedureCode}: ${vi}`, en, `/items/${index}`);
    };
    if (seen.has(item.procedureCode)) refuse('procedure-twice', 'nêu hai lần', 'it is named twice');
    seen.add(item.procedureCode);
    if ((item.before || item.after) && !item.frequency)
      refuse('frequency-missing', 'thiếu số lần, số đối tượng và nguồn', 'times, subjects and their sources are missing');
    if (item.option === 'keep' && item.after)
      refuse('cost-after-kept', 'giữ nguyên thì không có chi phí sau đơn giản hóa', 'what is kept has no cost afterwards');
    if (item.option === 'abolish' && item.after)
      refuse('cost-after-abolished', 'bãi bỏ thì không còn chi phí', 'what is abolished has no cost afterwards');
    if (item.option === 'new' && item.before)
      refuse('cost-before-new', 'quy định mới thì chưa có chi phí hiện tại', 'what is new has no cost now');
    if (item.after && !item.before && item.option !== 'new')
      refuse('cost-before-missing', 'thiếu bảng chi phí hiện tại', 'the cost table of today is missing');
    costOf(item);
  });
}

/** What a reader should look at again. */
export function findingsOf(items: readonly ReviewItem[]): Finding[] {
  return items.flatMap((item) => {
    const about = (code: string, vi: string, en: string): Finding => warning(code, `${item.procedureCode}: ${vi}`, en);
    const failed = CRITERIA.some((criterion) => item.criteria[criterion].verdict !== 'met');
    const { year } = costOf(item);
    return [
      ...(item.option === 'keep' && failed
        ? [about('kept-though-failed', 'có tiêu chí chưa đạt mà giữ nguyên', 'a criterion is not met, yet it is kept')]
        : []),
      ...(item.option !== 'keep' && item.textsToChange.length === 0
        ? [about('texts-unnamed', 'chưa nêu văn bản phải sửa', 'no text to change is named')]
        : []),
      ...(year.now === null && item.option !== 'new'
        ? [about('not-costed', 'chưa tính chi phí tuân thủ', 'the compliance cost is not worked out')]
        : []),
      ...(year.now !== null && year.after !== null && year.after > year.now
        ? [about('cost-grows', 'chi phí tăng sau phương án', 'the cost grows')]
        : []),
    ];
  });
}

/** Texts to change, each once however many sheets name it. */
export function textsOf(items: readonly ReviewItem[]): string[] {
  const texts = items.flatMap(({ textsToChange }) => textsToChange.map((text) => text.trim()));
  return [...new Map(texts.map((text) => [text.toUpperCase(), text])).values()].sort();
}

export function assertRecordedOn(recordedOn: PlainDate, today: PlainDate): void {
  if (recordedOn > today) throw new RuleBroken('in-future', 'ngày rà soát sau hôm nay', 'it lies after today', '/recordedOn');
}
