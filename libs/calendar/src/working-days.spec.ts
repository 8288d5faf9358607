import { type PlainDate, plainDate } from '@thongsuot/contracts';
import fc from 'fast-check';
import { Lunar } from 'lunar-javascript';
import { type CalendarDay, holidayData } from './calendar-data';
import { addDays, weekday } from './plain-date';
import { vietnamCalendar } from './working-days';

const calendar = vietnamCalendar();
const data = holidayData();
const day = plainDate;
const YEARS = [2022, 2023, 2024, 2025, 2026, 2027];
const of = (year: number, occasion: string, kind: CalendarDay['kind'] = 'holiday'): PlainDate[] =>
  data.days
    .filter((one) => one.date.startsWith(`${year}-`) && one.occasion === occasion && one.kind === kind)
    .map((one) => one.date);
const anyDay = fc.integer({ min: 0, max: 2190 }).map((days) => addDays(day('2022-01-01'), days));

describe('the shipped list of holidays', () => {
  it.each(YEARS)('%i holds what Article 112 of the Labour Code grants', (year) => {
    expect(of(year, 'newyear')).toEqual([`${year}-01-01`]);
    expect(of(year, 'tet')).toHaveLength(5);
    expect(of(year, 'hung')).toHaveLength(1);
    expect(of(year, 'victory')).toEqual([`${year}-04-30`]);
    expect(of(year, 'labour')).toEqual([`${year}-05-01`]);
    expect(of(year, 'national')).toContain(`${year}-09-02`);
    expect(of(year, 'national')).toHaveLength(2);
    expect([`${year}-09-01`, `${year}-09-03`]).toContain(of(year, 'national').find((date) => date !== `${year}-09-02`));
    expect(of(year, 'culture')).toEqual(year < 2026 ? [] : [`${year}-11-24`]);
  });

  it.each(YEARS)('%i agrees with an independent lunar calendar', (year) => {
    const solar = (month: number, dayOfMonth: number): string => Lunar.fromYmd(year, month, dayOfMonth).getSolar().toYmd();
    expect(of(year, 'tet')).toContain(solar(1, 1));
    expect(of(year, 'hung')).toEqual([solar(3, 10)]);
    const marked = data.days.filter((one) => one.date.startsWith(`${year}-`) && one.lunar !== undefined);
    expect(marked.map((one) => one.date)).toEqual([solar(1, 1), solar(3, 10)]);
  });

  it.each(YEARS)('%i: Tết is one run of days around the first of the lunar year', (year) => {
    const tet = of(year, 'tet');
    tet.slice(1).forEach((date, index) => {
      expect(date).toBe(addDays(tet[index]!, 1));
    });
  });

  it('names its days once, in order, inside the years it covers, with a known basis and occasion', () => {
    const dates = data.days.map((one) => one.date);
    expect(dates).toEqual([...new Set(dates)].sort());
    for (const one of data.days) {
      expect(data.coverage.from <= one.date && one.date <= data.coverage.to).toBe(true);
      expect(data.bases[one.basis]?.text).toMatch(/\S/);
      expect(data.occasions[one.occasion]?.vi).toMatch(/\S/);
    }
  });

  it('gives a working day in lieu of each holiday on a weekly day of rest, on the next day that was to be worked', () => {
    // Vietnamese Culture Day stands outside Article 112, so Article 111.3 does not move it; it fell on a weekday so far.
    const owed = data.days.filter((one) => one.kind === 'holiday' && weekday(one.date) > 5).map((one) => one.date);
    const given = data.days.filter((one) => one.kind === 'in-lieu');
    // Tết 2022, 2025 and 2026 were placed on weekdays, so every holiday on a weekend is owed one day.
    expect(given.map((one) => one.inLieuOf).sort()).toEqual(owed.sort());
    for (const one of given) {
      expect(weekday(one.date)).toBeLessThan(6);
      expect(one.inLieuOf! < one.date).toBe(true);
      for (let between = addDays(one.inLieuOf!, 1); between < one.date; between = addDays(between, 1)) {
        expect(calendar.isWorkingDay(between)).toBe(false);
      }
    }
  });

  it('pairs every swapped weekday with a day of rest that is worked', () => {
    const swapped = data.days.filter((one) => one.kind === 'swapped-off');
    expect(swapped.map((one) => [one.date, one.swappedWith])).toEqual([
      ['2024-04-29', '2024-05-04'],
      ['2025-05-02', '2025-04-26'],
      ['2026-01-02', '2026-01-10'],
      ['2026-08-31', '2026-08-22'],
    ]);
    for (const one of swapped) {
      expect(weekday(one.date)).toBeLessThan(6);
      expect(weekday(one.swappedWith!)).toBe(6);
      expect(calendar.findDay(one.swappedWith!)).toMatchObject({ kind: 'worked', swappedWith: one.date });
      expect(calendar.isWorkingDay(one.swappedWith!)).toBe(true);
    }
  });

  it.each([
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 250],
    [2026, 249],
  ])('%i has %i working days', (year, count) => {
    expect(calendar.workingDaysBetween(day(`${year - 1}-12-31`), day(`${year}-12-31`))).toBe(count);
  });

  it('says which days are not confirmed: all of 2027', () => {
    expect(data.days.filter((one) => !one.confirmed).every((one) => one.date.startsWith('2027-'))).toBe(true);
    expect(calendar.unconfirmedDays(day('2027-01-01'), day('2027-01-31')).map((one) => one.date)).toEqual(['2027-01-01']);
    expect(calendar.certaintyOf(day('2027-02-04'))).toBe('unconfirmed');
    expect(calendar.certaintyOf(day('2024-02-08'))).toBe('confirmed');
    expect(calendar.certaintyOf(day('2021-12-15'))).toBe('confirmed');
    expect(calendar.certaintyOf(day('2028-01-03'))).toBe('outside-coverage');
  });
});

