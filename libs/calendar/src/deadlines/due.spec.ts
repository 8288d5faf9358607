import { plainDate } from '@thongsuot/contracts';
import { vietnamCalendar } from '../working-days';
import type { Deadline } from './deadline';
import { DeadlineStep, FixedDeadline } from './deadline';
import { deadlineState, dueDates, latestDueOn } from './due';
import { parseDeadlines } from './parse-deadlines';

const calendar = vietnamCalendar();
const one = (time: string, planYear = 2022): Deadline => parseDeadlines(time, { planYear }).deadlines[0]!;
const on = (text: string): ReturnType<typeof plainDate> => plainDate(text);

const BEFORE_10_FEB = one('Trước ngày 10/02/2022');
const REPORTS = one('Quý I năm 2022 (gửi Phòng Nội vụ trước ngày 15/3/2022; Hệ thống báo cáo trước ngày 16/3/2022); Năm 2022');
const WITHIN_5_DAYS = one('Trong vòng 5 ngày làm việc kể từ khi nhận được văn bản của UBND tỉnh');

describe('due days', () => {
  it('end the day before a date that is written with "trước"', () => {
    expect(dueDates(BEFORE_10_FEB)).toEqual([{ dueOn: '2022-02-09' }]);
  });

  it('end with the calendar month, quarter or year that is named', () => {
    expect(dueDates(one('Tháng 02/2024'))).toEqual([{ startsOn: '2024-02-01', dueOn: '2024-02-29' }]);
    expect(dueDates(one('Quý III năm 2022'))).toEqual([{ startsOn: '2022-07-01', dueOn: '2022-09-30' }]);
    expect(dueDates(one('Năm 2022'))).toEqual([{ startsOn: '2022-01-01', dueOn: '2022-12-31' }]);
    expect(dueDates(one('6 tháng đầu năm và năm 2022')).map((due) => due.dueOn)).toEqual(['2022-06-30', '2022-12-31']);
    expect(dueDates(one('Hằng tháng')).map((due) => due.dueOn)).toEqual(expect.arrayContaining(['2022-02-28', '2022-12-31']));
  });

  it('give each step of each occurrence, earliest first', () => {
    expect(dueDates(REPORTS)).toEqual([
      { dueOn: '2022-03-14', period: '2022-Q1', step: 0, name: 'gửi Phòng Nội vụ', recipient: 'Phòng Nội vụ' },
      { dueOn: '2022-03-15', period: '2022-Q1', step: 1, name: 'Hệ thống báo cáo', recipient: 'Hệ thống báo cáo' },
      { dueOn: '2022-12-31', startsOn: '2022-01-01', period: '2022-Y' },
    ]);
    expect(latestDueOn(REPORTS)).toBe('2022-12-31');
  });

  it('of an event come from its trigger and the working days allowed', () => {
    expect(dueDates(WITHIN_5_DAYS)).toEqual([]);
    // Tết lies between: 28/1 is the one working day left, then 7/2 to 10/2.
    expect(latestDueOn(WITHIN_5_DAYS, { triggeredOn: on('2022-01-27'), calendar })).toBe('2022-02-10');
    expect(dueDates(one('Sau khi có văn bản của UBND tỉnh'), { triggeredOn: on('2022-01-27'), calendar })).toEqual([]);
  });

  it('are none for continuous work, other plans and requests', () => {
    for (const time of ['Thường xuyên', 'Theo kế hoạch', 'Đột xuất']) expect(dueDates(one(time))).toEqual([]);
    expect(latestDueOn(one('Thường xuyên'))).toBe('2022-12-31');
    expect(latestDueOn(one('Đột xuất'))).toBeUndefined();
  });
});

describe('state of a deadline', () => {
  const state = (deadline: Deadline, day: string, options = {}): string =>
    deadlineState(deadline, on(day), calendar, options).state;

  it('counts working days: 28/01/2022 is three of them before 09/02/2022, with Tết between', () => {
    expect(deadlineState(BEFORE_10_FEB, on('2022-01-27'), calendar)).toEqual({
      state: 'running',
      due: { dueOn: '2022-02-09' },
      workingDaysLeft: 4,
    });
    expect(deadlineState(BEFORE_10_FEB, on('2022-01-28'), calendar)).toMatchObject({ state: 'due-soon', workingDaysLeft: 3 });
    expect(deadlineState(BEFORE_10_FEB, on('2022-02-09'), calendar)).toMatchObject({ state: 'due-soon', workingDaysLeft: 0 });
    expect(deadlineState(BEFORE_10_FEB, on('2022-02-10'), calendar)).toMatchObject({ state: 'overdue', workingDaysLeft: -1 });
    expect(state(BEFORE_10_FEB, '2022-01-20', { soonWorkingDays: 10 })).toBe('due-soon');
  });

  it('follows the next due day that is not met', () => {
    expect(state(REPORTS, '2022-03-15')).toBe('overdue');
    expect(state(REPORTS, '2022-03-15', { met: 1 })).toBe('due-soon');
    expect(state(REPORTS, '2022-03-20', { met: 2 })).toBe('running');
    expect(state(REPORTS, '2022-03-20', { met: 3 })).toBe('met');
  });

  it('knows periods ahead, work without a day, and work that has run out', () => {
    expect(state(one('Tháng 5/2022'), '2022-04-01')).toBe('not-started');
    expect(state(one('Tháng 5/2022'), '2022-05-04')).toBe('running');
    expect(state(one('Thường xuyên'), '2021-12-31')).toBe('not-started');
    expect(state(one('Thường xuyên'), '2022-12-31')).toBe('running');
    expect(state(one('Thường xuyên'), '2023-01-01')).toBe('ended');
    expect(state(one('Đột xuất'), '2022-05-04')).toBe('waiting');
    expect(state(WITHIN_5_DAYS, '2022-05-04')).toBe('waiting');
    expect(state(WITHIN_5_DAYS, '2022-01-27', { triggeredOn: on('2022-01-27') })).toBe('running');
    expect(state(one('Khi có phản ánh của người dân'), '2022-05-05', { triggeredOn: on('2022-05-04') })).toBe('running');
  });
});

describe('deadline schema', () => {
  it('refuses a due day that does not follow from mode and date', () => {
    const fixed = { kind: 'fixed', raw: 'x', mode: 'before', date: '2022-03-15' };
    expect(FixedDeadline.safeParse({ ...fixed, dueOn: '2022-03-14' }).success).toBe(true);
    expect(FixedDeadline.safeParse({ ...fixed, dueOn: '2022-03-15' }).success).toBe(false);
    expect(DeadlineStep.safeParse({ mode: 'by', date: '2022-03-15', dueOn: '2022-03-14' }).success).toBe(false);
  });
});
