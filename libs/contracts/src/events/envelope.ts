import type { AreaVersionId } from '../primitives/ids';
import { MalformedEventError } from './event-errors';

/** Kafka header names of CloudEvents 1.0 binary mode, and the W3C trace context beside them. */
export const EVENT_HEADERS = {
  specversion: 'ce_specversion',
  id: 'ce_id',
  source: 'ce_source',
  type: 'ce_type',
  time: 'ce_time',
  subject: 'ce_subject',
  dataschema: 'ce_dataschema',
  sequence: 'ce_sequence',
  traceparent: 'traceparent',
  contentType: 'content-type',
} as const;

/** An event larger than this, as JSON in UTF-8, is refused by the command that would publish it. */
export const MAX_EVENT_BYTES = 256 * 1024;
/** Events of one command, at most. */
export const MAX_PACK_EVENTS = 1_000;
/** Bytes of one command's events, at most; also what one produce request carries to a partition. */
export const MAX_PACK_BYTES = 900 * 1024;

/** What the headers of one message say. */
export interface EventAttributes {
  /** UUIDv7, unique with `source`. */
  readonly id: string;
  /** `/<instance>/<service>/<streamId>`, see {@link eventSource}. */
  readonly source: string;
  readonly type: string;
  /** Moment of the fact, ISO 8601 UTC. */
  readonly time: string;
  /** The aggregate; its events keep their order. */
  readonly subject: string;
  readonly dataschema: string;
  /** Gap-free number within (source, topic, partition), from 1. */
  readonly sequence: number;
  /** W3C trace context. A malformed one is dropped on reading: a trace is never worth an event. */
  readonly traceparent?: string;
}

/** One event as it crosses Kafka. */
export interface EventEnvelope<Data = unknown> extends EventAttributes {
  /** Area version whose unit owns the fact; the message key, chooses the partition. */
  readonly key: AreaVersionId;
  readonly data: Data;
}

/** Headers as kafkajs gives them: bytes, text, or several of one name. */
export type KafkaHeaders = Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;

const TRACEPARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;
const SEQUENCE = /^[1-9]\d{0,15}$/;
const SOURCE = /^\/([^/\s]+)\/([^/\s]+)\/([^/\s]+)$/;

/** Headers of an event, all text. */
export function toKafkaHeaders(event: EventAttributes): Record<string, string> {
  return {
    [EVENT_HEADERS.specversion]: '1.0',
    [EVENT_HEADERS.id]: event.id,
    [EVENT_HEADERS.source]: event.source,
    [EVENT_HEADERS.type]: event.type,
    [EVENT_HEADERS.time]: event.time,
    [EVENT_HEADERS.subject]: event.subject,
    [EVENT_HEADERS.dataschema]: event.dataschema,
    [EVENT_HEADERS.sequence]: String(event.sequence),
    ...(event.traceparent === undefined ? {} : { [EVENT_HEADERS.traceparent]: event.traceparent }),
    [EVENT_HEADERS.contentType]: 'application/json',
  };
}

/**
 * Reads and checks the headers of one message. The body is not touched, so a repeat can be dropped by its number before
 * it is parsed.
 * @throws {@link MalformedEventError} when a header is missing, doubled or unreadable
 */
export function fromKafkaHeaders(headers: KafkaHeaders | undefined): EventAttributes {
  const given = headers ?? {};
  if (text(given, EVENT_HEADERS.specversion) !== '1.0') throw new MalformedEventError(EVENT_HEADERS.specversion, 'is not 1.0');
  const contentType = text(given, EVENT_HEADERS.contentType);
  if (!/^application\/json(\s*;.*)?$/i.test(contentType)) throw new MalformedEventError(EVENT_HEADERS.contentType, 'is not JSON');
  const traceparent = traceOf(given[EVENT_HEADERS.traceparent]);
  const attributes = {
    id: text(given, EVENT_HEADERS.id),
    source: shaped(given, EVENT_HEADERS.source, SOURCE),
    type: text(given, EVENT_HEADERS.type),
    time: shaped(given, EVENT_HEADERS.time, INSTANT),
    subject: text(given, EVENT_HEADERS.subject),
    dataschema: text(given, EVENT_HEADERS.dataschema),
    sequence: sequenceOf(given),
  };
  return traceparent === undefined ? attributes : { ...attributes, traceparent };
}

/** CloudEvents `source` of a stream: who wrote the numbers that `sequence` counts. */
export function eventSource(instance: string, service: string, streamId: string): string {
  const source = `/${instance}/${service}/${streamId}`;
  if (!SOURCE.test(source)) throw new Error(`event source ${source} is not /<instance>/<service>/<streamId>`);
  return source;
}

function text(headers: KafkaHeaders, name: string): string {
  const value = headers[name];
  if (value === undefined) throw new MalformedEventError(name, 'is missing');
  if (Array.isArray(value)) throw new MalformedEventError(name, 'is given more than once');
  const decoded = typeof value === 'string' ? value : value.toString('utf8');
  if (decoded === '') throw new MalformedEventError(name, 'is empty');
  return decoded;
}

function shaped(headers: KafkaHeaders, name: string, pattern: RegExp): string {
  const value = text(headers, name);
  if (!pattern.test(value)) throw new MalformedEventError(name, 'has the wrong form');
  return value;
}

function sequenceOf(headers: KafkaHeaders): number {
  const sequence = Number(shaped(headers, EVENT_HEADERS.sequence, SEQUENCE));
  if (!Number.isSafeInteger(sequence)) throw new MalformedEventError(EVENT_HEADERS.sequence, 'is too large');
  return sequence;
}

function traceOf(value: KafkaHeaders[string]): string | undefined {
  const decoded = Array.isArray(value) ? undefined : value?.toString();
  return decoded !== undefined && TRACEPARENT.test(decoded) ? decoded : undefined;
}
