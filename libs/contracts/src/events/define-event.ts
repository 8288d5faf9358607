import { z } from 'zod';
import type { Bilingual, ServiceName } from '../http/endpoint';
import { loosened } from './loosened';

/** Services that publish facts; each owns one topic. `notification` and `gateway` publish nothing. */
export type PublishingService = Exclude<ServiceName, 'notification' | 'gateway'>;

/** First part of every event type: the reversed name of the system. */
export const EVENT_TYPE_PREFIX = 'vn.thongsuot';

/** Where the JSON Schema of an event version is published; the path is the file's name in `generated/events`. */
export const EVENT_SCHEMA_BASE = 'https://thongsuot.vn/schemas/events/';

/** One version of one kind of fact, made by {@link defineEvent}. */
export interface EventType<Data extends z.ZodType = z.ZodType> {
  /** Name without prefix and version, `dossier.changed`. */
  readonly name: string;
  readonly version: number;
  /** The only service that may publish it. */
  readonly service: PublishingService;
  /** CloudEvents `type`, `vn.thongsuot.dossier.changed.v1`. */
  readonly type: string;
  /** CloudEvents `dataschema`. */
  readonly dataschema: string;
  readonly doc: Bilingual;
  /** What the CloudEvents `subject` names: the aggregate whose events keep their order. */
  readonly subject: string;
  /** Strict: refuses a field that the schema does not name, so a slip of the pen never leaves the service. */
  readonly writer: Data;
  /** Ignores fields it does not know at any depth, so that a newer writer may add optional ones. */
  readonly reader: z.ZodType<z.output<Data>>;
}

/** Data of an event, by its definition: `type DossierChanged = DataOf<typeof DossierChanged>`. */
export type DataOf<E extends EventType> = z.output<E['writer']>;

/** What {@link defineEvent} needs to know. */
export interface EventDefinition<Data extends z.ZodType> {
  readonly name: string;
  readonly version: number;
  readonly service: PublishingService;
  readonly data: Data;
  readonly doc: Bilingual;
  readonly subject: string;
}

/** `vn.thongsuot.<name>.v<version>`. */
export function eventTypeName(name: string, version: number): string {
  return `${EVENT_TYPE_PREFIX}.${name}.v${String(version)}`;
}

/**
 * Declares one version of one event. `data` is given as the writer sees it (`z.strictObject` throughout); the reader is
 * derived from it, so the two cannot drift apart. Inside a version only optional fields may be added; anything else is
 * the next version with an upcaster.
 */
export function defineEvent<Data extends z.ZodType>(definition: EventDefinition<Data>): EventType<Data> {
  const { name, version, service, data, doc, subject } = definition;
  if (!/^[a-z]+(\.[a-z]+)+$/.test(name)) throw new Error(`event name ${name} is not <noun>.<verb>`);
  if (!Number.isInteger(version) || version < 1) throw new Error(`event ${name}: version counts from 1`);
  const type = eventTypeName(name, version);
  return {
    name,
    version,
    service,
    type,
    dataschema: `${EVENT_SCHEMA_BASE}${type}.json`,
    doc,
    subject,
    writer: data,
    reader: loosened(data) as z.ZodType<z.output<Data>>,
  };
}
