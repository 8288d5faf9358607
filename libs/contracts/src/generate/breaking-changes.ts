import type { Json, JsonObject } from './event-schema';

/** Keywords that say something about a schema and refuse nothing. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['$schema', '$id', 'title', 'description', 'examples', '$comment']);
/** Keywords compared part by part below; every other one must stay as it is. */
const STRUCTURE: ReadonlySet<string> = new Set(['type', 'properties', 'required', 'items', 'anyOf', 'oneOf', 'enum']);

/**
 * What of `next` would break whoever knows `old`, each with its path; empty when only optional fields were added. Old
 * events are kept for ever and old readers may still run, so a schema may become neither narrower (stored events no
 * longer fit) nor wider (old readers refuse new ones).
 */
export function breakingChanges(old: JsonObject, next: JsonObject, path = ''): string[] {
  const at = path === '' ? '/' : path;
  if (!same(old['type'], next['type'])) return [`${at} type changed`];
  return [
    ...fields(old, next, path),
    ...values(old['enum'], next['enum'], at),
    ...(isObject(old['items']) && isObject(next['items'])
      ? breakingChanges(old['items'], next['items'], `${path}/[]`)
      : unless(same(old['items'], next['items']), `${at} items changed`)),
    ...['anyOf', 'oneOf'].flatMap((key) => choices(old[key], next[key], path, key)),
    ...rules(old, next, at),
  ];
}

function fields(old: JsonObject, next: JsonObject, path: string): string[] {
  const before = isObject(old['properties']) ? old['properties'] : {};
  const after = isObject(next['properties']) ? next['properties'] : {};
  const wasRequired = names(old['required']);
  const isRequired = names(next['required']);
  const known = Object.entries(before).flatMap(([key, schema]) => {
    const here = `${path}/${key}`;
    const now = after[key];
    if (!isObject(schema) || !isObject(now)) return [`${here} removed`];
    return [
      ...unless(wasRequired.has(key) || !isRequired.has(key), `${here} newly required`),
      ...unless(!wasRequired.has(key) || isRequired.has(key), `${here} no longer required`),
      ...breakingChanges(schema, now, here),
    ];
  });
  const added = Object.keys(after).filter((key) => !(key in before) && isRequired.has(key));
  return [...known, ...added.map((key) => `${path}/${key} newly required`)];
}

function values(old: Json | undefined, next: Json | undefined, at: string): string[] {
  if (!Array.isArray(old) || !Array.isArray(next)) return unless(same(old, next), `${at} enum changed`);
  return [
    ...old.filter((value) => !next.includes(value)).map((value) => `${at} enum lost ${JSON.stringify(value)}`),
    ...next.filter((value) => !old.includes(value)).map((value) => `${at} enum gained ${JSON.stringify(value)}`),
  ];
}

function choices(old: Json | undefined, next: Json | undefined, path: string, key: string): string[] {
  if (!Array.isArray(old) || !Array.isArray(next)) return unless(same(old, next), `${path}/${key} changed`);
  if (old.length !== next.length) return [`${path}/${key} changed from ${old.length} to ${next.length} choices`];
  return old.flatMap((one: Json, index) => {
    const other = next[index] as Json;
    return isObject(one) && isObject(other) ? breakingChanges(one, other, `${path}/${key}[${index}]`) : [];
  });
}

function rules(old: JsonObject, next: JsonObject, at: string): string[] {
  const keys = new Set([...Object.keys(old), ...Object.keys(next)]);
  return [...keys]
    .filter((key) => !ANNOTATIONS.has(key) && !STRUCTURE.has(key) && !same(old[key], next[key]))
    .map((key) => `${at} ${key} changed`);
}

function unless(holds: boolean, text: string): string[] {
  return holds ? [] : [text];
}

function names(value: Json | undefined): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? (value as string[]) : []);
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
