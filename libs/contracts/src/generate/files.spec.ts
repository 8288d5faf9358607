import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENTS } from '../events/table';
import { PROBLEMS } from '../problem-table';
import { breakingChanges } from './breaking-changes';
import { eventSchemaFile, type JsonObject } from './event-schema';
import { generatedFiles, schemaPath } from './files';

const ROOT = join(__dirname, '../../../..');
const generated = generatedFiles();

describe('committed files', () => {
  it.each(EVENTS.map((event) => [event.type, event] as const))('%s grew by optional fields only', (type, event) => {
    const committed = JSON.parse(readFileSync(join(ROOT, schemaPath(type)), 'utf8')) as JsonObject;
    expect(breakingChanges(committed, eventSchemaFile(event))).toEqual([]);
  });

  it.each([...generated.keys()])('%s is what the code says (run the script `generate` otherwise)', (path) => {
    const file = join(ROOT, path);
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(generated.get(path));
  });

  it('none is left over from a removed code or event', () => {
    const pages = readdirSync(join(ROOT, 'docs/errors')).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(
      Object.keys(PROBLEMS)
        .map((code) => `${code}.md`)
        .sort(),
    );
    const schemas = readdirSync(join(ROOT, 'libs/contracts/generated/events'));
    expect(schemas.sort()).toEqual(EVENTS.map(({ type }) => `${type}.json`).sort());
  });
});
