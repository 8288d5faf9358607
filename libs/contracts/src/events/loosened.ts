import { z } from 'zod';

/** A copy of `schema` with parts of its definition replaced; checks such as lengths, and its description, stay. */
function withDef<S extends z.core.$ZodType>(schema: S, change: Partial<S['_zod']['def']>): S {
  return z.core.clone(schema, { ...schema._zod.def, ...change }, { parent: true });
}

/**
 * The same schema with every strict object in it, at any depth, dropping unknown fields instead of refusing them. Walks
 * the containers that event data may be made of; a kind it does not know is refused at start rather than left strict.
 */
export function loosened(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodObject) {
    const shape: Record<string, z.core.$ZodType> = {};
    for (const [key, part] of Object.entries<z.core.$ZodType>(schema.def.shape)) shape[key] = loosened(part);
    // `catchall` says what becomes of unknown fields: never refuses them, none drops them.
    const open = Object.fromEntries(Object.entries(schema.def).filter(([key]) => key !== 'catchall'));
    return z.core.clone(schema, { ...(open as typeof schema.def), shape }, { parent: true });
  }
  if (schema instanceof z.ZodArray) return withDef(schema, { element: loosened(schema.def.element) });
  if (schema instanceof z.ZodNullable) return withDef(schema, { innerType: loosened(schema.def.innerType) });
  if (schema instanceof z.ZodOptional) return withDef(schema, { innerType: loosened(schema.def.innerType) });
  if (schema instanceof z.ZodUnion) return withDef(schema, { options: schema.def.options.map(loosened) });
  if (schema instanceof z.ZodRecord) return withDef(schema, { valueType: loosened(schema.def.valueType) });
  if (LEAVES.has(schema._zod.def.type)) return schema;
  throw new Error(`an event may not carry a ${schema._zod.def.type}`);
}

/** Kinds that hold nothing and are the same in JSON. Dates, maps, transforms and the like are not. */
const LEAVES: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'enum', 'literal', 'null']);
