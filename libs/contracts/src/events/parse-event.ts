import type { z } from 'zod';
import type { DataOf, EventType } from './define-event';
import { InvalidEventError, UnknownEventTypeError } from './event-errors';

/** Turns the data of one version into that of the next. */
export interface Upcaster {
  readonly from: EventType;
  readonly to: EventType;
  readonly up: (data: unknown) => unknown;
}

/** Data as the newest version has it, and the definition it fits. Compare `event` with `===` to know what `data` is. */
export interface ParsedEvent {
  readonly event: EventType;
  readonly data: unknown;
}

/** Declares the step from one version to the next; both sides are typed. */
export function upcaster<From extends EventType, To extends EventType>(
  from: From,
  to: To,
  up: (data: DataOf<From>) => z.input<To['writer']>,
): Upcaster {
  if (from.name !== to.name || to.version !== from.version + 1) {
    throw new Error(`no upcaster leads from ${from.type} to ${to.type}: one name, one version at a time`);
  }
  return { from, to, up: (data) => up(data as DataOf<From>) };
}

/** Reads events of a fixed table. */
export interface EventParser {
  /**
   * With a definition: the data of exactly that version. With the `ce_type` of a message: the data lifted to the newest
   * version, with its definition.
   * @param json - bytes or text of a message, or a value already parsed
   * @throws {@link InvalidEventError} when the body is not JSON or breaks its schema
   * @throws {@link UnknownEventTypeError} when the table has no such type
   */
  <E extends EventType>(type: E, json: unknown): DataOf<E>;
  (type: string, json: unknown): ParsedEvent;
}

/** Makes a parser of `events`; every version below the newest of its name needs its upcaster. */
export function eventParser(events: readonly EventType[], upcasters: readonly Upcaster[]): EventParser {
  const byType = new Map(events.map((event) => [event.type, event]));
  const steps = new Map(upcasters.map((step) => [step.from.type, step]));
  for (const event of events) {
    const newer = events.some((other) => other.name === event.name && other.version > event.version);
    if (newer && !steps.has(event.type)) throw new Error(`${event.type} has a newer version but no upcaster`);
  }
  function parse<E extends EventType>(type: E, json: unknown): DataOf<E>;
  function parse(type: string, json: unknown): ParsedEvent;
  function parse(type: EventType | string, json: unknown): unknown {
    if (typeof type !== 'string') return read(type, json);
    let event = byType.get(type);
    if (event === undefined) throw new UnknownEventTypeError(type);
    let data: unknown = read(event, json);
    for (let step = steps.get(event.type); step !== undefined; step = steps.get(event.type)) {
      event = step.to;
      data = read(event, step.up(data));
    }
    return { event, data };
  }
  return parse;
}

function read(event: EventType, json: unknown): unknown {
  const result = event.reader.safeParse(decoded(event, json));
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({ path: `/${issue.path.join('/')}`, rule: issue.code }));
  throw new InvalidEventError(event.type, issues);
}

function decoded(event: EventType, json: unknown): unknown {
  const text = Buffer.isBuffer(json) ? json.toString('utf8') : json;
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidEventError(event.type, [{ path: '/', rule: 'not-json' }]);
  }
}
