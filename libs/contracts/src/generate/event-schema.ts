import { z } from 'zod';
import type { EventType } from '../events/define-event';

/** A JSON value as `JSON.parse` gives it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** A JSON object. */
export type JsonObject = Readonly<Record<string, Json>>;

/** Dialect of a generated schema: the newest for its own file, draft 7 inside AsyncAPI, whose tools know no newer. */
export type SchemaDialect = 'draft-2020-12' | 'draft-7';

/**
 * JSON Schema of an event's data as its readers must take it: fields that the schema does not name are allowed, because
 * a version may grow optional ones.
 */
export function eventSchema(event: EventType, dialect: SchemaDialect): JsonObject {
  const schema = z.toJSONSchema(event.reader, { target: dialect, io: 'input', unrepresentable: 'throw' });
  // zod adds validation helpers that are no JSON (`~standard`); a round trip leaves what is written to the file.
  return JSON.parse(JSON.stringify(schema)) as JsonObject;
}

/** The file `generated/events/<type>.json`: the schema with its name, its address and its texts. */
export function eventSchemaFile(event: EventType): JsonObject {
  const { $schema, ...rest } = eventSchema(event, 'draft-2020-12');
  return {
    ...($schema === undefined ? {} : { $schema }),
    $id: event.dataschema,
    title: event.type,
    description: `${event.doc.vi} / ${event.doc.en}`,
    ...rest,
  };
}
