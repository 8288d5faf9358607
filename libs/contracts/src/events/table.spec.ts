import { TOPICS } from '../topics';
import { eventSchema, type Json } from '../generate/event-schema';
import { EVENTS } from './table';

/** Every property name in a JSON Schema, with its path. */
function properties(schema: Json, path = ''): string[] {
  if (Array.isArray(schema)) return schema.flatMap((part: Json) => properties(part, path));
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, part]) =>
    key === 'properties' && typeof part === 'object' && part !== null
      ? Object.entries(part).flatMap(([name, inner]: [string, Json]) => [
          `${path}/${name}`,
          ...properties(inner, `${path}/${name}`),
        ])
      : properties(part, path),
  );
}

describe('the table of events', () => {
  it('names each type once and gives it to a service with a topic', () => {
    expect(new Set(EVENTS.map(({ type }) => type)).size).toBe(EVENTS.length);
    for (const { service } of EVENTS) expect(TOPICS).toHaveProperty([service]);
    expect(new Set(EVENTS.map(({ service }) => service))).toEqual(new Set(Object.keys(TOPICS)));
  });

  it.each(EVENTS.map((event) => [event.type, event] as const))(
    '%s has no place for personal data of a citizen',
    (_type, event) => {
      const found = properties(eventSchema(event, 'draft-2020-12'));
      expect(found.length).toBeGreaterThan(2);
      expect(
        found.filter((name) => /phone|email|address(?!ee)|applicant|citizen|sender|respondent|content|tracking|cccd/i.test(name)),
      ).toEqual([]);
      // Names are those of areas and agencies only.
      const named = found.filter((name) => /\/\w*name$/i.test(name));
      expect(named.filter(() => !['area.changed', 'unit.changed'].includes(event.name))).toEqual([]);
    },
  );

  it.each(EVENTS.map((event) => [event.type, event] as const))('%s describes every field', (_type, event) => {
    const text = JSON.stringify(eventSchema(event, 'draft-2020-12'));
    const schema = JSON.parse(text) as Json;
    expect(undescribed(schema)).toEqual([]);
  });

  it('a survey answer names neither dossier nor invitation', () => {
    const answered = EVENTS.find(({ name }) => name === 'survey.answered')!;
    expect(properties(eventSchema(answered, 'draft-2020-12')).filter((name) => /dossier|invitation/i.test(name))).toEqual([]);
  });
});

function undescribed(schema: Json, path = ''): string[] {
  if (Array.isArray(schema)) return schema.flatMap((part: Json) => undescribed(part, path));
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, part]) => {
    if (key !== 'properties' || typeof part !== 'object' || part === null) return undescribed(part, path);
    return Object.entries(part).flatMap(([name, inner]: [string, Json]) => [
      ...(JSON.stringify(inner).includes('"description"') ? [] : [`${path}/${name}`]),
      ...undescribed(inner, `${path}/${name}`),
    ]);
  });
}
