import { isPlainDate, plainDate } from '@thongsuot/contracts';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  compare,
  dateOf,
  dayExists,
  daysBetween,
  endOfMonth,
  formatVi,
  instantOf,
  minuteOfDay,
  parseVi,
  plainDateOf,
  startOfMonth,
  weekday,
} from './plain-date';

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays(plainDate('1980-01-01'), days));

describe('plain date arithmetic', () => {
  it('crosses months, leap days and years', () => {
    expect(addDays(plainDate('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(plainDate('2022-02-28'), 1)).toBe('2022-03-01');
    expect(addDays(plainDate('2022-01-01'), -1)).toBe('2021-12-31');
    expect(daysBetween(plainDate('2021-12-15'), plainDate('2022-03-14'))).toBe(89);
    expect(startOfMonth(plainDate('2024-02-29'))).toBe('2024-02-01');
    expect(endOfMonth(plainDate('2024-02-03'))).toBe('2024-02-29');
    expect(endOfMonth(plainDate('2023-12-31'))).toBe('2023-12-31');
    expect(addMonths(plainDate('2024-01-31'), -1)).toBe('2023-12-01');
    expect(compare(plainDate('2024-01-31'), plainDate('2024-02-01'))).toBe(-1);
    expect(() => addDays(plainDate('2024-01-31'), 0.5)).toThrow(RangeError);
    expect(() => plainDateOf(2022, 2, 29)).toThrow('2022-02-29');
    expect(dayExists(2000, 2, 29)).toBe(true);
    expect(dayExists(1900, 2, 29)).toBe(false);
  });

  it('knows the day of the week: 11/9/2022 was a Sunday', () => {
    expect(weekday(plainDate('2022-09-11'))).toBe(7);
    expect(weekday(plainDate('2024-01-30'))).toBe(2);
    expect(weekday(plainDate('1969-12-31'))).toBe(3);
  });

  it('reads and writes dd/mm/yyyy and nothing else', () => {
    expect(formatVi(plainDate('2022-03-05'))).toBe('05/03/2022');
    expect(parseVi('5/3/2022')).toEqual({ ok: true, date: '2022-03-05' });
    expect(parseVi('29/02/2022')).toEqual({ ok: false, reason: 'impossible-date' });
    for (const text of ['5595007', '2022-03-05', '05/03/22', ' 05/03/2022', '5/3/2022x', '']) {
      expect(parseVi(text)).toEqual({ ok: false, reason: 'not-a-date' });
    }
  });

  it('places instants on the Vietnamese day, whatever zone the process runs in', () => {
    expect(dateOf('2022-03-14T16:59:59.999Z')).toBe('2022-03-14');
    expect(dateOf('2022-03-14T17:00:00Z')).toBe('2022-03-15');
    expect(minuteOfDay('2022-03-14T08:00:00Z')).toBe(900);
    expect(instantOf(plainDate('2022-03-15')).toISOString()).toBe('2022-03-14T17:00:00.000Z');
    expect(() => dateOf('never')).toThrow(RangeError);
  });
});

describe('plain date properties', () => {
  it('adding and taking away days come back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, n) => {
        const moved = addDays(day, n);
        expect(isPlainDate(moved)).toBe(true);
        expect(addDays(moved, -n)).toBe(day);
        expect(daysBetween(day, moved)).toBe(n);
        expect(compare(day, moved)).toBe(Math.sign(-n) + 0);
      }),
    );
  });

  it('formatting and parsing come back', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(parseVi(formatVi(day))).toEqual({ ok: true, date: day });
      }),
    );
  });

  it('a month starts on its first day, and the day after its last is the next month', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(startOfMonth(day) <= day && day <= endOfMonth(day)).toBe(true);
        expect(addDays(endOfMonth(day), 1)).toBe(addMonths(day, 1));
      }),
    );
  });

  it('weekdays follow one another', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(weekday(addDays(day, 1))).toBe((weekday(day) % 7) + 1);
      }),
    );
  });

  it('agrees with the time zone database on the day of an instant', () => {
    const zone = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1976-01-01T00:00:00Z'), max: new Date('2099-01-01T00:00:00Z'), noInvalidDate: true }),
        (instant) => {
          expect(dateOf(instant)).toBe(zone.format(instant));
          expect(dateOf(instantOf(dateOf(instant), minuteOfDay(instant)))).toBe(dateOf(instant));
        },
      ),
    );
  });
});
