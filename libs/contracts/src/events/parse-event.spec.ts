import { z } from 'zod';
import { defineEvent } from './define-event';
import { InvalidEventError, UnknownEventTypeError } from './event-errors';
import { eventParser, upcaster } from './parse-event';

const common = { name: 'person.born', service: 'directory', subject: 'id', doc: { vi: '', en: '' } } as const;
const Born1 = defineEvent({ ...common, version: 1, data: z.strictObject({ day: z.string() }) });
const Born2 = defineEvent({ ...common, version: 2, data: z.strictObject({ days: z.array(z.string()) }) });
const Born3 = defineEvent({ ...common, version: 3, data: z.strictObject({ days: z.array(z.string()), count: z.number() }) });
const steps = [
  upcaster(Born1, Born2, ({ day }) => ({ days: [day] })),
  upcaster(Born2, Born3, ({ days }) => ({ days, count: days.length })),
];
const parse = eventParser([Born1, Born2, Born3], steps);

describe('parseEvent', () => {
  it('lifts an old message to the newest version, step by step', () => {
    expect(parse(Born1.type, Buffer.from('{"day":"x","later":1}'))).toEqual({ event: Born3, data: { days: ['x'], count: 1 } });
    expect(parse(Born3.type, '{"days":[],"count":0}')).toEqual({ event: Born3, data: { days: [], count: 0 } });
  });

  it('reads exactly the version of a definition', () => {
    expect(parse(Born1, { day: 'x' })).toEqual({ day: 'x' });
  });

  it('names path and rule of what is wrong, never the value', () => {
    const failure = (): unknown => parse(Born2, { days: ['a', 12345] });
    expect(failure).toThrow(InvalidEventError);
    expect(failure).toThrow('/days/1 invalid_type');
    expect(failure).not.toThrow('12345');
    expect(() => parse(Born2, 'half a {')).toThrow('/ not-json');
    expect(() => parse('vn.thongsuot.person.died.v1', '{}')).toThrow(UnknownEventTypeError);
  });

  it('a version without a way up does not start', () => {
    expect(() => eventParser([Born1, Born2], [])).toThrow('no upcaster');
    expect(() => upcaster(Born1, Born3, () => ({ days: [], count: 0 }))).toThrow('one version at a time');
  });
});
