import { subjectKey, type ParkedRow } from '@thongsuot/mongo-store';
import { DeterministicEventError } from '@thongsuot/contracts';
import { systemClock } from '@thongsuot/calendar';
import type { LogRecord } from '../log/event-log';
import type { Arrival } from './partition-state';
import type { ReceivedEvent } from './received-event';

/** The arrivals of a commit, sorted. */
export interface Sorted {
  readonly sound: readonly ReceivedEvent[];
  readonly parked: readonly ParkedRow[];
}

/** Where parked rows belong. */
export interface ParkingPlace {
  readonly group: string;
  readonly generation: string;
}

/**
 * Sorts what may be applied from what is parked: unreadable events, those that `poison` names and, where order matters,
 * every later event of a subject that has one parked.
 */
export function sortArrivals(
  arrivals: readonly Arrival[],
  poison: ReadonlyMap<string, Error>,
  waiting: ReadonlySet<string> | null,
  place: ParkingPlace,
): Sorted {
  const sound: ReceivedEvent[] = [];
  const parked: ParkedRow[] = [];
  const blocked = new Set(waiting ?? []);
  for (const arrival of arrivals) {
    const { content } = arrival;
    if (content === 'not-ours') continue;
    const reason = content instanceof DeterministicEventError ? content : poison.get(arrival.eventId);
    const subject = (): string => subjectKey(arrival.record.topic, arrival.subject);
    const behind = reason === undefined && waiting !== null && blocked.size > 0 && blocked.has(subject());
    if (reason !== undefined || behind) {
      parked.push(parkedRow(arrival, reason ?? new Error('waits behind an earlier event of its subject'), behind, place));
      blocked.add(subject());
    } else if (!(content instanceof DeterministicEventError)) sound.push(content);
  }
  return { sound, parked };
}

function parkedRow(arrival: Arrival, reason: Error, behind: boolean, { group, generation }: ParkingPlace): ParkedRow {
  const { record } = arrival;
  return {
    _id: `${group}|${generation}|${arrival.eventId}`,
    group,
    generation,
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    eventId: arrival.eventId,
    type: arrival.type,
    subject: arrival.subject,
    key: record.key,
    headers: textHeaders(record),
    value: (record.value ?? Buffer.alloc(0)).toString('base64'),
    error: { name: reason.name, message: reason.message.slice(0, 500) },
    behind,
    state: 'parked',
    at: systemClock.now(),
    settledAt: null,
  };
}

function textHeaders(record: LogRecord): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value.toString()]],
    ),
  );
}
