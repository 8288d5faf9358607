import type { PlainDate } from '@thongsuot/contracts';
import { dayExists, plainDateOf, yearOf } from '../plain-date';
import type { DueMode } from './deadline';
import { dueOnOf } from './deadline';
import type { Finding } from './finding';
import { deadlineFinding } from './messages';

/** What reading needs to know of the plan. */
export interface DeadlineContext {
  /** The year the plan is for: taken, and said so, where a wording gives none. */
  readonly planYear: number;
  /** Title of the task: "định kỳ hoặc đột xuất" may stand there alone. */
  readonly taskTitle?: string;
  /** Days of rest beyond Saturday and Sunday, where the caller holds a calendar. */
  readonly isWorkingDay?: (date: PlainDate) => boolean;
}

/** A day with its mode, or the reason why there is none. */
export type WrittenDate =
  | {
      readonly ok: true;
      readonly mode: DueMode;
      readonly date: PlainDate;
      readonly dueOn: PlainDate;
      readonly findings: Finding[];
    }
  | { readonly ok: false; readonly finding: Finding };

const MODES: readonly [DueMode, RegExp][] = [
  ['before', /^(?:(?:cham|muon) nhat (?:la )?)?truoc (?=ngay |\d)/],
  ['by', /^(?:(?:cham|muon) nhat(?: la| den| vao)?|den het|den|khong qua|khong muon hon) (?=ngay |\d)/],
  ['on', /^(?:vao )?(?=ngay |\d)/],
];
const NUMERIC = /^(?:ngay )?((\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?)$/;
const SPELLED = /^(?:ngay )?((\d{1,2}) thang (\d{1,2})(?:(?: nam |\/)(\d{4}))?)$/;

/**
 * Reads "trước ngày 15/3/2022", "chậm nhất ngày 15 tháng 3 năm 2022", "ngày 15/3". Undefined where the text does not speak of
 * a day at all; a day that is impossible or unreadable is a finding, never moved.
 * @param folded - text without diacritics
 * @param text - the same text as spelt, for messages
 * @param at - where it stands, for findings
 */
export function readWrittenDate(folded: string, text: string, context: DeadlineContext, at?: string): WrittenDate | undefined {
  for (const [mode, pattern] of MODES) {
    const lead = pattern.exec(folded)?.[0];
    if (lead === undefined) continue;
    const rest = folded.slice(lead.length);
    const match = NUMERIC.exec(rest) ?? SPELLED.exec(rest);
    if (!match) return { ok: false, finding: deadlineFinding.unreadableDate(text.slice(lead.length), at) };
    return dateFrom(mode, match, context, at);
  }
  return undefined;
}

function dateFrom(mode: DueMode, match: RegExpExecArray, context: DeadlineContext, at?: string): WrittenDate {
  const year = match[4] === undefined ? context.planYear : Number(match[4]);
  const [day, month] = [Number(match[2]), Number(match[3])];
  const shown = match[1] ?? '';
  if (year < 2000 || year > 2100) return { ok: false, finding: deadlineFinding.unreadableDate(shown, at) };
  if (!dayExists(year, month, day)) return { ok: false, finding: deadlineFinding.impossibleDate(shown, at) };
  const date = plainDateOf(year, month, day);
  const findings = match[4] === undefined ? [deadlineFinding.yearAssumed(year)] : yearFindings(yearOf(date), context, at);
  return { ok: true, mode, date, dueOn: dueOnOf(mode, date), findings };
}

/** A plan's work may end in the year after; any other year deserves a look. */
export function yearFindings(year: number, context: DeadlineContext, at?: string): Finding[] {
  const expected = year === context.planYear || year === context.planYear + 1;
  return expected ? [] : [deadlineFinding.yearDiffersFromPlan(year, context.planYear, at)];
}