describe('working days', () => {
  it('skip Tết 2022: 28/01 is followed by 07/02', () => {
    expect(calendar.nextWorkingDay(day('2022-01-28'))).toBe('2022-02-07');
    expect(calendar.previousWorkingDay(day('2022-02-07'))).toBe('2022-01-28');
    expect(calendar.addWorkingDays(day('2022-01-27'), 2)).toBe('2022-02-07');
    expect(calendar.addWorkingDays(day('2022-02-07'), -2)).toBe('2022-01-27');
    expect(calendar.addWorkingDays(day('2022-02-01'), 0)).toBe('2022-02-07');
    expect(calendar.workingDayOnOrBefore(day('2022-02-01'))).toBe('2022-01-28');
    expect(calendar.workingDaysBetween(day('2022-01-28'), day('2022-02-08'))).toBe(2);
    expect(() => calendar.addWorkingDays(day('2022-01-28'), 1.5)).toThrow(RangeError);
  });

  it('let a unit have days and hours of its own, which win over the national list', () => {
    const flooded: CalendarDay = {
      date: day('2024-03-05'),
      kind: 'swapped-off',
      occasion: 'Lũ lụt',
      basis: 'Thông báo của UBND phường',
      confirmed: true,
    };
    const hours = { validFrom: day('2024-01-01'), validTo: null, legalBasis: 'UBND phường', confirmed: true };
    const unit = vietnamCalendar({
      unitDays: [flooded],
      unitOfficeHours: [{ ...hours, sessions: [{ from: '07:00', to: '11:00' }] }],
    });
    expect(unit.isWorkingDay(day('2024-03-05'))).toBe(false);
    expect(calendar.isWorkingDay(day('2024-03-05'))).toBe(true);
    expect(unit.officeHoursOn(day('2024-03-06'))).toEqual([{ from: '07:00', to: '11:00' }]);
  });

  it('have office hours 7:30–11:30 and 13:30–17:00, days of rest have none', () => {
    expect(calendar.officeHoursOn(day('2024-03-05'))).toEqual([
      { from: '07:30', to: '11:30' },
      { from: '13:30', to: '17:00' },
    ]);
    expect(calendar.officeHoursOn(day('2024-02-10'))).toEqual([]);
    expect(calendar.isOfficeTime('2024-03-05T07:30:00+07:00')).toBe(true);
    expect(calendar.isOfficeTime('2024-03-05T11:30:00+07:00')).toBe(false);
    expect(calendar.isOfficeTime('2024-03-09T09:00:00+07:00')).toBe(false);
  });
});

describe('the day a dossier starts its way', () => {
  it.each([
    ['2024-03-05T15:00:00+07:00', '2024-03-05', '15:00 sharp is not after 15:00'],
    ['2024-03-05T15:00:01+07:00', '2024-03-06', 'after 15:00 on a Tuesday'],
    ['2024-03-08T16:00:00+07:00', '2024-03-11', 'after 15:00 on a Friday'],
    ['2024-03-09T09:00:00+07:00', '2024-03-11', 'online on a Saturday'],
    ['2024-05-04T09:00:00+07:00', '2024-05-04', 'a Saturday worked for 29/04'],
    ['2024-02-07T15:30:00+07:00', '2024-02-15', 'the afternoon before Tết'],
    ['2024-03-04T23:30:00Z', '2024-03-05', 'early in the morning, Vietnamese time'],
  ])('%s → %s: %s', (receivedAt, expected) => {
    expect(calendar.effectiveReceptionDay(receivedAt)).toBe(expected);
  });

  it('follows the rule in force that day', () => {
    expect(calendar.findReceptionRule(day('2024-03-05'))).toMatchObject({ version: 'nd61-2018', confirmed: true });
    expect(calendar.findReceptionRule(day('2025-07-01'))).toMatchObject({ version: 'nd118-2025', confirmed: false });
    expect(calendar.effectiveReceptionDay('2018-06-20T16:00:00+07:00')).toBe('2018-06-20');
    expect(() => calendar.effectiveReceptionDay('soon')).toThrow(RangeError);
  });
});

describe('working day properties', () => {
  it('adding and counting come back, both ways', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 300 }), (from, n) => {
        const to = calendar.addWorkingDays(from, n);
        expect(calendar.isWorkingDay(to)).toBe(true);
        expect(calendar.workingDaysBetween(from, to)).toBe(n);
        expect(calendar.workingDaysBetween(from, calendar.addWorkingDays(from, -n))).toBe(-n);
      }),
    );
  });

  it('from a working day, adding and taking away come back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -300, max: 300 }), (anywhere, n) => {
        const from = calendar.workingDayOnOrAfter(anywhere);
        expect(calendar.addWorkingDays(calendar.addWorkingDays(from, n), -n)).toBe(from);
      }),
    );
  });

  it('the next working day is later, worked, and nothing between is', () => {
    fc.assert(
      fc.property(anyDay, (from) => {
        const next = calendar.nextWorkingDay(from);
        expect(next > from).toBe(true);
        expect(calendar.workingDaysBetween(from, next)).toBe(1);
      }),
    );
  });

  it('reception never lies before the day received and always on a working day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 1439 }), (date, minute) => {
        const at = `${date}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00+07:00`;
        const start = calendar.effectiveReceptionDay(at);
        expect(start >= date).toBe(true);
        expect(calendar.isWorkingDay(start)).toBe(true);
      }),
    );
  });
});
