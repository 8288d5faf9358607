import { warning, type Finding } from '../rule-broken';

/** Working hours of a working day. */
const DAY_HOURS = 8;

export interface ProcessStep {
  readonly name: string;
  readonly role: string;
  /** To two decimals. */
  readonly hours: number;
}

/**
 * Working hours that a wording of a time limit allows: "05 ngày làm việc" is 40, "4 giờ làm việc" 4, "ngay trong ngày" 8. Null
 * where it names no one span, or days of the calendar: nothing is guessed.
 */
export function limitHours(text: string): number | null {
  const words = text.normalize('NFC').toLowerCase();
  const spans = [...words.matchAll(/(\d+(?:[.,]\d+)?)\s*(?:\([^)]*\)\s*)?(ngày làm việc|giờ làm việc|ngày|giờ|tháng)/gu)];
  if (spans.length === 0) return /(?:ngay trong|trong) ngày/u.test(words) ? DAY_HOURS : null;
  const [only, ...rest] = spans;
  if (!only || rest.length > 0) return null;
  const count = Number((only[1] ?? '').replace(',', '.'));
  if (only[2] === 'ngày làm việc') return count * DAY_HOURS;
  return only[2] === 'giờ làm việc' ? count : null;
}

export function totalHours(steps: readonly ProcessStep[]): number {
  return steps.reduce((sum, { hours }) => sum + Math.round(hours * 100), 0) / 100;
}

/** What is wrong with the times of a process: its steps together may not take longer than the procedure allows. */
export function processFindings(steps: readonly ProcessStep[], limit: number | null): Finding[] {
  if (limit === null)
    return [
      warning('limit-unreadable', 'không đọc được thời hạn giải quyết để đối chiếu', 'there is no time limit to hold it against'),
    ];
  const total = totalHours(steps);
  return total > limit
    ? [
        {
          code: 'steps-exceed-limit',
          severity: 'error',
          message: `tổng thời gian các bước ${total} giờ vượt thời hạn ${limit} giờ / the steps take longer than the time limit`,
        },
      ]
    : [];
}
