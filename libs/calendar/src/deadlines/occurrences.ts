import type { DeadlineStep, Occurrence } from './deadline';
import type { Finding } from './finding';
import { deadlineFinding } from './messages';
import type { Wording } from './wording';
import type { DeadlineContext } from './written-date';
import { readWrittenDate, yearFindings } from './written-date';

/** Periods named by a wording, each with the steps it gives. */
export interface OccurrenceList {
  readonly occurrences: Occurrence[];
  readonly findings: Finding[];
}

const HEAD =
  /(?:trong )?(?:(?<quarter>quy) (?<number>iv|i{1,3}|[1-4])(?![a-z\d])(?: nam (?<y1>\d{4})|\/(?<y2>\d{4})| (?<y3>\d{4}))?|(?<half>6 thang(?: dau nam)?(?=[,;: ]|$))(?: (?<y4>\d{4}))?|(?:ca )?nam(?: (?<y5>\d{4}))?(?![a-z\d]))/y;
const STEPS = /:? ?\((?<steps>[^()]*)\)/y;
const SEPARATOR = /(?: ?[,;.] ?| )?(?:(?:va|hoac) )?/y;
const QUARTERS: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, '1': 1, '2': 2, '3': 3, '4': 4 };

interface Head {
  readonly suffix: string;
  readonly year: number | undefined;
  readonly steps: readonly [from: number, to: number] | undefined;
}

/**
 * Reads a list such as "Quý I, Quý II, Quý III và năm 2024" or "Quý I năm 2022 (gửi … trước ngày …; …) Quý II …". Undefined
 * unless the whole text is such a list: a piece left over would be a piece overlooked.
 */
export function readOccurrences(wording: Wording, context: DeadlineContext): OccurrenceList | undefined {
  const heads = readHeads(wording.folded);
  if (!heads) return undefined;
  const findings: Finding[] = [];
  const years = yearsOf(heads, context.planYear);
  if (heads.every((head) => head.year === undefined)) findings.push(deadlineFinding.yearAssumed(context.planYear));
  const occurrences = heads.map((head, index): Occurrence => {
    const year = years[index] ?? context.planYear;
    if (head.year !== undefined) findings.push(...yearFindings(year, context, `occurrences/${index}`));
    const steps = head.steps
      ? readSteps(wording, head.steps, context, `occurrences/${index}/steps`)
      : { steps: [], findings: [] };
    findings.push(...steps.findings);
    return { period: `${String(year)}-${head.suffix}`, steps: steps.steps };
  });
  return { occurrences, findings };
}

function readHeads(folded: string): Head[] | undefined {
  const heads: Head[] = [];
  let position = 0;
  while (position < folded.length) {
    const head = matchAt(HEAD, folded, position);
    if (!head?.groups) return undefined;
    position += head[0].length;
    const steps = matchAt(STEPS, folded, position);
    const opened = steps ? position + steps[0].indexOf('(') + 1 : 0;
    if (steps) position += steps[0].length;
    const groups = head.groups;
    const year = groups.y1 ?? groups.y2 ?? groups.y3 ?? groups.y4 ?? groups.y5;
    heads.push({
      suffix: groups.quarter ? `Q${String(QUARTERS[groups.number ?? ''])}` : groups.half ? 'H1' : 'Y',
      year: year === undefined ? undefined : Number(year),
      steps: steps ? [opened, position - 1] : undefined,
    });
    position += matchAt(SEPARATOR, folded, position)?.[0].length ?? 0;
  }
  return heads.length > 0 ? heads : undefined;
}

/** "Quý I, Quý II và năm 2024": a year stands for those before it; without any, the plan's year. */
function yearsOf(heads: readonly Head[], planYear: number): number[] {
  let year = heads.findLast((head) => head.year !== undefined)?.year ?? planYear;
  return heads
    .toReversed()
    .map((head) => (year = head.year ?? year))
    .reverse();
}

function readSteps(
  wording: Wording,
  [from, to]: readonly [number, number],
  context: DeadlineContext,
  path: string,
): { steps: DeadlineStep[]; findings: Finding[] } {
  const steps: DeadlineStep[] = [];
  const findings: Finding[] = [];
  let start = from;
  for (const part of wording.folded.slice(from, to).split(';')) {
    const at = `${path}/${steps.length}`;
    const indent = part.length - part.trimStart().length;
    const text = wording.text.slice(start + indent, start + part.length).trim();
    const step = readStep(part.trim(), text, context, at);
    start += part.length + 1;
    findings.push(...step.findings);
    if (step.step) steps.push(step.step);
  }
  return { steps, findings };
}

const STEP =
  /^(?<name>.*?)(?<due>(?:(?:(?:cham|muon) nhat (?:la )?)?truoc|(?:cham|muon) nhat(?: la| den| vao)?|den het|den|vao)? ?(?:ngay |\d).*)$/;

function readStep(
  folded: string,
  text: string,
  context: DeadlineContext,
  at: string,
): { step?: DeadlineStep; findings: Finding[] } {
  const match = STEP.exec(folded);
  const nameLength = match?.groups?.name?.length ?? 0;
  const due = match && readWrittenDate(folded.slice(nameLength), text.slice(nameLength), context, at);
  if (!due) return { findings: [deadlineFinding.unreadableTime(text, at)] };
  if (!due.ok) return { findings: [due.finding] };
  const name = text.slice(0, nameLength).replace(/[ :,]+$/u, '');
  const recipient = name.replace(/^(?:gửi|gui|nộp|nop)(?: về| ve| cho)? /iu, '');
  const { mode, date, dueOn } = due;
  return { step: { ...(name ? { name, recipient } : {}), mode, date, dueOn }, findings: due.findings };
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}
