import fc from 'fast-check';
import { plainDate } from '@thongsuot/contracts';
import { addDays, formatVi } from '../plain-date';
import { Deadline } from './deadline';
import { isBlocked } from './finding';
import { parseDeadlines, type ParsedDeadlines } from './parse-deadlines';

const read = (time: string, planYear = 2022): ParsedDeadlines => parseDeadlines(time, { planYear });
const codes = (parsed: ParsedDeadlines): string[] => parsed.findings.map((finding) => finding.code);

describe('days', () => {
  it.each([
    ['Trước ngày 15/3/2022', 'before', '2022-03-15', '2022-03-14'],
    ['Hoàn thành trước 15/3/2022', 'before', '2022-03-15', '2022-03-14'],
    ['Trước ngày 01/3/2022', 'before', '2022-03-01', '2022-02-28'],
    ['Chậm nhất ngày 15 tháng 3 năm 2022', 'by', '2022-03-15', '2022-03-15'],
    ['Chậm nhất là ngày 15-3-2022', 'by', '2022-03-15', '2022-03-15'],
    ['Đến hết ngày 15.3.2022', 'by', '2022-03-15', '2022-03-15'],
    ['Ngày 15/3/2022', 'on', '2022-03-15', '2022-03-15'],
    ['trước ngày\n15 / 3 /\n2022.', 'before', '2022-03-15', '2022-03-14'],
  ])('%s', (time, mode, date, dueOn) => {
    expect(read(time)).toEqual({ deadlines: [{ kind: 'fixed', raw: time, mode, date, dueOn }], findings: [], confidence: 1 });
  });

  it('says so where it takes the year of the plan', () => {
    expect(read('Trước 15/3')).toMatchObject({ deadlines: [{ date: '2022-03-15' }], confidence: 0.9 });
    expect(codes(read('Trước 15/3'))).toEqual(['year-assumed']);
    expect(codes(read('Quý II'))).toEqual(['year-assumed']);
    expect(codes(read('Trước ngày 15/3/2021'))).toEqual(['year-differs-from-plan']);
    expect(codes(read('Trước ngày 12/01/2023'))).toEqual([]);
  });

  it.each(['Trước ngày 31/4/2022', 'Ngày 0/3/2022', 'Trong tháng 13/2022'])('%s: no such day, no date', (time) => {
    expect(read(time)).toMatchObject({ deadlines: [], findings: [{ code: 'impossible-date', severity: 'blocking' }] });
  });

  it.each([
    'Trước ngày l5/3/2022',
    'Trước ngày 1 5/3/2022',
    'Trước ngày 15/3/22',
    'Trước ngày 15/3/20222',
    'Trước ngày 15/3/2022 hoặc 16/3/2022',
    'Trước ngày 15/3/1022',
  ])('%s: unreadable, no date', (time) => {
    expect(read(time)).toMatchObject({
      deadlines: [],
      findings: [{ code: 'unreadable-date', severity: 'blocking' }],
      confidence: 0,
    });
  });

  it.each([
    'Quý l năm 2022',
    'Trong tháng 5/2O22',
    'Quý V năm 2022',
    'Sớm nhất có thể',
    'Sau khi có văn bản, chậm nhất 5 ngày',
    '–',
  ])('%s: not understood, nothing guessed', (time) => {
    expect(read(time)).toMatchObject({ deadlines: [], findings: [{ code: 'unreadable-time', severity: 'blocking' }] });
  });

  it('tells a missing time from an unreadable one', () => {
    expect(codes(read(' \n '))).toEqual(['missing-time']);
  });

  it('flags a day of rest, of the week or of the calendar it is given', () => {
    expect(codes(read('Trước ngày 11/9/2022'))).toEqual(['date-on-rest-day']);
    expect(codes(read('Ngày 02/9/2022'))).toEqual([]);
    expect(codes(parseDeadlines('Ngày 02/9/2022', { planYear: 2022, isWorkingDay: () => false }))).toEqual(['date-on-rest-day']);
  });
});

