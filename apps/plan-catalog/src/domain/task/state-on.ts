import { dateOf } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import type { Occurrence, OccurrenceStep, Postponement } from './occurrence';
import { tick } from './transitions';

/**
 * An occurrence as it stands on a day: what was done later is not yet done, what falls due until then is due, and the days are
 * those that counted then.
 */
export function occurrenceOn(occurrence: Occurrence, on: PlainDate): Occurrence {
  if (occurrence.state === 'cancelled') return occurrence;
  const { postponements } = occurrence;
  const steps = occurrence.steps.map((step, at) => ({
    ...step,
    dueOn: dueThen(
      step,
      postponements.filter((one) => one.step === at),
      on,
    ),
    doneOn: step.doneOn !== null && step.doneOn > on ? null : step.doneOn,
  }));
  const kept = { ...occurrence, steps, postponements: postponements.filter((one) => dateOf(one.at) <= on) };
  if (occurrence.completedOn !== null && occurrence.completedOn <= on) return kept;
  const begun = { ...kept, state: 'waiting', completedOn: null } as const;
  return tick([begun], on)[0]?.occurrence ?? begun;
}

/** The day of a step as it was on a day. A day that a correction of the plan has set since is taken as it is. */
function dueThen(step: OccurrenceStep, postponements: readonly Postponement[], on: PlainDate): PlainDate | null {
  const first = postponements[0];
  if (first === undefined || dayAfter(postponements, null) !== step.dueOn) return step.dueOn;
  return dayAfter(postponements, on);
}

/** @param until the last day whose postponements and refusals count; null: all of them */
function dayAfter(postponements: readonly Postponement[], until: PlainDate | null): PlainDate | null {
  const counts = (at: string): boolean => until === null || dateOf(at) <= until;
  let day = postponements[0]?.from ?? null;
  for (const { at, to, from, approval } of postponements) {
    if (!counts(at)) continue;
    day = approval?.state === 'refused' && approval.at !== null && counts(approval.at) ? from : to;
  }
  return day;
}
