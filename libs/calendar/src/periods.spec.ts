import { plainDate } from '@thongsuot/contracts';
import fc from 'fast-check';
import { calendarYear, halfMonthOf, halfMonthRange, halfMonthsOf, nextHalfMonth, previousHalfMonth } from './half-months';
import { PeriodError, findWindow, freePeriod, monthWindow, parsePeriod, reportedPeriods } from './periods';
import { addDays, daysBetween } from './plain-date';

const anyYear = fc.integer({ min: 2020, max: 2100 });
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(plainDate('2000-01-01'), days));
const codeOf = (text: string): string => {
  try {
    return parsePeriod(text).code;
  } catch (error) {
    return error instanceof PeriodError ? error.code : 'another error';
  }
};

describe('parsePeriod', () => {
  it.each([
    ['2024-Q1', '2023-12-15', '2024-03-14'],
    ['2024-Q2', '2024-03-15', '2024-06-14'],
    ['2024-Q3', '2024-06-15', '2024-09-14'],
    ['2024-Y', '2023-12-15', '2024-12-14'],
    ['2024-T01', '2023-12-15', '2024-01-14'],
    ['2024-T03', '2024-02-15', '2024-03-14'],
    ['2024-H1', '2023-12-15', '2024-06-14'],
    ['2024-N9', '2023-12-15', '2024-09-14'],
    ['2024-M02', '2024-02-01', '2024-02-29'],
    ['2024-C1', '2024-01-01', '2024-03-31'],
    ['2024-C4', '2024-10-01', '2024-12-31'],
    ['2024-CY', '2024-01-01', '2024-12-31'],
    ['2024-01-05..2024-02-10', '2024-01-05', '2024-02-10'],
  ])('%s is %s to %s', (code, from, to) => {
    expect(parsePeriod(code)).toEqual({ code, from, to });
  });

  it('answers 2024-Q4 as a period that is not reported', () => {
    expect(codeOf('2024-Q4')).toBe('period-not-reported');
    expect(() => parsePeriod('2024-Q4')).toThrow('Không có báo cáo riêng cho kỳ này');
    expect(findWindow(2024, 'Q4')).toMatchObject({ from: '2024-09-15', to: '2024-12-14' });
  });

  it('tells what it cannot read, reversed ends, and years without a rule', () => {
    for (const text of [
      '',
      '2024',
      '2024-Q5',
      '2024-M13',
      '2024-T00',
      '2024-q1',
      '24-Q1',
      '0000-Q1',
      '2024-Q1 ',
      '2024-02-30..2024-03-01',
    ]) {
      expect(codeOf(text)).toBe('period-unreadable');
    }
    expect(codeOf('2024-02-10..2024-01-05')).toBe('period-reversed');
    expect(codeOf('2018-Q1')).toBe('period-without-rule');
    expect(codeOf('2019-Q1')).toBe('2019-Q1');
  });

  it('names the legal basis of a window', () => {
    expect(findWindow(2024, 'Y')?.rule.legalBasis).toBe('Nghị định 09/2019/NĐ-CP, Điều 12');
    expect(findWindow(2024, 'X')).toBeUndefined();
  });
});

describe('half-months', () => {
  it('run from the 1st to the 14th and from the 15th to the end', () => {
    expect(halfMonthOf(plainDate('2024-01-14'))).toBe('2024-01a');
    expect(halfMonthOf(plainDate('2024-01-15'))).toBe('2024-01b');
    expect(halfMonthRange(halfMonthOf(plainDate('2024-02-20')))).toEqual({ from: '2024-02-15', to: '2024-02-29' });
  });

  it('make up the first quarter of 2024, from 2023-12b to 2024-03a', () => {
    expect(halfMonthsOf(parsePeriod('2024-Q1'))).toEqual({
      halves: ['2023-12b', '2024-01a', '2024-01b', '2024-02a', '2024-02b', '2024-03a'],
      remainder: [],
    });
  });

  it('leave over the days of a free window that cut them', () => {
    expect(halfMonthsOf(freePeriod('2024-01-05', '2024-02-20'))).toEqual({
      halves: ['2024-01b', '2024-02a'],
      remainder: [
        { from: '2024-01-05', to: '2024-01-14' },
        { from: '2024-02-15', to: '2024-02-20' },
      ],
    });
    expect(halfMonthsOf(freePeriod('2024-01-05', '2024-01-06'))).toEqual({
      halves: [],
      remainder: [{ from: '2024-01-05', to: '2024-01-06' }],
    });
  });
});

