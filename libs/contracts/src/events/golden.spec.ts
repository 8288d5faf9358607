import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_EVENT_BYTES } from './envelope';
import { EVENTS, parseEvent } from './table';

const GOLDEN = join(__dirname, '../../golden');
const types = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const samples = types.flatMap((type) => readdirSync(join(GOLDEN, type)).map((file) => [type, file] as const));

/** `text` as an object with an unknown field added to each object in it, as a newer writer might. */
function grown(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, addedLater: 1 } : value,
  );
}

describe('golden events', () => {
  it('there is one of every event version, and none of an unknown one', () => {
    expect(types.sort()).toEqual(EVENTS.map(({ type }) => type).sort());
  });

  it('were never edited', () => {
    const lines = samples.map(([type, file]) => {
      const hash = createHash('sha256').update(readFileSync(join(GOLDEN, type, file)));
      return `${hash.digest('hex')}  ${type}/${file}`;
    });
    const listed = readFileSync(join(GOLDEN, 'SHA256SUMS'), 'utf8').trim().split('\n');
    expect(lines.sort()).toEqual(listed.sort());
  });

  it.each(samples)('%s %s is read as written, by reader and writer, now and from a newer writer', (type, file) => {
    const text = readFileSync(join(GOLDEN, type, file));
    const event = EVENTS.find((one) => one.type === type)!;
    const value: unknown = JSON.parse(text.toString());
    expect(event.writer.parse(value)).toEqual(value);
    expect(event.writer.safeParse(grown(text.toString())).success).toBe(false);
    expect(parseEvent(event, grown(text.toString()))).toEqual(value);
    expect(parseEvent(type, text).event.name).toBe(event.name);
    expect(text.byteLength).toBeLessThan(MAX_EVENT_BYTES);
  });
});
