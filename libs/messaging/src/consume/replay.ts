import { ProblemError } from '@thongsuot/contracts';
import type { ParkedEvents, ParkedRow } from '@thongsuot/mongo-store';
import type { LogRecord } from '../log/event-log';
import { readBody, readHeaders, type ReceivedEvent } from './received-event';

/**
 * Settles a parked event and, where order matters, those that wait behind it, in the order they came, each by `apply`.
 * Ends before the next event of the subject that is poisoned itself.
 * @returns how many were applied
 */
export async function replayParked(
  id: string,
  parked: ParkedEvents,
  orderSensitive: boolean,
  apply: (row: ParkedRow) => Promise<void>,
): Promise<number> {
  const first = await parked.findById(id);
  if (!first) throw new ProblemError('not-found');
  if (first.state !== 'parked') throw new ProblemError('conflict', { detail: `${id}: ${first.state}` });
  const ofSubject = orderSensitive ? await parked.ofSubject(first.topic, first.subject) : [first];
  if (ofSubject[0]?._id !== id) throw new ProblemError('conflict', { detail: `${id}: waits behind ${ofSubject[0]?._id ?? ''}` });
  let applied = 0;
  for (const row of ofSubject) {
    if (row._id !== id && !row.behind) break;
    await apply(row);
    applied++;
  }
  return applied;
}

/** The event of a parked row. @throws DeterministicEventError where it is still unreadable */
export function eventOf(row: ParkedRow): ReceivedEvent {
  const record: LogRecord = {
    topic: row.topic,
    partition: row.partition,
    offset: row.offset,
    key: row.key,
    headers: row.headers,
    value: Buffer.from(row.value, 'base64'),
  };
  const headers = readHeaders(record);
  if ('malformed' in headers) throw headers.malformed;
  const event = readBody(record, headers.attributes);
  if (event instanceof Error) throw event;
  return event;
}
