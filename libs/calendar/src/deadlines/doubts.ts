import type { PlainDate } from '@thongsuot/contracts';
import { findWindow } from '../periods';
import { weekday } from '../plain-date';
import type { Deadline, Occurrence } from './deadline';
import type { Finding } from './finding';
import { deadlineFinding } from './messages';
import { stripMarks } from './wording';
import type { DeadlineContext } from './written-date';

/** What a reader should look at in deadlines that could be read: nothing here changes a date. */
export function doubtsAbout(deadline: Deadline, context: DeadlineContext): Finding[] {
  if (deadline.kind === 'fixed') return restDay(deadline.date, context);
  if (deadline.kind !== 'recurring') return [];
  return [
    ...deadline.occurrences.flatMap((occurrence, index) => stepDoubts(occurrence, index, context)),
    ...otherRecipients(deadline.occurrences),
    ...missingSteps(deadline.occurrences),
    ...(isFirstAndFourthOnly(deadline.occurrences) ? [deadlineFinding.doubtfulQuarters()] : []),
  ];
}

function restDay(date: PlainDate, context: DeadlineContext, at?: string): Finding[] {
  const worked = context.isWorkingDay?.(date) ?? weekday(date) < 6;
  return worked ? [] : [deadlineFinding.dateOnRestDay(date, at)];
}

/** A report cannot be finished before the window of its data has closed (NĐ 09/2019/NĐ-CP Điều 12). */
function stepDoubts(occurrence: Occurrence, index: number, context: DeadlineContext): Finding[] {
  const [year, key] = [occurrence.period.slice(0, 4), occurrence.period.slice(5)];
  const cutoff = findWindow(Number(year), key)?.to;
  return occurrence.steps.flatMap((step, stepIndex) => {
    const at = `occurrences/${index}/steps/${stepIndex}`;
    const found = restDay(step.date, context, at);
    if (cutoff && step.dueOn < cutoff) found.push(deadlineFinding.stepBeforeCutoff(step.dueOn, cutoff, at));
    if (cutoff === step.dueOn) found.push(deadlineFinding.noDayAfterCutoff(cutoff, at));
    return found;
  });
}

/** Steps at the same place whose recipient is not the one of most other periods. */
function otherRecipients(occurrences: readonly Occurrence[]): Finding[] {
  const most = Math.max(...occurrences.map((occurrence) => occurrence.steps.length));
  const findings: Finding[] = [];
  for (let place = 0; place < most; place += 1) {
    const named = occurrences.flatMap((occurrence, index) => {
      const recipient = occurrence.steps.length === most ? occurrence.steps[place]?.recipient : undefined;
      return recipient === undefined ? [] : [{ index, recipient, key: stripMarks(recipient) }];
    });
    const usual = named.find((one) => named.filter((other) => other.key === one.key).length * 2 > named.length);
    if (!usual) continue;
    for (const one of named) {
      if (one.key === usual.key) continue;
      findings.push(deadlineFinding.recipientDiffers(one.recipient, usual.recipient, `occurrences/${one.index}/steps/${place}`));
    }
  }
  return findings;
}

function missingSteps(occurrences: readonly Occurrence[]): Finding[] {
  const most = Math.max(...occurrences.map((occurrence) => occurrence.steps.length));
  return occurrences.flatMap((occurrence, index) =>
    occurrence.steps.length < most ? [deadlineFinding.missingInternalStep(occurrence.period, `occurrences/${index}`)] : [],
  );
}

/** A half-yearly rhythm is the second and fourth quarter; a scanner drops one stroke of "Quý II" easily. */
function isFirstAndFourthOnly(occurrences: readonly Occurrence[]): boolean {
  return occurrences.map((occurrence) => occurrence.period.slice(5)).join() === 'Q1,Q4';
}
