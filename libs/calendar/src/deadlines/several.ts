import { calendarMonth } from '../half-months';
import type { Deadline, DeadlineStep, DueMode } from './deadline';
import { dueOnOf } from './deadline';
import type { Finding } from './finding';
import { isBlocked } from './finding';
import { deadlineFinding } from './messages';
import type { Wording } from './wording';
import { readWrittenDate, yearFindings, type DeadlineContext } from './written-date';
import { dayExists, plainDateOf } from '../plain-date';

/** Deadlines read from a whole wording, or undefined where it is no such list. */
type Read = { deadlines: Deadline[]; findings: Finding[] } | undefined;

const VERBS = '(?:(?:hoan thanh|thuc hien|xong|gui|nop|ban hanh|trien khai|bao cao) )*';
const MODE =
  '(?<mode>(?:(?:(?:cham|muon) nhat (?:la )?)?truoc|(?:cham|muon) nhat(?: la| den| vao)?|den het|den|khong qua|vao) )?';
const AND = '(?:, ?|; ?| va |, va )';

const DATE = '\\d{1,2}[/.-]\\d{1,2}(?:[/.-]\\d{4})?';
const DATES = new RegExp(`^${VERBS}${MODE}(?:cac )?(?:ngay )?(?<list>${DATE}(?:${AND}(?:ngay )?${DATE})+)$`);

/** "Trước ngày 15/6 và 15/12": the same mode holds for each day; a year at the end holds for those before it. */
export function severalDays({ folded, text }: Wording, raw: string, context: DeadlineContext): Read {
  const match = DATES.exec(folded);
  if (!match?.groups) return undefined;
  const days = (match.groups.list ?? '').match(new RegExp(DATE, 'g')) ?? [];
  const year = days.findLast((day) => /\d{4}$/.test(day))?.slice(-4);
  const deadlines: Deadline[] = [];
  const findings: Finding[] = [];
  for (const day of days) {
    const full = year === undefined || /\d{4}$/.test(day) ? day : `${day}/${year}`;
    const read = readWrittenDate(`${match.groups.mode ?? ''}${full}`, full, context);
    if (!read) return { deadlines: [], findings: [deadlineFinding.unreadableDate(text)] };
    findings.push(...(read.ok ? read.findings : [read.finding]));
    if (read.ok) deadlines.push({ kind: 'fixed', raw, mode: read.mode, date: read.date, dueOn: read.dueOn });
  }
  const once = [...new Map(findings.map((one) => [`${one.code} ${one.message.vi}`, one])).values()];
  return { deadlines: isBlocked(once) ? [] : deadlines, findings: once };
}

const MONTH = '(?:thang )?\\d{1,2}(?:/\\d{4})?';
const MONTHS = new RegExp(
  `^${VERBS}(?:trong )?(?<list>thang \\d{1,2}(?:/\\d{4})?(?:(?:${AND}| (?=thang))${MONTH})+)(?: nam (?<year>\\d{4}))?$`,
);

/** "Tháng 3 và tháng 9", "Tháng 4/2025, 10/2025". */
export function severalMonths({ folded, text }: Wording, raw: string, context: DeadlineContext): Read {
  const match = MONTHS.exec(folded);
  if (!match?.groups) return undefined;
  const named = (match.groups.list ?? '').match(/\d{1,2}(?:\/\d{4})?/g) ?? [];
  const told = match.groups.year ?? named.findLast((month) => month.includes('/'))?.split('/')[1];
  const findings = told === undefined ? [deadlineFinding.yearAssumed(context.planYear)] : yearFindings(Number(told), context);
  const deadlines = named.map((month): Deadline | undefined => {
    const [number = '', own] = month.split('/');
    if (Number(number) < 1 || Number(number) > 12) return undefined;
    return { kind: 'month', raw, month: `${own ?? told ?? context.planYear}-${number.padStart(2, '0')}` };
  });
  const known = deadlines.filter((one) => one !== undefined);
  if (known.length < deadlines.length) return { deadlines: [], findings: [deadlineFinding.impossibleDate(text)] };
  return { deadlines: known, findings };
}

const MONTH_SPAN = /^(?:thuc hien )?(?:tu )?thang (\d{1,2}) (?:den|-) (?:het )?thang (\d{1,2})(?:(?:\/| nam )(\d{4}))?$/;

/** "Từ tháng 3 đến tháng 10": work that goes on from the first day of the one to the last of the other. */
export function monthSpan({ folded, text }: Wording, raw: string, context: DeadlineContext): Read {
  const match = MONTH_SPAN.exec(folded);
  if (!match) return undefined;
  const [first, last] = [Number(match[1]), Number(match[2])];
  const year = match[3] === undefined ? context.planYear : Number(match[3]);
  if (first < 1 || last > 12 || first > last) return { deadlines: [], findings: [deadlineFinding.impossibleDate(text)] };
  const findings = match[3] === undefined ? [deadlineFinding.yearAssumed(year)] : yearFindings(year, context);
  return {
    deadlines: [{ kind: 'continuous', raw, from: calendarMonth(year, first).from, to: calendarMonth(year, last).to }],
    findings,
  };
}

