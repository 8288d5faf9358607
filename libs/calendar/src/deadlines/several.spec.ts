import fc from 'fast-check';
import { addDays, formatVi, plainDateOf } from '../plain-date';
import type { Deadline } from './deadline';
import { parseDeadlines } from './parse-deadlines';

const read = (raw: string): ReturnType<typeof parseDeadlines> => parseDeadlines(raw, { planYear: 2025, taskTitle: 'Rà soát' });
const short = (one: Deadline): string => {
  switch (one.kind) {
    case 'fixed':
      return one.dueOn;
    case 'month':
      return one.month;
    case 'continuous':
      return `${one.from}…${one.to}`;
    case 'recurring':
      return one.occurrences
        .map(({ period, steps }) => [period.slice(5), ...steps.map((step) => step.dueOn.slice(5))].join(' '))
        .join(', ');
    default:
      return one.kind;
  }
};

it.each([
  ['Trước ngày 15/6 và 15/12', ['2025-06-14', '2025-12-14']],
  ['15/3; 15/9', ['2025-03-15', '2025-09-15']],
  ['Chậm nhất ngày 05/3, 05/6, 05/9/2026', ['2026-03-05', '2026-06-05', '2026-09-05']],
  ['30/6/2025 và 30/11/2025', ['2025-06-30', '2025-11-30']],
  ['Tháng 3, tháng 9', ['2025-03', '2025-09']],
  ['Tháng 3 và 9 năm 2025', ['2025-03', '2025-09']],
  ['Tháng 4/2025\nTháng 10/2025', ['2025-04', '2025-10']],
  ['Từ tháng 3 đến tháng 10', ['2025-03-01…2025-10-31']],
  ['Quý I, II và III năm 2025', ['Q1, Q2, Q3']],
  ['6 tháng, năm', ['H1, Y']],
  ['- Quý I: trước 10/3\n- Quý II: trước 10/6.', ['Q1 03-09, Q2 06-09']],
  ['Hằng quý, trước ngày 15 của tháng cuối quý', ['Q1 03-14, Q2 06-14, Q3 09-14, Q4 12-14']],
  ['Thường xuyên; báo cáo trước ngày 15/11', ['2025-01-01…2025-12-31', '2025-11-14']],
  ['a) Tháng 3\nb) Khi có yêu cầu', ['2025-03', 'on-request']],
  ['Trước 15/6; khi có yêu cầu', ['2025-06-14', 'on-request']],
])('%j has all its deadlines', (raw, expected) => {
  const { deadlines, findings } = read(raw);
  expect(deadlines.map(short)).toEqual(expected);
  expect(findings.filter((one) => one.severity === 'blocking')).toEqual([]);
});

it.each([
  ['Hằng tháng, trước ngày 20', '2025-02-19'],
  ['Ngày 20 hằng tháng', '2025-02-20'],
  ['Hàng tháng (chậm nhất ngày 20)', '2025-02-20'],
])('%s falls due twelve times', (raw, february) => {
  const [deadline] = read(raw).deadlines;
  if (deadline?.kind !== 'recurring') throw new Error('a recurring deadline was expected');
  expect(deadline.occurrences.map((one) => one.period)).toEqual(
    Array.from({ length: 12 }, (_, index) => `2025-M${String(index + 1).padStart(2, '0')}`),
  );
  expect(deadline.occurrences[1]?.steps[0]?.dueOn).toBe(february);
});

it.each([
  ['a day that February has not', 'Hằng tháng, trước ngày 30', 'impossible-date'],
  ['one impossible day of two', 'Trước ngày 29/02 và 15/6', 'impossible-date'],
  ['a thirteenth month', 'Tháng 3, tháng 13', 'impossible-date'],
  ['months in the wrong order', 'Từ tháng 10 đến tháng 3', 'impossible-date'],
  ['a second line nobody understands', 'Tháng 3/2025\nXem ghi chú', 'unreadable-time'],
  ['a rhythm without a period of its own', 'Hằng tuần', 'unreadable-time'],
])('%s gives no deadline at all', (_what, raw, code) => {
  const { deadlines, findings, confidence } = read(raw);
  expect([deadlines, confidence]).toEqual([[], 0]);
  expect(findings.map((one) => one.code)).toContain(code);
});

it('days of a list are read as each alone would be', () => {
  const day = fc.integer({ min: 0, max: 364 }).map((offset) => addDays(plainDateOf(2025, 1, 1), offset));
  fc.assert(
    fc.property(
      fc.array(day, { minLength: 2, maxLength: 5 }),
      fc.constantFrom('Trước ngày', 'Chậm nhất ngày', 'Ngày'),
      (days, mode) => {
        const together = read(`${mode} ${days.map(formatVi).join(', ')}`).deadlines.map(short);
        expect(together).toEqual(days.map((one) => short(read(`${mode} ${formatVi(one)}`).deadlines[0]!)));
      },
    ),
  );
});
