import { Deadline } from './deadline';
import { isBlocked } from './finding';
import { parseDeadlines, type ParsedDeadlines } from './parse-deadlines';

/** Wordings of the two plans the system was built on, each with what it must be read as. */
interface GoldenReading {
  readonly tasks: readonly string[];
  readonly time: string;
  readonly title?: string;
  readonly deadlines: readonly Record<string, unknown>[];
  readonly findings: readonly [code: string, severity: string, at?: string][];
}

interface GoldenPlan {
  readonly name: string;
  readonly year: number;
  readonly taskCount: number;
  readonly readings: readonly GoldenReading[];
}

const step = (name: string, recipient: string, date: string, dueOn: string): Record<string, unknown> => ({
  name,
  recipient,
  mode: 'before',
  date,
  dueOn,
});

const FROM_THE_PROVINCE = 'có văn bản của UBND tỉnh';

const WARD_2_2024: GoldenPlan = {
  name: 'Phường 2, thị xã Quảng Trị, 105/KH-UBND',
  year: 2024,
  taskCount: 26,
  readings: [
    { tasks: ['I.1', 'IV.1'], time: 'Tháng 01/2024', deadlines: [{ kind: 'month', month: '2024-01' }], findings: [] },
    {
      tasks: [
        ...['I.2', 'II.1', 'II.2', 'III.4', 'IV.2', 'IV.3', 'IV.4', 'IV.5', 'IV.6', 'IV.7'],
        ...['VI.1', 'VI.2', 'VI.3', 'VII.1', 'VII.2', 'VII.3', 'VIII.1'],
      ],
      time: 'Thường xuyên',
      deadlines: [{ kind: 'continuous', from: '2024-01-01', to: '2024-12-31' }],
      findings: [],
    },
    {
      tasks: ['III.1', 'III.2', 'III.3', 'IX.1'],
      time: 'Theo kế hoạch',
      deadlines: [{ kind: 'per-plan', reference: 'kế hoạch' }],
      findings: [],
    },
    { tasks: ['V.1'], time: 'Quý III năm 2024', deadlines: [{ kind: 'quarter', quarter: '2024-Q3' }], findings: [] },
    {
      tasks: ['X.1'],
      time: 'Quý I, Quý II, Quý III và năm 2024',
      title: 'Tổng hợp, báo cáo kết quả KSTTHC định kỳ hoặc đột xuất',
      deadlines: [
        {
          kind: 'recurring',
          occurrences: ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Y'].map((period) => ({ period, steps: [] })),
        },
        { kind: 'on-request', raw: 'định kỳ hoặc đột xuất' },
      ],
      findings: [],
    },
    {
      tasks: ['X.2'],
      time: 'Quý I, Quý IV năm 2024 hoặc đột xuất',
      title: 'Tự đánh giá, xếp loại cải cách hành chính, bình xét thi đua đối với công chức liên quan',
      deadlines: [
        { kind: 'recurring', occurrences: ['2024-Q1', '2024-Q4'].map((period) => ({ period, steps: [] })) },
        { kind: 'on-request' },
      ],
      findings: [['doubtful-quarters', 'warning']],
    },
  ],
};

