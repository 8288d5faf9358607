import { calendarYear } from '../half-months';
import type { Deadline, EventDeadline, TriggerSource } from './deadline';
import { doubtsAbout } from './doubts';
import type { Finding } from './finding';
import { isBlocked } from './finding';
import { deadlineFinding } from './messages';
import { readOccurrences } from './occurrences';
import { everyMonthOrQuarter, monthSpan, partsOf, periodsWithDays, severalDays, severalMonths, severalQuarters } from './several';
import { isDamaged, readWording, type Wording } from './wording';
import { readWrittenDate, yearFindings, type DeadlineContext } from './written-date';

/** What a wording says. `deadlines` holds nothing guessed: what could not be read is a blocking finding instead. */
export interface ParsedDeadlines {
  readonly deadlines: Deadline[];
  readonly findings: Finding[];
  /** 0 (nothing read) … 1 (read in full, spelt right, no doubt). */
  readonly confidence: number;
}

/** A reading of the whole wording, or undefined where the rule does not apply. */
type Read = { deadlines: Deadline[]; findings: Finding[] } | undefined;
type Rule = (wording: Wording, raw: string, context: DeadlineContext) => Read;

const RULES: readonly Rule[] = [
  ...[continuous, span, monthSpan, perPlan, onRequest, event, months, severalMonths, severalDays],
  ...[periodic, everyMonthOrQuarter, severalQuarters, occurrences, fixed],
];
const ON_REQUEST_TAIL = /(?:,|;)? ?(?:(?:hoac|va) )?(?:dot xuat|(?:khi co|theo) yeu cau[^,;()]*)$/;

/**
 * Reads the "Thời gian thực hiện" cell of a plan. Line breaks, spacing and modest scanning damage (missing diacritics,
 * digits inside words) are tolerated, the latter with a finding and less confidence; digits of dates are never repaired.
 * @param raw - the wording as it stands in the plan; kept in every deadline
 * @param context - the plan's year, the task's title
 */
export function parseDeadlines(raw: string, context: DeadlineContext): ParsedDeadlines {
  const wording = readWording(raw);
  if (wording.text === '') return { deadlines: [], findings: [deadlineFinding.missingTime()], confidence: 0 };
  const read = readAll(wording, raw.trim(), context);
  const deadlines = [...read.deadlines, ...requestInTitle(read.deadlines, context)];
  const findings = [...read.findings, ...deadlines.flatMap((deadline) => doubtsAbout(deadline, context))];
  if (isDamaged(wording, freeParts(deadlines))) findings.push(deadlineFinding.damagedWording(wording.text));
  return { deadlines, findings, confidence: confidenceOf(deadlines, findings) };
}

function readAll(wording: Wording, raw: string, context: DeadlineContext): NonNullable<Read> {
  const tail = ON_REQUEST_TAIL.exec(wording.folded);
  const regular = tail && tail.index > 0 ? applyRules(cut(wording, tail.index), raw, context) : undefined;
  if (regular) {
    const deadlines: Deadline[] = isBlocked(regular.findings) ? [] : [...regular.deadlines, { kind: 'on-request', raw }];
    return { deadlines, findings: regular.findings };
  }
  const whole = applyRules(wording, raw, context);
  if (whole && !isBlocked(whole.findings)) return whole;
  const several = readParts(raw, context) ?? whole;
  if (several) return several;
  const doubt = /\bngay\b.*\d/u.test(wording.folded) ? deadlineFinding.unreadableDate : deadlineFinding.unreadableTime;
  return { deadlines: [], findings: [doubt(wording.text)] };
}

/** A cell of several deadlines, each on a line of its own or behind a semicolon; all of them are understood, or none counts. */
function readParts(raw: string, context: DeadlineContext): Read {
  const parts = partsOf(raw);
  const list = periodsWithDays(parts);
  if (list !== undefined) return applyRules(readWording(list), raw, context);
  if (parts.length < 2) return undefined;
  const reads = parts.map((part) => applyRules(readWording(part), part, context));
  const known = reads.filter((read) => read !== undefined && !isBlocked(read.findings));
  if (known.length < parts.length) return undefined;
  const findings = known.flatMap((read) => read?.findings ?? []);
  return {
    deadlines: known.flatMap((read) => read?.deadlines ?? []),
    findings: [...new Map(findings.map((one) => [`${one.code} ${one.message.vi}`, one])).values()],
  };
}

function applyRules(wording: Wording, raw: string, context: DeadlineContext): Read {
  for (const rule of RULES) {
    const read = rule(wording, raw, context);
    if (read) return read;
  }
  return undefined;
}

