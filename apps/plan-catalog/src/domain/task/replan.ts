import type { PlainDate } from '@thongsuot/contracts';
import type { Occurrence } from './occurrence';
import { tick } from './transitions';

/** What a corrected time does to the occurrences of a task in force. */
export interface Replanned {
  readonly added: readonly Occurrence[];
  readonly changed: readonly { readonly before: Occurrence; readonly after: Occurrence }[];
}

/**
 * Fits the occurrences of a task to its corrected deadlines: finished and triggered ones stay as they are, the others take
 * the new days (steps done stay done), those that the new deadlines no longer bring are cancelled.
 */
export function replan(existing: readonly Occurrence[], planned: readonly Occurrence[], on: PlainDate): Replanned {
  const open = existing.filter(
    (one) => one.state !== 'completed' && one.state !== 'cancelled' && one.kind !== 'event' && one.kind !== 'on-request',
  );
  const changed = open.map((before) => {
    const wanted = planned.find((one) => one.key === before.key);
    if (wanted === undefined) return { before, after: { ...before, state: 'cancelled' as const } };
    const steps = wanted.steps.map((step, at) => ({ ...step, doneOn: before.steps[at]?.doneOn ?? null }));
    const begun = { ...before, kind: wanted.kind, startsOn: wanted.startsOn, steps, state: 'waiting' as const };
    return { before, after: tick([begun], on)[0]?.occurrence ?? begun };
  });
  return { added: planned.filter((one) => !existing.some((other) => other.key === one.key)), changed };
}
