import { PlainDate, isPlainDate } from '@thongsuot/contracts';
import { WindowDefinition, WindowRule, inForceOn, windowData } from './calendar-data';
import { DateRange, calendarMonth, calendarQuarter, calendarYear } from './half-months';
import { plainDateOf } from './plain-date';

/** A period with the code it is asked by; `from` and `to` are both included. */
export interface Period extends DateRange {
  readonly code: string;
}

export type PeriodErrorCode = 'period-not-reported' | 'period-unreadable' | 'period-reversed' | 'period-without-rule';

const MESSAGES: Record<PeriodErrorCode, (text: string) => string> = {
  'period-not-reported': (text) =>
    `Không có báo cáo riêng cho kỳ này, báo cáo năm khép lại cả năm / No report is made on this period: ${text}`,
  'period-unreadable': (text) => `Kỳ không đọc được / Unreadable period: ${text}`,
  'period-reversed': (text) => `Kỳ kết thúc trước khi bắt đầu / Period ends before it starts: ${text}`,
  'period-without-rule': (text) => `Chưa có quy định về kỳ báo cáo vào thời gian này / No reporting rule was in force: ${text}`,
};

/** A period that cannot be answered; `code` is the stable problem code of the public contract. */
export class PeriodError extends Error {
  constructor(
    readonly code: PeriodErrorCode,
    readonly text: string,
  ) {
    super(MESSAGES[code](text));
    this.name = 'PeriodError';
  }
}

const NAMED = /^([12]\d{3})-(T\d{2}|Q[1-4]|H1|N9|Y)$/;
const CALENDAR = /^([12]\d{3})-(?:M(\d{2})|C([1-4])|(CY))$/;
const FREE = /^([12]\d{3}-\d{2}-\d{2})\.\.([12]\d{3}-\d{2}-\d{2})$/;

/**
 * Reads a period code; throws a {@link PeriodError} on anything else.
 * - reporting windows, 15→14 (NĐ 09/2019/NĐ-CP Điều 12): `2024-Q1` `2024-Q2` `2024-Q3` `2024-Y`, months `2024-T01`, six and
 *   nine months `2024-H1` `2024-N9`; `2024-Q4` is answered `period-not-reported`
 * - calendar periods: `2024-M01`, `2024-C1` … `2024-C4`, `2024-CY`
 * - any window: `2024-01-05..2024-02-10`
 */
export function parsePeriod(text: string): Period {
  const calendar = CALENDAR.exec(text);
  if (calendar) return calendarPeriod(text, calendar);
  const free = FREE.exec(text);
  if (free) return freePeriod(free[1] ?? '', free[2] ?? '');
  const named = NAMED.exec(text);
  if (!named) throw new PeriodError('period-unreadable', text);
  const found = findWindow(Number(named[1]), named[2] ?? '');
  if (!found) throw new PeriodError(isMonthKey(named[2] ?? '') ? 'period-without-rule' : 'period-unreadable', text);
  if (!found.definition.reported) throw new PeriodError('period-not-reported', text);
  return { code: text, from: found.from, to: found.to };
}

/** Any window; the code reads `from..to`. Throws a {@link PeriodError} where a day is none or the ends are reversed. */
export function freePeriod(from: string, to: string): Period {
  const code = `${from}..${to}`;
  if (!isPlainDate(from) || !isPlainDate(to)) throw new PeriodError('period-unreadable', code);
  if (to < from) throw new PeriodError('period-reversed', code);
  return { code, from: from as PlainDate, to: to as PlainDate };
}

/** A reporting window with its definition and the rule it comes from. */
export interface ReportingWindow extends DateRange {
  readonly definition: WindowDefinition;
  readonly rule: WindowRule;
}

/**
 * A reporting window by year and key (`Q1` … `Q4`, `Y`, `T01` …, `H1`, `N9`), also one that is not reported; undefined where
 * no rule with that window was in force on its last day.
 * @param rules - versions of the windows; the shipped ones unless given
 */
export function findWindow(
  year: number,
  key: string,
  rules: readonly WindowRule[] = windowData().rules,
): ReportingWindow | undefined {
  for (const rule of rules) {
    const definition = rule.windows.find((window) => window.key === key);
    if (!definition) continue;
    const from = edge(year, definition.from);
    const to = edge(year, definition.to);
    if (inForceOn([rule], to)) return { from, to, definition, rule };
  }
  return undefined;
}

/** The reporting window of a month, 15 of the month before → 14, whose code is `2024-T01`. */
export function monthWindow(year: number, month: number): Period {
  return parsePeriod(`${String(year)}-T${String(month).padStart(2, '0')}`);
}

/** Codes of the periods reported on in a year, in the order they close. */
export function reportedPeriods(year: number): Period[] {
  return ['Q1', 'Q2', 'Q3', 'Y'].map((key) => parsePeriod(`${String(year)}-${key}`));
}

function calendarPeriod(code: string, match: RegExpExecArray): Period {
  const year = Number(match[1]);
  if (match[4]) return { code, ...calendarYear(year) };
  if (match[3]) return { code, ...calendarQuarter(year, Number(match[3])) };
  const month = Number(match[2]);
  if (month < 1 || month > 12) throw new PeriodError('period-unreadable', code);
  return { code, ...calendarMonth(year, month) };
}

function isMonthKey(key: string): boolean {
  return !key.startsWith('T') || (key >= 'T01' && key <= 'T12');
}

function edge(year: number, at: WindowDefinition['from']): PlainDate {
  return plainDateOf(year + at.yearOffset, at.month, at.day);
}