function cut(wording: Wording, end: number): Wording {
  return { ...wording, text: wording.text.slice(0, end), folded: wording.folded.slice(0, end) };
}

function continuous({ folded }: Wording, raw: string, context: DeadlineContext): Read {
  const match =
    /^(?:thuc hien )?(?:thuong xuyen|lien tuc|quanh nam|hang ngay|ca nam)(?:,? (?:va )?lien tuc)?(?:,? (?:trong |ca )?nam(?: (\d{4}))?)?$/.exec(
      folded,
    );
  if (!match) return undefined;
  const year = match[1] === undefined ? context.planYear : Number(match[1]);
  return { deadlines: [{ kind: 'continuous', raw, ...calendarYear(year) }], findings: yearFindings(year, context) };
}

function span(wording: Wording, raw: string, context: DeadlineContext): Read {
  const match = /^tu (?<from>(?:ngay )?\d.*?) den (?:het )?(?<to>(?:ngay )?\d.*)$/.exec(wording.folded);
  if (!match?.groups) return undefined;
  const [from, to] = [match.groups.from ?? '', match.groups.to ?? ''];
  const [start, end] = [readWrittenDate(from, from, context), readWrittenDate(to, to, context)];
  if (!start || !end) return undefined;
  if (!start.ok) return { deadlines: [], findings: [start.finding] };
  if (!end.ok) return { deadlines: [], findings: [end.finding] };
  if (end.date < start.date) return { deadlines: [], findings: [deadlineFinding.unreadableTime(wording.text)] };
  const findings = [...new Map([...start.findings, ...end.findings].map((one) => [one.code, one])).values()];
  return { deadlines: [{ kind: 'continuous', raw, from: start.date, to: end.date }], findings };
}

function perPlan({ folded, text }: Wording, raw: string): Read {
  const match = /^(?:thuc hien )?theo (?=ke hoach|chuong trinh|lich )/.exec(folded);
  return match ? { deadlines: [{ kind: 'per-plan', raw, reference: text.slice(match[0].length) }], findings: [] } : undefined;
}

function onRequest({ folded }: Wording, raw: string): Read {
  const asked = /^(?:(?:thuc hien|trien khai) )?(?:dot xuat|(?:khi co|theo) yeu cau[^,;()]*)$/.test(folded);
  return asked ? { deadlines: [{ kind: 'on-request', raw }], findings: [] } : undefined;
}

const VERBS = '(?:(?:thuc hien|trien khai|tien hanh|to chuc|bao cao|hoan thanh|dot xuat) )*';
const AFTER = '(?:ngay )?(?:sau khi|ke tu khi|ke tu ngay|tu khi|khi|sau ngay) ';
const TERM = '(?:(?:cham nhat|trong vong|trong|khong qua)(?: la)? )';
const EVENT_AFTER_DAYS = new RegExp(`^${VERBS}${TERM}?(?<days>\\d{1,3}) ngay lam viec,? ${AFTER}(?<trigger>.+)$`, 'd');
const EVENT = new RegExp(`^${VERBS}${AFTER}(?<trigger>.+?)(?:,? ${TERM}(?<days>\\d{1,3}) ngay lam viec)?$`, 'd');

function event({ folded, text }: Wording, raw: string): Read {
  const match = EVENT_AFTER_DAYS.exec(folded) ?? EVENT.exec(folded);
  const days = match?.groups?.days;
  const trigger = folded.slice(...(match?.indices?.groups?.trigger ?? [0, 0]));
  // A trigger that holds days the grammar did not take ("trong 5 ngày") would lose them.
  if (!match || trigger === '' || /\d+ ngay\b/u.test(trigger) || Number(days ?? 1) === 0) return undefined;
  const deadline: EventDeadline = {
    kind: 'event',
    raw,
    trigger: text.slice(...(match.indices?.groups?.trigger ?? [0, 0])),
    triggerSource: sourceOf(trigger),
    ...(days === undefined ? {} : { workingDays: Number(days) }),
  };
  return { deadlines: [deadline], findings: [] };
}

function sourceOf(trigger: string): TriggerSource {
  if (/phan anh|kien nghi|khieu nai/.test(trigger)) return 'feedback';
  return /van ban|chi dao|cong van|quyet dinh|huong dan/.test(trigger) ? 'directive' : 'other';
}

function months({ folded, text }: Wording, raw: string, context: DeadlineContext): Read {
  const match = /^(?:trong )?thang (\d{1,2})(?:(?:\/| nam )(\d{4}))?$/.exec(folded);
  if (!match) return undefined;
  const [month, year] = [Number(match[1]), match[2] === undefined ? context.planYear : Number(match[2])];
  if (month < 1 || month > 12) return { deadlines: [], findings: [deadlineFinding.impossibleDate(text)] };
  const findings = match[2] === undefined ? [deadlineFinding.yearAssumed(year)] : yearFindings(year, context);
  return { deadlines: [{ kind: 'month', raw, month: `${String(year)}-${String(month).padStart(2, '0')}` }], findings };
}