describe('period properties', () => {
  const tiles = (year: number, keys: string[]): void => {
    const windows = keys.map((key) => findWindow(year, key)!);
    windows.slice(1).forEach((window, index) => {
      expect(window.from).toBe(addDays(windows[index]!.to, 1));
    });
    expect({ from: windows[0]!.from, to: windows.at(-1)!.to }).toEqual({
      from: findWindow(year, 'Y')!.from,
      to: findWindow(year, 'Y')!.to,
    });
  };
  const monthKeys = Array.from({ length: 12 }, (_, index) => `T${String(index + 1).padStart(2, '0')}`);

  it('quarters and months tile the reporting year, and years follow one another', () => {
    fc.assert(
      fc.property(anyYear, (year) => {
        tiles(year, ['Q1', 'Q2', 'Q3', 'Q4']);
        tiles(year, monthKeys);
        expect(findWindow(year + 1, 'Y')!.from).toBe(addDays(findWindow(year, 'Y')!.to, 1));
        expect(reportedPeriods(year).map((period) => period.code.slice(5))).toEqual(['Q1', 'Q2', 'Q3', 'Y']);
        expect(monthWindow(year, 1).from).toBe(findWindow(year, 'Q1')!.from);
      }),
    );
  });

  it('every reporting window and calendar period is a union of half-months', () => {
    const keys = ['Q1', 'Q2', 'Q3', 'Y', 'H1', 'N9', 'C1', 'C2', 'C3', 'C4', 'CY', 'M01', 'M02', 'M12', ...monthKeys];
    fc.assert(
      fc.property(anyYear, fc.constantFrom(...keys), (year, key) => {
        expect(halfMonthsOf(parsePeriod(`${year}-${key}`)).remainder).toEqual([]);
      }),
    );
    expect(halfMonthsOf(calendarYear(2024)).halves).toHaveLength(24);
  });

  it('half-months and the days left over partition any window', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 800 }), (from, length) => {
        const window = { from, to: addDays(from, length) };
        const { halves, remainder } = halfMonthsOf(window);
        const parts = [...halves.map(halfMonthRange), ...remainder].sort((a, b) => (a.from < b.from ? -1 : 1));
        expect(parts[0]!.from).toBe(window.from);
        expect(parts.at(-1)!.to).toBe(window.to);
        parts.slice(1).forEach((part, index) => {
          expect(part.from).toBe(addDays(parts[index]!.to, 1));
        });
        expect(parts.reduce((days, part) => days + daysBetween(part.from, part.to) + 1, 0)).toBe(length + 1);
      }),
    );
  });

  it('a day lies in its half-month, whose neighbours touch it', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const half = halfMonthOf(day);
        const range = halfMonthRange(half);
        expect(range.from <= day && day <= range.to).toBe(true);
        expect(previousHalfMonth(nextHalfMonth(half))).toBe(half);
        expect(halfMonthRange(nextHalfMonth(half)).from).toBe(addDays(range.to, 1));
        expect(half < nextHalfMonth(half)).toBe(true);
      }),
    );
  });

  it('a period comes back from its code', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 800 }), (from, length) => {
        const period = freePeriod(from, addDays(from, length));
        expect(parsePeriod(period.code)).toEqual(period);
      }),
    );
  });
});
