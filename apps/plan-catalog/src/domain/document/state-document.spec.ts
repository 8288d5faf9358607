import { vietnamCalendar } from '@thongsuot/calendar';
import type { DifficultyView, PlanView } from '@thongsuot/contracts';
import type { Cell, TableRow } from '@thongsuot/documents/description';
import { day, lineOf, sampleView } from '../../../test/sample-views';
import { countStates, stateDocument } from './state-document';
import { occurrenceWords, stateTable, stateWords, workingDaysLate, type PlanOnDay } from './state-table';

const calendar = vietnamCalendar();
let plan: PlanView;
beforeAll(async () => {
  plan = await sampleView('phuong-2-2024');
});

const difficulty = (ref: string, over: Partial<DifficultyView> = {}): DifficultyView => ({
  ...{ id: '018d0000-0000-7000-8000-000000009001', taskId: lineOf(plan, ref).id, ref, area: plan.area },
  raisedTo: { code: '462', name: 'Thị xã Quảng Trị', areaVersion: '462.open' },
  ...{ text: 'Máy quét hỏng', raisedOn: day('2024-02-20'), raisedBy: 'officer', state: 'open' },
  ...{ resolution: null, resolvedOn: null, resolvedBy: null, ...over },
});
const standing = (over: Partial<PlanOnDay>): PlanOnDay => ({ plan, items: [], difficulties: [], on: day('2024-03-01'), ...over });
const rowOf = (rows: readonly TableRow[], title: string): readonly Cell[] => {
  const row = rows.find((one) => one.kind === 'cells' && JSON.stringify(one.cells[1]).includes(title));
  if (row?.kind !== 'cells') throw new Error(`no row "${title}"`);
  return row.cells;
};

describe('lateness counts working days', () => {
  it.each([
    // 31/01/2024 was a Wednesday; 8–14/02 was the lunar new year's holiday.
    ['not yet due', '2024-01-31', '2024-01-31', 0],
    ['a day after', '2024-01-31', '2024-02-01', 1],
    ['over a weekend', '2024-02-02', '2024-02-05', 1],
    ['over the new year', '2024-02-07', '2024-02-15', 1],
  ])('%s', (_what, due, on, late) => {
    expect(workingDaysLate(lineOf(plan, 'I.1', { dueOn: day(due) }), day(on), calendar)).toBe(late);
  });

  it('what is done late stays as late as it was, what was done in time is not late', () => {
    const done = (doneOn: string): number =>
      workingDaysLate(
        lineOf(plan, 'I.1', { status: 'completed', dueOn: day('2024-01-31'), completedOn: day(doneOn) }),
        day('2024-12-01'),
        calendar,
      );
    expect([done('2024-01-30'), done('2024-02-05')]).toEqual([0, 3]);
  });

  it('of several steps the worst counts', () => {
    const steps = [
      { name: null, recipient: 'Phòng Nội vụ', dueOn: day('2024-02-01'), doneOn: day('2024-02-05') },
      { name: null, recipient: 'Hệ thống báo cáo', dueOn: day('2024-02-05'), doneOn: null },
    ];
    expect(workingDaysLate(lineOf(plan, 'I.1', { steps }), day('2024-02-06'), calendar)).toBe(2);
  });
});

it.each([
  ['2024-Q3', null, 'Quý III năm 2024'],
  ['2024-M05', null, 'Tháng 5 năm 2024'],
  ['2024-H1', null, '6 tháng đầu năm 2024'],
  ['2024-Y', null, 'Năm 2024'],
  ['once', null, null],
  ['continuous', null, null],
  ['018d', '2024-03-05', 'Lần phát sinh ngày 05/03/2024'],
])('the line %s is called %s %s', (occurrence, triggeredOn, words) => {
  expect(occurrenceWords({ occurrence, triggeredOn: triggeredOn === null ? null : day(triggeredOn) })).toBe(words);
});

it('a waiting line says what it waits for', () => {
  const words = (kind: string): string => stateWords({ status: 'waiting', late: false, occurrence: 'trigger', kind });
  expect(['event', 'on-request', 'per-plan', 'month'].map(words)).toEqual([
    'Chờ sự kiện',
    'Chờ yêu cầu',
    'Chờ kế hoạch',
    'Chưa đến thời gian thực hiện',
  ]);
});

