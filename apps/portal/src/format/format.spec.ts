import { addDays, daysBetween, endOfWeek, formatCount, formatDay, formatInstant, formatShare } from './format';

describe('days and instants', () => {
  it('writes a plain date as dd/mm/yyyy without passing through a time zone', () => {
    expect(formatDay('2024-03-14')).toBe('14/03/2024');
  });

  it('reads an instant in Việt Nam, where the day has begun seven hours earlier', () => {
    expect(formatInstant('2024-03-14T18:05:09Z')).toBe('01:05 15/03/2024');
    expect(formatInstant('2024-03-14T18:05:09Z', true)).toBe('01:05:09 15/03/2024');
  });

  it('counts days over a leap day', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2022-02-28', '2022-03-01')).toBe(1);
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  });

  it('ends the week on Sunday, that Sunday included', () => {
    expect(endOfWeek('2024-03-11')).toBe('2024-03-17');
    expect(endOfWeek('2024-03-17')).toBe('2024-03-17');
  });
});

describe('numbers', () => {
  it('groups thousands as each language does', () => {
    expect(formatCount(12345, 'vi')).toBe('12.345');
    expect(formatCount(12345, 'en')).toBe('12,345');
  });

  it('shows a withheld number as neither 0 nor blank', () => {
    expect(formatCount(null, 'vi')).toBe('–');
    expect(formatCount(0, 'vi')).toBe('0');
  });

  it('never rounds a share up to all, nor down to none', () => {
    expect(formatShare(1999, 2000, 'vi')).toBe('99,9 %');
    expect(formatShare(1, 100_000, 'vi')).toBe('0,1 %');
    expect(formatShare(2000, 2000, 'vi')).toBe('100 %');
    expect(formatShare(0, 2000, 'vi')).toBe('0 %');
  });

  it('has no share of nothing', () => {
    expect(formatShare(0, 0, 'vi')).toBe('–');
  });
});