describe('other wordings of such plans', () => {
  it.each([
    ['Từ ngày 01/3/2022 đến hết ngày 31/3/2022', { kind: 'continuous', from: '2022-03-01', to: '2022-03-31' }],
    ['Thường xuyên, liên tục', { kind: 'continuous', from: '2022-01-01', to: '2022-12-31' }],
    ['Trong năm 2022', { kind: 'year', year: 2022 }],
    ['Quý 2/2022', { kind: 'quarter', quarter: '2022-Q2' }],
    ['Theo Kế hoạch số 12/KH-UBND của huyện', { kind: 'per-plan', reference: 'Kế hoạch số 12/KH-UBND của huyện' }],
    ['Đột xuất', { kind: 'on-request' }],
    ['Khi có yêu cầu của cấp trên', { kind: 'on-request' }],
    [
      'Trong vòng 05 ngày làm việc kể từ khi nhận được văn bản của UBND tỉnh',
      { kind: 'event', trigger: 'nhận được văn bản của UBND tỉnh', triggerSource: 'directive', workingDays: 5 },
    ],
    [
      'Ngay sau khi có kết quả kiểm tra, chậm nhất 3 ngày làm việc',
      { kind: 'event', trigger: 'có kết quả kiểm tra', triggerSource: 'other', workingDays: 3 },
    ],
  ])('%s', (time, deadline) => {
    expect(read(time)).toEqual({ deadlines: [{ raw: time, ...deadline }], findings: [], confidence: 1 });
  });

  it('reads a rhythm as its occurrences', () => {
    const periods = (time: string): unknown =>
      read(time).deadlines.map((deadline) => deadline.kind === 'recurring' && deadline.occurrences.map((one) => one.period));
    expect(periods('Hằng quý')).toEqual([['2022-Q1', '2022-Q2', '2022-Q3', '2022-Q4']]);
    expect(periods('Định kỳ hàng tháng')).toEqual([expect.arrayContaining(['2022-M01', '2022-M12'])]);
    expect(periods('6 tháng đầu năm và năm 2022')).toEqual([['2022-H1', '2022-Y']]);
    expect(periods('Quý I, quý II, quý III, năm 2022')).toEqual([['2022-Q1', '2022-Q2', '2022-Q3', '2022-Y']]);
    expect(periods('Quý IV năm 2021, quý I năm 2022')).toEqual([['2021-Q4', '2022-Q1']]);
  });

  it('adds a deadline on request to a regular one', () => {
    const kinds = (time: string): string[] => read(time).deadlines.map((deadline) => deadline.kind);
    expect(kinds('Trước ngày 15/3/2022 hoặc đột xuất')).toEqual(['fixed', 'on-request']);
    expect(kinds('Thường xuyên; khi có yêu cầu của cấp trên')).toEqual(['continuous', 'on-request']);
    expect(kinds('Hằng quý và đột xuất')).toEqual(['recurring', 'on-request']);
    expect(kinds('Trước ngày 31/6/2022 hoặc đột xuất')).toEqual([]);
  });

  it('withholds the whole list where one step cannot be read', () => {
    const parsed = read('Quý I năm 2022 (trước ngày 15/3/2022); Quý II năm 2022 (trước ngày 31/6/2022)');
    expect(parsed.deadlines).toEqual([]);
    expect(parsed.findings).toMatchObject([{ code: 'impossible-date', at: 'occurrences/1/steps/0' }]);
  });
});

describe('scanned wordings', () => {
  it.each([
    ['Thuờng xuyên trong nam 2022', 'continuous'],
    ['Thường xuyén', 'continuous'],
    ['Trước ngay 10/02/2022', 'fixed'],
    ['Theo ke hoach', 'per-plan'],
    ['Khi có \nkiến nghị, phản ánh của cá nhân, to chuc, doanh nghiệp trong giảl quyết TTHC', 'event'],
    ['Triển khai sau khi c6 văn bản của UBND tỉnh', 'event'],
    ['Thuong xuyen', 'continuous'],
  ])('%s is read with a finding and less confidence', (time, kind) => {
    const parsed = read(time);
    expect(parsed.deadlines.map((deadline) => deadline.kind)).toEqual([kind]);
    expect(codes(parsed)).toEqual(['damaged-wording']);
    expect(parsed.confidence).toBe(0.7);
  });

  it('never turns a damaged date into a date', () => {
    for (const time of ['Truớc ngày 5595007', 'Truoc ngay 29/02/2022', 'Trước ngày 1O/02/2022', 'Truớc ngày 4/l/2022']) {
      expect(read(time).deadlines).toEqual([]);
      expect(isBlocked(read(time).findings)).toBe(true);
    }
  });

  it('does not take a right word in a trigger for a damaged keyword', () => {
    expect(codes(read('Sau khi nhận được ý kiến của Sở Nội vụ tỉnh Quảng Nam'))).toEqual([]);
  });
});

describe('parser properties', () => {
  const piece = fc.constantFrom(
    ...[
      'trước',
      'ngày',
      'quý',
      'I',
      'IV',
      'năm',
      '2022',
      '15/3/2022',
      '31/6/2022',
      'tháng',
      '13',
      ',',
      ';',
      '(',
      ')',
      'hoặc',
      'đột xuất',
    ],
    ...[
      'khi có',
      'văn bản',
      '5 ngày làm việc',
      'thường xuyên',
      'theo kế hoạch',
      'chậm nhất',
      'từ',
      'đến',
      'c6',
      '\n',
      '29/02/2022',
    ],
  );
  const anyText = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
    fc.string({ unit: 'grapheme' }),
  );

  it('gives valid deadlines or a blocking finding for any text, never neither', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = read(text);
        for (const deadline of parsed.deadlines) expect(Deadline.safeParse(deadline)).toMatchObject({ success: true });
        expect(parsed.deadlines.length === 0).toBe(isBlocked(parsed.findings));
        expect(parsed.confidence > 0).toBe(parsed.deadlines.length > 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads back every day it can be told, to the day before with "trước"', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), (offset) => {
        const date = addDays(plainDate('2022-01-01'), offset);
        const time = `Trước ngày ${formatVi(date)}`;
        expect(read(time).deadlines).toEqual([{ kind: 'fixed', raw: time, mode: 'before', date, dueOn: addDays(date, -1) }]);
      }),
    );
  });
});
