import { readFileSync } from 'node:fs';
import { dataFile } from '@thongsuot/data';
import { importPlanFile } from '../../domain/import/import-plan';
import type { ImportRequest } from '../../domain/import/import-plan';
import type { ImportedPlan, ImportedTask } from '../../domain/import/imported-plan';
import { columnHeadings } from './column-headings';
import { readPlanFile } from './read-plan-file';

const importSample = async (name: string, request: ImportRequest = {}): Promise<ImportedPlan> =>
  importPlanFile(await readPlanFile(readFileSync(dataFile(`plans/${name}`)), name), columnHeadings(), request);
const tasksOf = ({ plan }: ImportedPlan): ImportedTask[] => plan.sections.flatMap((section) => section.tasks);
const task = (plan: ImportedPlan, ref: string): ImportedTask => tasksOf(plan).find((one) => one.ref === ref)!;
const golden = (plan: ImportedPlan): string[] =>
  plan.findings.map((one) => [one.at.ref ?? 'plan', one.code, one.severity, one.at.field].join(' '));

/** A deadline in one line, to compare a whole plan at a glance. */
const short = (one: ImportedTask): string =>
  one.deadlines
    .map((deadline) => {
      switch (deadline.kind) {
        case 'fixed':
          return `${deadline.mode} ${deadline.date}`;
        case 'month':
          return deadline.month;
        case 'quarter':
          return deadline.quarter;
        case 'continuous':
          return `${deadline.from}…${deadline.to}`;
        case 'event':
          return `event:${deadline.triggerSource}`;
        case 'recurring':
          return deadline.occurrences
            .map((occurrence) =>
              [occurrence.period, ...occurrence.steps.map((step) => `${step.recipient ?? ''}≤${step.dueOn}`)].join(' '),
            )
            .join('; ');
        default:
          return deadline.kind;
      }
    })
    .join(' + ');
const table = (plan: ImportedPlan): Record<string, string> =>
  Object.fromEntries(tasksOf(plan).map((one) => [one.ref, short(one)]));

const YEAR_2022 = '2022-01-01…2022-12-31';
const YEAR_2024 = '2024-01-01…2024-12-31';

const KON_RAY_TASK_FINDINGS = [
  'I.2 lead-coordinator-merged warning leads',
  'II.2 impossible-date blocking time',
  'II.3 lead-coordinator-merged warning leads',
  'II.3 unreadable-date blocking time',
  'II.3 depends-on-detected info title',
  'III.2 depends-on-detected info title',
  'IV.1 lead-coordinator-merged warning leads',
  'V.1 lead-coordinator-merged warning leads',
  'VI.1 no-day-after-cutoff warning time',
  'VI.1 no-day-after-cutoff warning time',
  'VI.1 date-on-rest-day warning time',
  'VI.1 step-before-cutoff warning time',
  'VI.1 recipient-differs warning time',
  'VI.1 missing-internal-step warning time',
  'VII.1 product-empty warning products',
  'VII.2 title-unreadable blocking title',
  'VII.6 depends-on-detected info title',
];

describe('Kon Rẫy 2022', () => {
  it('reports every fault of the document, and nothing else', async () => {
    const plan = await importSample('kon-ray-2022.docx');
    expect(golden(plan)).toEqual([
      'plan plan-number-missing warning number',
      'plan plan-date-missing warning issued',
      'plan appendix-number-blank warning appendix',
      'plan old-vocabulary info prose',
      ...KON_RAY_TASK_FINDINGS,
    ]);
  });

  it.each(['xlsx', 'json'])('reports the same about the tasks of the .%s', async (format) => {
    const plan = await importSample(`kon-ray-2022.${format}`);
    expect(golden(plan).filter((line) => !line.startsWith('plan '))).toEqual(KON_RAY_TASK_FINDINGS);
  });

  it('withholds exactly the three tasks that nobody can read, with no guessed date', async () => {
    const plan = await importSample('kon-ray-2022.docx');
    expect(
      tasksOf(plan)
        .filter((one) => one.withheld)
        .map((one) => one.ref),
    ).toEqual(['II.2', 'II.3', 'VII.2']);
    expect(task(plan, 'II.2')).toMatchObject({ deadlines: [], time: 'Trước ngày 29/02/2022', confidence: 0 });
    expect(task(plan, 'II.3')).toMatchObject({ deadlines: [], time: 'Trước ngày 5595007', confidence: 0 });
  });

  it('understands every deadline', async () => {
    expect(table(await importSample('kon-ray-2022.docx'))).toEqual({
      'I.1': YEAR_2022,
      'I.2': YEAR_2022,
      'II.1': 'before 2022-02-10',
      'II.2': '',
      'II.3': '',
      'III.1': '2022-05',
      'III.2': '2022-09',
      'III.3': 'event:feedback',
      'IV.1': YEAR_2022,
      'IV.2': YEAR_2022,
      'V.1': YEAR_2022,
      'V.2': YEAR_2022,
      'VI.1':
        '2022-Q1 Phòng Nội vụ≤2022-03-14 Hệ thống báo cáo≤2022-03-15; 2022-Q2 Phòng Nội vụ≤2022-06-14 Hệ thống báo cáo≤2022-06-15; ' +
        '2022-Q3 UBND huyện≤2022-09-10 Hệ thống báo cáo≤2022-09-15; 2022-Y Hệ thống báo cáo≤2022-12-15',
      'VII.1': 'event:directive',
      'VII.2': 'event:directive',
      'VII.3': 'event:directive',
      'VII.4': 'event:directive',
      'VII.5': '2022-05',
      'VII.6': '2022-06',
      'VII.7': 'event:directive',
    });
  });

  it('finds which tasks wait for which', async () => {
    const plan = await importSample('kon-ray-2022.xlsx');
    expect(tasksOf(plan).flatMap((one) => one.dependsOn.map((on) => `${one.ref} ← ${on}`))).toEqual([
      'II.3 ← II.2',
      'III.2 ← III.1',
      'VII.6 ← VII.1',
    ]);
  });
});

