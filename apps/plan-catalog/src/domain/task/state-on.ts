import type { PlainDate } from '@thongsuot/contracts';
import type { Occurrence } from './occurrence';
import { tick } from './transitions';

/** An occurrence as it stands on a day: what was done later is not yet done, what falls due until then is due. */
export function occurrenceOn(occurrence: Occurrence, on: PlainDate): Occurrence {
  if (occurrence.state === 'cancelled') return occurrence;
  const steps = occurrence.steps.map((step) => (step.doneOn !== null && step.doneOn > on ? { ...step, doneOn: null } : step));
  if (occurrence.completedOn !== null && occurrence.completedOn <= on) return { ...occurrence, steps };
  const begun = { ...occurrence, steps, state: 'waiting', completedOn: null } as const;
  return tick([begun], on)[0]?.occurrence ?? begun;
}
