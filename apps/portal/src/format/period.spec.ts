import { periodAt, periodName, periodsUpTo } from './period';

describe('periodAt', () => {
  it.each([
    ['2024-03-16', '2024-Q1'],
    ['2022-03-16', '2022-Q1'],
    ['2024-02-10', '2024-Q1'],
    ['2024-04-20', '2024-Q2'],
    ['2024-11-01', '2024-Y'],
    ['2024-12-20', '2024-Y'],
    ['2025-01-10', '2025-Q1'],
  ])('on %s a unit works on %s', (day, period) => {
    expect(periodAt(day)).toBe(period);
  });
});

describe('periodsUpTo', () => {
  it('offers what has begun, newest first, and never a fourth reporting quarter', () => {
    const codes = periodsUpTo('2024-03-16').map(({ code }) => code);
    expect(codes.slice(0, 4)).toEqual(['2024-Q2', '2024-Q1', '2024-CY', '2024-C1']);
    expect(codes).toContain('2022-Q1');
    expect(codes.filter((code) => code.endsWith('Q4'))).toEqual([]);
  });
});

describe('periodName', () => {
  it('keeps reporting and calendar periods apart', () => {
    expect(periodName('2024-Q1', 'vi')).toBe('Quý I/2024');
    expect(periodName('2024-C4', 'vi')).toBe('Quý IV/2024 (theo lịch)');
    expect(periodName('2024-M01', 'vi')).toBe('Tháng 01/2024');
    expect(periodName('2024-Y', 'en')).toBe('Year 2024');
  });
});
