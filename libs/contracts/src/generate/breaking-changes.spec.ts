import { z } from 'zod';
import { breakingChanges } from './breaking-changes';
import type { JsonObject } from './event-schema';

const of = (schema: z.ZodType): JsonObject => JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))) as JsonObject;
const shape = {
  id: z.string().max(10),
  kind: z.enum(['a', 'b']),
  day: z.string().nullable(),
  note: z.string().optional(),
  list: z.array(z.object({ n: z.number() })),
  state: z.object({ at: z.string() }).nullable(),
};
const old = of(z.object(shape));
const changes = (change: z.ZodRawShape): string[] => breakingChanges(old, of(z.object({ ...shape, ...change })));

describe('breakingChanges', () => {
  it('allows optional fields at any depth and better words', () => {
    expect(changes({ extra: z.string().optional(), id: z.string().max(10).describe('Better') })).toEqual([]);
    expect(changes({ list: z.array(z.object({ n: z.number(), m: z.number().optional() })) })).toEqual([]);
    expect(changes({ state: z.object({ at: z.string(), by: z.string().optional() }).nullable() })).toEqual([]);
  });

  it.each<[string, z.ZodRawShape, string]>([
    ['a new required field', { extra: z.string() }, '/extra newly required'],
    ['optional made required', { note: z.string() }, '/note newly required'],
    ['required made optional', { id: z.string().max(10).optional() }, '/id no longer required'],
    ['another type', { id: z.number() }, '/id type changed'],
    ['an enum value lost', { kind: z.enum(['a']) }, '/kind enum lost "b"'],
    ['an enum value gained', { kind: z.enum(['a', 'b', 'c']) }, '/kind enum gained "c"'],
    ['nullable made certain', { day: z.string() }, '/day type changed'],
    ['a tighter limit', { id: z.string().max(5) }, '/id maxLength changed'],
    ['a new pattern', { note: z.string().regex(/x/).optional() }, '/note pattern changed'],
    ['a required field in a list', { list: z.array(z.object({ n: z.number(), m: z.number() })) }, '/list/[]/m newly required'],
    ['a field lost under a nullable', { state: z.object({}).nullable() }, '/state/anyOf[0]/at removed'],
  ])('refuses %s', (_what, change, told) => {
    expect(changes(change).join('; ')).toContain(told);
  });

  it('refuses a lost field', () => {
    const rest = Object.fromEntries(Object.entries(shape).filter(([key]) => key !== 'note'));
    expect(breakingChanges(old, of(z.object(rest)))).toEqual(['/note removed']);
  });
});