const KON_RAY_2022: GoldenPlan = {
  name: 'Huyện Kon Rẫy 2022',
  year: 2022,
  taskCount: 20,
  readings: [
    {
      tasks: ['I.1', 'I.2', 'IV.1', 'IV.2', 'V.1', 'V.2'],
      time: 'Thường xuyên trong năm 2022',
      deadlines: [{ kind: 'continuous', from: '2022-01-01', to: '2022-12-31' }],
      findings: [],
    },
    {
      tasks: ['II.1'],
      time: 'Trước ngày 10/02/2022',
      deadlines: [{ kind: 'fixed', mode: 'before', date: '2022-02-10', dueOn: '2022-02-09' }],
      findings: [],
    },
    { tasks: ['II.2'], time: 'Trước ngày 29/02/2022', deadlines: [], findings: [['impossible-date', 'blocking']] },
    { tasks: ['II.3'], time: 'Trước ngày 5595007', deadlines: [], findings: [['unreadable-date', 'blocking']] },
    { tasks: ['III.1'], time: 'Trong tháng 5/2022', deadlines: [{ kind: 'month', month: '2022-05' }], findings: [] },
    { tasks: ['III.2'], time: 'Trong tháng 9/2022', deadlines: [{ kind: 'month', month: '2022-09' }], findings: [] },
    {
      tasks: ['III.3'],
      time: 'Khi có kiến nghị, phản ánh của cá nhân, tổ chức, doanh nghiệp trong giải quyết TTHC',
      deadlines: [
        {
          kind: 'event',
          trigger: 'có kiến nghị, phản ánh của cá nhân, tổ chức, doanh nghiệp trong giải quyết TTHC',
          triggerSource: 'feedback',
        },
      ],
      findings: [],
    },
    {
      tasks: ['VI.1'],
      time: `Quý I năm 2022 (gửi Phòng Nội vụ trước ngày 15/3/2022; Hệ thống báo cáo trước ngày 16/3/2022)
Quý II năm 2022 (gửi Phòng Nội vụ trước ngày 15/6/2022; Hệ thống báo cáo trước ngày 16/6/2022)
Quý III năm 2022 (gửi UBND huyện trước ngày 11/9/2022; Hệ thống báo cáo trước ngày 16/9/2022)
Năm 2022 (Hệ thống báo cáo trước ngày 16/12/2022)`,
      deadlines: [
        {
          kind: 'recurring',
          occurrences: [
            {
              period: '2022-Q1',
              steps: [
                step('gửi Phòng Nội vụ', 'Phòng Nội vụ', '2022-03-15', '2022-03-14'),
                step('Hệ thống báo cáo', 'Hệ thống báo cáo', '2022-03-16', '2022-03-15'),
              ],
            },
            {
              period: '2022-Q2',
              steps: [
                step('gửi Phòng Nội vụ', 'Phòng Nội vụ', '2022-06-15', '2022-06-14'),
                step('Hệ thống báo cáo', 'Hệ thống báo cáo', '2022-06-16', '2022-06-15'),
              ],
            },
            {
              period: '2022-Q3',
              steps: [
                step('gửi UBND huyện', 'UBND huyện', '2022-09-11', '2022-09-10'),
                step('Hệ thống báo cáo', 'Hệ thống báo cáo', '2022-09-16', '2022-09-15'),
              ],
            },
            { period: '2022-Y', steps: [step('Hệ thống báo cáo', 'Hệ thống báo cáo', '2022-12-16', '2022-12-15')] },
          ],
        },
      ],
      findings: [
        ['no-day-after-cutoff', 'warning', 'occurrences/0/steps/0'],
        ['no-day-after-cutoff', 'warning', 'occurrences/1/steps/0'],
        ['date-on-rest-day', 'warning', 'occurrences/2/steps/0'],
        ['step-before-cutoff', 'warning', 'occurrences/2/steps/0'],
        ['recipient-differs', 'warning', 'occurrences/2/steps/0'],
        ['missing-internal-step', 'warning', 'occurrences/3'],
      ],
    },
    {
      tasks: ['VII.1', 'VII.2', 'VII.3', 'VII.4'],
      time: 'Triển khai sau khi có văn bản của UBND tỉnh',
      deadlines: [{ kind: 'event', trigger: FROM_THE_PROVINCE, triggerSource: 'directive' }],
      findings: [],
    },
    { tasks: ['VII.5'], time: 'Trong tháng 05/2022', deadlines: [{ kind: 'month', month: '2022-05' }], findings: [] },
    { tasks: ['VII.6'], time: 'Trong tháng 06/2022', deadlines: [{ kind: 'month', month: '2022-06' }], findings: [] },
    {
      tasks: ['VII.7'],
      time: 'Sau khi có văn bản chỉ đạo triển khai của UBND tỉnh',
      deadlines: [{ kind: 'event', trigger: 'có văn bản chỉ đạo triển khai của UBND tỉnh', triggerSource: 'directive' }],
      findings: [],
    },
  ],
};

describe.each([WARD_2_2024, KON_RAY_2022])('$name', ({ year, taskCount, readings }) => {
  it('has a reading for every task of the plan', () => {
    const tasks = readings.flatMap((reading) => reading.tasks);
    expect(new Set(tasks).size).toBe(taskCount);
    expect(tasks).toHaveLength(taskCount);
  });

  it.each(readings)('$tasks: $time', ({ time, title, deadlines, findings }) => {
    const parsed = parseDeadlines(time, { planYear: year, ...(title === undefined ? {} : { taskTitle: title }) });
    expect(parsed.deadlines).toEqual(deadlines.map((deadline) => ({ raw: time, ...deadline })));
    expect(parsed.findings.map(({ code, severity, at }) => [code, severity, ...(at === undefined ? [] : [at])])).toEqual(
      findings,
    );
    parsed.deadlines.forEach((deadline) => {
      expect(Deadline.parse(deadline)).toEqual(deadline);
    });
    expect(parsed.confidence === 0).toBe(isBlocked(parsed.findings));
  });

  it.each(readings)('$tasks read the same without line breaks, with others, and with decomposed letters', ({ time, title }) => {
    const context = { planYear: year, ...(title === undefined ? {} : { taskTitle: title }) };
    const plain = parseDeadlines(time, context);
    const strip = (parsed: ParsedDeadlines): unknown => ({
      ...parsed,
      deadlines: parsed.deadlines.map((deadline) => ({ ...deadline, raw: '' })),
    });
    const variants = [
      time.replaceAll('\n', ''),
      time.replaceAll(' ', ' \n '),
      time.replaceAll(' ', '\u00a0'),
      time.normalize('NFD'),
      ` ${time}.\n`,
      time.toUpperCase(),
    ];
    for (const variant of variants.slice(0, 5)) expect(strip(parseDeadlines(variant, context))).toEqual(strip(plain));
    const kinds = (parsed: ParsedDeadlines): string[] => parsed.deadlines.map((deadline) => deadline.kind);
    expect(kinds(parseDeadlines(variants[5]!, context))).toEqual(kinds(plain));
  });
});