function periodic({ folded }: Wording, raw: string, context: DeadlineContext): Read {
  const match = /^(?:dinh ky,? )?hang (thang|quy)(?: (?:trong )?nam (\d{4}))?$/.exec(folded);
  if (!match) return undefined;
  const year = match[2] === undefined ? context.planYear : Number(match[2]);
  const count = match[1] === 'thang' ? 12 : 4;
  const suffix = (n: number): string => (count === 12 ? `M${String(n).padStart(2, '0')}` : `Q${String(n)}`);
  const list = Array.from({ length: count }, (_, index) => ({ period: `${String(year)}-${suffix(index + 1)}`, steps: [] }));
  return { deadlines: [{ kind: 'recurring', raw, occurrences: list }], findings: yearFindings(year, context) };
}

function occurrences(wording: Wording, raw: string, context: DeadlineContext): Read {
  const list = readOccurrences(wording, context);
  if (!list) return undefined;
  const [first, ...more] = list.occurrences;
  const findings = list.findings;
  // An occurrence with a step that could not be read is withheld as a whole: half a deadline looks like all of it.
  if (!first || isBlocked(findings)) return { deadlines: [], findings };
  if (more.length > 0 || first.steps.length > 0) {
    return { deadlines: [{ kind: 'recurring', raw, occurrences: list.occurrences }], findings };
  }
  const [year, key] = [Number(first.period.slice(0, 4)), first.period.slice(5)];
  if (key === 'Y') return { deadlines: [{ kind: 'year', raw, year }], findings };
  if (key === 'H1') return { deadlines: [{ kind: 'recurring', raw, occurrences: list.occurrences }], findings };
  return { deadlines: [{ kind: 'quarter', raw, quarter: first.period }], findings };
}

function fixed(wording: Wording, raw: string, context: DeadlineContext): Read {
  const verbs = /^(?:(?:hoan thanh|thuc hien|xong|gui|nop|ban hanh|trien khai|bao cao) )*/.exec(wording.folded)?.[0].length ?? 0;
  const due = readWrittenDate(wording.folded.slice(verbs), wording.text.slice(verbs), context);
  if (!due) return undefined;
  if (!due.ok) return { deadlines: [], findings: [due.finding] };
  const { mode, date, dueOn } = due;
  return { deadlines: [{ kind: 'fixed', raw, mode, date, dueOn }], findings: due.findings };
}

/** "Báo cáo định kỳ hoặc đột xuất" in the title adds a deadline on request to a recurring one. */
function requestInTitle(deadlines: readonly Deadline[], context: DeadlineContext): Deadline[] {
  const title = readWording(context.taskTitle ?? '');
  const match = /dinh ky,? (?:hoac|va) dot xuat/.exec(title.folded);
  if (!match || !deadlines.some((one) => one.kind === 'recurring') || deadlines.some((one) => one.kind === 'on-request'))
    return [];
  return [{ kind: 'on-request', raw: title.text.slice(match.index, match.index + match[0].length) }];
}

/** The parts of a wording that the grammar took as they stand. */
function freeParts(deadlines: readonly Deadline[]): string[] {
  return deadlines.flatMap((deadline) => {
    if (deadline.kind === 'event') return [deadline.trigger];
    if (deadline.kind === 'per-plan') return [deadline.reference.replace(/^\S+ \S+ ?/u, '')].filter(Boolean);
    if (deadline.kind !== 'recurring') return [];
    return deadline.occurrences.flatMap((occurrence) => occurrence.steps.flatMap((step) => step.name ?? []));
  });
}

/** What each doubt leaves of the confidence; findings not named leave it as it is. */
const WEIGHT: Readonly<Record<string, number>> = {
  'damaged-wording': 0.7,
  'doubtful-quarters': 0.6,
  'year-assumed': 0.9,
  'year-differs-from-plan': 0.7,
  'date-on-rest-day': 0.9,
  'step-before-cutoff': 0.8,
  'recipient-differs': 0.9,
};

function confidenceOf(deadlines: readonly Deadline[], findings: readonly Finding[]): number {
  if (deadlines.length === 0 || isBlocked(findings)) return 0;
  const codes = new Set(findings.map((finding) => finding.code));
  return Number([...codes].reduce((left, code) => left * (WEIGHT[code] ?? 1), 1).toFixed(2));
}
