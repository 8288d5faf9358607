import { AreaCode, AreaVersionId, ProcedureCode, UnitRef } from './ids';
import { PeriodCode } from './period';
import { isPlainDate, PlainDate, plainDate } from './plain-date';

describe('plain dates', () => {
  it.each(['2024-02-29', '2000-02-29', '2024-12-31', '2023-02-28', '2024-04-30'])('%s exists', (text) => {
    expect(isPlainDate(text)).toBe(true);
    expect(plainDate(text)).toBe(text);
  });

  it.each([
    '2022-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '2024-01-00',
    '2024-1-1',
    '24-01-01',
    '5595007',
    '',
  ])('%s does not', (text) => {
    expect(PlainDate.safeParse(text).success).toBe(false);
  });

  it('carries no time of day', () => {
    expect(isPlainDate('2024-03-14T00:00:00Z')).toBe(false);
    expect(isPlainDate('2024-03-14\n')).toBe(false);
  });
});

describe('codes', () => {
  it('keep their leading zeros and are text', () => {
    expect(AreaCode.parse('01')).toBe('01');
    for (const wrong of ['1', '1234', '193600', ' 45']) expect(AreaCode.safeParse(wrong).success).toBe(false);
  });

  it('tell two owners of one code apart', () => {
    expect(AreaVersionId.parse('19360.open')).not.toBe(AreaVersionId.parse('19360.2025-07-01'));
    expect(AreaVersionId.safeParse('19360').success).toBe(false);
  });

  it('name a committee or an agency in its area', () => {
    for (const good of ['19360', '45/so-tu-phap']) expect(UnitRef.safeParse(good).success).toBe(true);
    for (const wrong of ['45/', '45/Sở Tư pháp', '/so-tu-phap']) expect(UnitRef.safeParse(wrong).success).toBe(false);
  });

  it('take a procedure with or without its entity', () => {
    for (const good of ['1.000656', '2.000815.000.00.00.H50']) expect(ProcedureCode.safeParse(good).success).toBe(true);
    for (const wrong of ['4.000656', '1.656', '1.000656.H50']) expect(ProcedureCode.safeParse(wrong).success).toBe(false);
  });

  it('know no report for the fourth quarter', () => {
    for (const good of ['2024-Q3', '2024-Y', '2024-M12', '2024-C4', '2024-CY'])
      expect(PeriodCode.safeParse(good).success).toBe(true);
    for (const wrong of ['2024-Q4', '2024-M13', '2024-C5', '2024']) expect(PeriodCode.safeParse(wrong).success).toBe(false);
  });
});
