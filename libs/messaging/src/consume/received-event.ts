import {
  DeterministicEventError,
  EVENT_HEADERS,
  MalformedEventError,
  fromKafkaHeaders,
  parseEvent,
  type DataOf,
  type EventAttributes,
  type EventType,
} from '@thongsuot/contracts';
import type { LogRecord } from '../log/event-log';

/** An event as a handler is given it: checked, lifted to the newest version of its kind. */
export interface ReceivedEvent<Data = unknown> extends EventAttributes {
  /** Definition that `data` fits; compare with `===`, or use {@link isEvent}. */
  readonly event: EventType;
  readonly key: string;
  readonly data: Data;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** True, and typed, where `received` is of kind `event`. */
export function isEvent<E extends EventType>(received: ReceivedEvent, event: E): received is ReceivedEvent<DataOf<E>> {
  return received.event === event;
}

/** The events of one kind out of many, in order. */
export function eventsOf<E extends EventType>(events: readonly ReceivedEvent[], event: E): ReceivedEvent<DataOf<E>>[] {
  return events.filter((each): each is ReceivedEvent<DataOf<E>> => isEvent(each, event));
}

/** Headers of a record, or why they cannot be read. */
export type ReadHeaders = { readonly attributes: EventAttributes } | { readonly malformed: MalformedEventError };

/** Reads the headers alone: a repeat is dropped by its number before its body is parsed. */
export function readHeaders(record: LogRecord): ReadHeaders {
  try {
    return { attributes: fromKafkaHeaders(record.headers) };
  } catch (error) {
    if (error instanceof MalformedEventError) return { malformed: error };
    throw error;
  }
}

/**
 * Source and number of a record whose headers are otherwise unreadable: a damaged event of ours keeps its place in the
 * count, or the next one would look like a gap. Null for a record that nobody numbered.
 */
export function numberOf({ headers }: LogRecord): { readonly source: string; readonly sequence: number } | null {
  const source = headers[EVENT_HEADERS.source]?.toString() ?? '';
  const sequence = Number(headers[EVENT_HEADERS.sequence]?.toString());
  return source !== '' && Number.isSafeInteger(sequence) && sequence > 0 ? { source, sequence } : null;
}

/** The body of a record, or why it cannot be read. */
export function readBody(record: LogRecord, attributes: EventAttributes): ReceivedEvent | DeterministicEventError {
  try {
    if (record.key === null) throw new MalformedEventError('key', 'is missing');
    if (record.value === null) throw new MalformedEventError('value', 'is missing');
    const { event, data } = parseEvent(attributes.type, record.value);
    const { topic, partition, offset, key } = record;
    // Named one by one: this runs for every event, and a spread costs a good part of what parsing does.
    const { id, source, type, time, subject, dataschema, sequence, traceparent } = attributes;
    const received = { id, source, type, time, subject, dataschema, sequence, event, data, key, topic, partition, offset };
    return traceparent === undefined ? received : { ...received, traceparent };
  } catch (error) {
    if (error instanceof DeterministicEventError) return error;
    throw error;
  }
}

/** `dossier.changed` out of `vn.thongsuot.dossier.changed.v1`. */
export function eventNameOf(type: string): string {
  return type.split('.').slice(2, -1).join('.');
}
