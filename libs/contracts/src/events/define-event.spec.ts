import { z } from 'zod';
import { defineEvent } from './define-event';

const Sample = defineEvent({
  name: 'sample.made',
  version: 2,
  service: 'directory',
  subject: 'sample id',
  doc: { vi: 'Mẫu', en: 'Sample' },
  data: z.strictObject({
    id: z.string().min(2),
    inner: z.strictObject({ list: z.array(z.strictObject({ a: z.number() })).max(2) }).nullable(),
    kind: z.discriminatedUnion('k', [
      z.strictObject({ k: z.literal('x') }),
      z.strictObject({ k: z.literal('y'), n: z.number() }),
    ]),
    note: z.strictObject({ b: z.string() }).optional(),
  }),
});
const good = { id: 'ab', inner: { list: [{ a: 1 }] }, kind: { k: 'y', n: 3 } };

describe('defineEvent', () => {
  it('names type and schema by name and version', () => {
    expect(Sample.type).toBe('vn.thongsuot.sample.made.v2');
    expect(Sample.dataschema).toBe('https://thongsuot.vn/schemas/events/vn.thongsuot.sample.made.v2.json');
  });

  const unknownSomewhere = [
    { ...good, extra: 1 },
    { ...good, inner: { list: [{ a: 1, extra: 1 }] } },
    { ...good, kind: { k: 'y', n: 3, extra: 1 } },
    { ...good, note: { b: '', extra: 1 } },
  ];
  it.each(unknownSomewhere)('writer refuses an unknown field, reader drops it (%#)', (data) => {
    expect(Sample.writer.safeParse(data).success).toBe(false);
    const read = Sample.reader.parse(data);
    expect(JSON.stringify(read)).not.toContain('extra');
    expect(Sample.writer.safeParse(read).success).toBe(true);
  });

  it('reader keeps every other rule', () => {
    expect(Sample.reader.safeParse({ ...good, id: 'a' }).success).toBe(false);
    expect(Sample.reader.safeParse({ ...good, inner: { list: [{ a: 1 }, { a: 1 }, { a: 1 }] } }).success).toBe(false);
    expect(Sample.reader.safeParse({ ...good, kind: { k: 'z' } }).success).toBe(false);
  });

  it('refuses a kind that is not the same in JSON', () => {
    const definition = { name: 'a.b', version: 1, service: 'directory', subject: 'x', doc: { vi: '', en: '' } } as const;
    expect(() => defineEvent({ ...definition, data: z.strictObject({ at: z.date() }) })).toThrow('may not carry a date');
    expect(() => defineEvent({ ...definition, name: 'Wrong', data: z.strictObject({}) })).toThrow('<noun>.<verb>');
  });
});