const QUARTER = '(?:iv|i{1,3}|[1-4])(?![a-z\\d])';
const QUARTERS = new RegExp(
  `^(?:trong )?(?:cac )?quy (?<list>${QUARTER}(?:${AND}(?:quy )?${QUARTER})+)(?:(?:/| nam )(?<year>\\d{4}))?$`,
);
const QUARTER_OF: Readonly<Record<string, string>> = { i: '1', ii: '2', iii: '3', iv: '4' };

/** "Quý I, II và III năm 2025": the word stands once for all of them. */
export function severalQuarters({ folded }: Wording, raw: string, context: DeadlineContext): Read {
  const match = QUARTERS.exec(folded);
  if (!match?.groups) return undefined;
  const year = match.groups.year === undefined ? context.planYear : Number(match.groups.year);
  const numerals = (match.groups.list ?? '').match(new RegExp(QUARTER, 'g')) ?? [];
  const occurrences = numerals.map((numeral) => ({ period: `${year}-Q${QUARTER_OF[numeral] ?? numeral}`, steps: [] }));
  const findings = match.groups.year === undefined ? [deadlineFinding.yearAssumed(year)] : yearFindings(year, context);
  return { deadlines: [{ kind: 'recurring', raw, occurrences }], findings };
}

const EVERY = '(?:dinh ky,? )?(?:hang|moi)';
const MONTHLY = [
  new RegExp(`^${EVERY} thang[,:]? \\(?${MODE}(?:ngay )?(?<day>\\d{1,2})(?: (?:cua )?(?:hang thang|thang))?\\)?$`),
  new RegExp(`^${VERBS}${MODE}ngay (?<day>\\d{1,2}) (?:cua )?(?:hang|moi) thang$`),
];
const QUARTERLY = new RegExp(`^${EVERY} quy[,:]? \\(?${MODE}(?:ngay )?(?<day>\\d{1,2}) (?:cua )?thang cuoi (?:cua )?quy\\)?$`);

/** "Hằng tháng, trước ngày 20", "Ngày 05 hằng tháng", "Hằng quý, trước ngày 15 tháng cuối quý". */
export function everyMonthOrQuarter({ folded, text }: Wording, raw: string, { planYear }: DeadlineContext): Read {
  const monthly = MONTHLY.map((pattern) => pattern.exec(folded)).find((match) => match !== null);
  const match = monthly ?? QUARTERLY.exec(folded);
  if (!match?.groups) return undefined;
  const day = Number(match.groups.day);
  const mode = modeOf(match.groups.mode);
  const months = monthly === undefined ? [3, 6, 9, 12] : Array.from({ length: 12 }, (_, index) => index + 1);
  // A day that some month has not is nobody's to move.
  if (months.some((month) => !dayExists(planYear, month, day))) {
    return { deadlines: [], findings: [deadlineFinding.impossibleDate(text)] };
  }
  const occurrences = months.map((month) => {
    const date = plainDateOf(planYear, month, day);
    const step: DeadlineStep = { mode, date, dueOn: dueOnOf(mode, date) };
    const period = monthly === undefined ? `Q${month / 3}` : `M${String(month).padStart(2, '0')}`;
    return { period: `${planYear}-${period}`, steps: [step] };
  });
  return { deadlines: [{ kind: 'recurring', raw, occurrences }], findings: [] };
}

function modeOf(words = ''): DueMode {
  if (words.includes('truoc')) return 'before';
  return words === '' || words.startsWith('vao') ? 'on' : 'by';
}

/** The parts of a cell that may each be a deadline: its lines and what a semicolon outside brackets divides, marks removed. */
export function partsOf(raw: string): string[] {
  return raw
    .split(/\n|;(?![^()]*\))/u)
    .map((part) => part.replace(/^\s*(?:[-–—•+*]|\d\)|[a-zđ]\))\s*/iu, '').trim())
    .filter((part) => part !== '');
}

const PERIOD_AND_DAY = /^((?:trong )?(?:quý|quy|6 tháng|6 thang|năm|nam)[^:()]*):\s*([^()]+)$/iu;

/** "Quý I: trước 10/3" on each line, as the list "Quý I (trước 10/3), Quý II (…)" that is read as one; undefined for other lines. */
export function periodsWithDays(parts: readonly string[]): string | undefined {
  const matches = parts.map((part) => PERIOD_AND_DAY.exec(part));
  if (matches.length === 0 || matches.some((match) => match === null)) return undefined;
  return matches.map((match) => `${match?.[1]?.trim() ?? ''} (${match?.[2]?.trim().replace(/[.,]$/u, '') ?? ''})`).join(', ');
}