describe('the table of a day', () => {
  it('tells state, days, lateness, progress, evidence and difficulties of that day, not of later ones', () => {
    const evidence = ['2024-02-01T02:00:00Z', '2024-04-01T02:00:00Z'].map((at) => ({
      kind: 'note',
      reference: 'x',
      by: 'y',
      at,
      file: null,
    }));
    const { rows } = stateTable(
      standing({
        items: [
          lineOf(plan, 'I.1', {
            status: 'overdue',
            dueOn: day('2024-01-31'),
            evidence,
            progress: { done: 1, of: 2, percent: 50 },
          }),
        ],
        difficulties: [
          difficulty('I.1', { state: 'resolved', resolvedOn: day('2024-05-01'), resolution: 'Đã mua' }),
          difficulty('I.1', { text: 'Nêu sau', raisedOn: day('2024-03-02') }),
        ],
      }),
      calendar,
    );
    expect(rowOf(rows, 'Xây dựng')).toEqual([
      '1',
      { lines: [plan.sections[0]!.tasks[0]!.title] },
      { lines: ['Công chức Văn phòng – Thống kê'] },
      { lines: ['Quá hạn, chưa hoàn thành'], bold: true },
      { date: '2024-01-31' },
      null,
      17,
      50,
      1,
      { lines: ['Máy quét hỏng'] },
    ]);
  });

  it('lists each time of a recurring task under its one number, each recipient with its day', () => {
    const step = (recipient: string, dueOn: string): object => ({ name: null, recipient, dueOn: day(dueOn), doneOn: null });
    const steps = [step('Phòng Nội vụ', '2024-03-14'), step('Hệ thống báo cáo', '2024-03-15')] as never;
    const items = ['2024-Q1', '2024-Q2'].map((occurrence) => lineOf(plan, 'X.1', { occurrence, kind: 'recurring', steps }));
    const { rows } = stateTable(standing({ items }), calendar);
    expect(rows.map((row) => (row.kind === 'section' ? row.number : row.cells[0]))).toEqual(['X', '1', '']);
    expect(rowOf(rows, 'Quý II năm 2024')[1]).toEqual({ lines: ['Quý II năm 2024'] });
    expect(rowOf(rows, 'Quý II năm 2024')[4]).toEqual({ lines: ['Phòng Nội vụ: 14/03/2024', 'Hệ thống báo cáo: 15/03/2024'] });
  });
});

describe('the report of a day', () => {
  it('counts the lines by state and names what is overdue and what is difficult', () => {
    const items = [
      lineOf(plan, 'I.1', { status: 'overdue', dueOn: day('2024-01-31') }),
      lineOf(plan, 'I.2', { status: 'open' }),
      lineOf(plan, 'II.1', { status: 'completed', late: true, dueOn: day('2024-02-01'), completedOn: day('2024-02-05') }),
      lineOf(plan, 'II.2', { status: 'cancelled' }),
    ];
    const given = standing({ items, difficulties: [difficulty('VIII.1')] });
    expect(countStates(given)).toEqual({
      ...{ tasks: 26, lines: 3, completed: 1, completedLate: 1, open: 1, overdue: 1, waiting: 0, withheld: 0 },
    });
    const document = stateDocument(given, calendar);
    expect(document).toMatchObject({ type: 'BC', draft: true, head: { number: null, symbol: 'BC-UBND', date: '2024-03-01' } });
    const texts = document.parts.map((part) => ('text' in part ? part.text : ''));
    expect(texts).toEqual([
      'I. Tình hình chung',
      expect.stringContaining(
        'có 26 nhiệm vụ với 3 lần thực hiện: 1 đã hoàn thành (trong đó 1 hoàn thành quá hạn), 1 đang thực hiện, 1 quá hạn',
      ),
      'II. Nhiệm vụ quá hạn',
      expect.stringMatching(
        /^Mục I\.1\. .*, hạn 31\/01\/2024, chậm 17 ngày làm việc; chủ trì: Công chức Văn phòng – Thống kê\.$/u,
      ),
      'III. Khó khăn, vướng mắc',
      'Mục VIII.1: Máy quét hỏng (báo cáo Thị xã Quảng Trị, chưa được tháo gỡ).',
    ]);
  });

  it('says so where nothing is overdue or difficult', () => {
    const texts = stateDocument(standing({}), calendar).parts.map((part) => ('text' in part ? part.text : ''));
    expect(texts).toEqual(expect.arrayContaining(['Không có nhiệm vụ quá hạn.', 'Không có khó khăn, vướng mắc được báo cáo.']));
  });
});