describe('Phường 2, 2024', () => {
  const taskFindings = [
    'I.1 month-nearly-over warning time',
    'III.4 depends-on-detected info title',
    'III.4 depends-on-detected info title',
    'III.4 depends-on-detected info title',
    'IV.1 month-nearly-over warning time',
    'X.2 doubtful-quarters warning time',
  ];

  it('reports the blank number of its appendix, the month nearly over at signing and the doubtful quarter', async () => {
    const plan = await importSample('phuong-2-2024.docx');
    expect(golden(plan)).toEqual(['plan appendix-number-blank warning appendix', ...taskFindings]);
    expect(plan.findings.some((one) => one.severity === 'blocking')).toBe(false);
  });

  it('reports the same about the tasks of the .json', async () => {
    expect(golden(await importSample('phuong-2-2024.json'))).toEqual(taskFindings);
  });

  it('understands every deadline', async () => {
    const continuous = [
      'I.2',
      'II.1',
      'II.2',
      'III.4',
      'IV.2',
      'IV.3',
      'IV.4',
      'IV.5',
      'IV.6',
      'IV.7',
      'VI.1',
      'VI.2',
      'VI.3',
      'VII.1',
      'VII.2',
      'VII.3',
      'VIII.1',
    ];
    expect(table(await importSample('phuong-2-2024.docx'))).toEqual({
      ...Object.fromEntries(continuous.map((ref) => [ref, YEAR_2024])),
      'I.1': '2024-01',
      'III.1': 'per-plan',
      'III.2': 'per-plan',
      'III.3': 'per-plan',
      'IV.1': '2024-01',
      'V.1': '2024-Q3',
      'IX.1': 'per-plan',
      'X.1': '2024-Q1; 2024-Q2; 2024-Q3; 2024-Y + on-request',
      'X.2': '2024-Q1; 2024-Q4 + on-request',
    });
  });
});

describe('what the request adds', () => {
  const province = { code: '62', name: 'Tỉnh Kon Tum', level: 'province' } as const;
  const konRay: ImportRequest = { issuerArea: { code: '614', name: 'Huyện Kon Rẫy', level: 'district', parents: [province] } };

  it('gives issuer and parent plan the codes that the text cannot know', async () => {
    const { plan } = await importSample('kon-ray-2022.docx', konRay);
    expect(plan.issuer).toEqual({ name: 'UBND huyện Kon Rẫy', area: '614', parents: ['62'] });
    expect(plan.follows).toMatchObject({ number: '231/KH-UBND', area: '62' });
  });

  it('a year that differs from the plan’s own is told', async () => {
    const plan = await importSample('kon-ray-2022.docx', { year: 2023 });
    expect(plan.plan.year).toBe(2023);
    expect(plan.findings).toContainEqual(expect.objectContaining({ code: 'plan-year-differs' }));
  });

  it('without any year every task is withheld rather than dated by guess', async () => {
    const file = await readPlanFile(Buffer.from('STT,Nội dung,Chủ trì,Thời gian\n1,Rà soát,VP,Tháng 5'), 'a.csv');
    const plan = importPlanFile(file, columnHeadings());
    expect(plan.plan.year).toBeNull();
    expect(tasksOf(plan)).toMatchObject([{ deadlines: [], withheld: true }]);
    expect(tasksOf(importPlanFile(file, columnHeadings(), { year: 2024 }))).toMatchObject([
      { deadlines: [{ month: '2024-05' }], withheld: false },
    ]);
  });
});

it('every message is in both languages and names the row and the field', async () => {
  const { findings } = await importSample('kon-ray-2022.xlsx');
  const late = findings.find((one) => one.code === 'impossible-date');
  expect(late?.message.vi).toMatch(/^Mục II\.2, dòng 12, thời gian thực hiện: .*29\/02\/2022/u);
  expect(late?.message.en).toMatch(/^Task II\.2, row 12, time: /u);
  for (const one of findings) {
    expect(one.message.vi).toMatch(/[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/iu);
    expect(one.message.en).not.toBe('');
  }
});

it('nobody leading, empty titles and the province’s words in a district’s plan are findings of their task alone', async () => {
  const rows = [
    'STT,Nội dung,Chủ trì,Thời gian',
    '1,Đánh giá trên địa bàn tỉnh,Văn phòng,Tháng 5/2024',
    '2,Rà soát,,Tháng 5/2024',
    '3,Kiểm tra,Văn phòng,',
  ];
  const file = await readPlanFile(Buffer.from(rows.join('\n')), 'a.csv');
  const issuerArea = { code: '614', name: 'Huyện Kon Rẫy', level: 'district', parents: [] } as const;
  const plan = importPlanFile(file, columnHeadings(), { year: 2024, issuerArea });
  expect(tasksOf(plan).map((one) => [one.findings.map((found) => found.code), one.withheld])).toEqual([
    [['level-word-doubtful'], false],
    [['lead-missing'], true],
    [['missing-time'], true],
  ]);
});
