/**
 * What moves each task of the two plans, what it brings forth, and where it stands before, at and after its time: written from
 * the plans, not from the code.
 */
export interface ExpectedTask {
  readonly ref: string;
  /** Key of the occurrence; the id of the fact for tasks that wait for one. */
  readonly occurrence: string;
  /** Part of the product as the plan words it; null where the plan names none. */
  readonly product: string | null;
  /**
   * `evidence`: somebody does it and proves it · `report`: the report of its period is approved · `directive`, `feedback`: a
   * fact starts it, evidence ends it · `plan`: another plan sets its day · anything else measures it: a rhythm of proof,
   * directives answered, or a figure.
   */
  readonly fact: 'evidence' | 'report' | 'directive' | 'feedback' | 'plan' | 'rhythm' | 'directives' | `figure:${string}`;
  readonly before: readonly [day: string, state: string];
  readonly at: readonly [day: string, state: string];
  readonly after: readonly [day: string, state: string];
}

/** Continuous work begins with its year and is never overdue by a day: its measure says whether it is late. */
const continuous = (ref: string, year: number, product: string | null, fact: ExpectedTask['fact']): ExpectedTask => ({
  ...{ ref, occurrence: 'continuous', product, fact },
  before: [`${year - 1}-12-31`, 'waiting'],
  at: [`${year}-01-01`, 'open'],
  after: [`${year + 1}-01-15`, 'open'],
});
const dated = (
  [ref, occurrence]: readonly [string, string],
  product: string | null,
  days: readonly [before: readonly [string, string], at: string, after: string],
  fact: ExpectedTask['fact'] = 'evidence',
): ExpectedTask => ({
  ...{ ref, occurrence, product, fact },
  before: days[0],
  at: [days[1], 'open'],
  after: [days[2], 'overdue'],
});

/** Days of the facts that start waiting tasks of Kon Rẫy: a directive on 21/02 asking by 31/03, feedback on 21/02. */
export const KON_RAY_FACTS = { directiveOn: '2022-02-21', byDate: '2022-03-31', feedbackOn: '2022-02-21' } as const;
const byDirective = (ref: string, product: string | null): ExpectedTask =>
  dated([ref, 'directive'], product, [['2022-02-20', 'waiting'], '2022-03-31', '2022-04-01'], 'directive');

/** 20 tasks; VI.1 four times. II.2, II.3 and VII.2 as they are once their findings are corrected. */
export const KON_RAY_TASKS: readonly ExpectedTask[] = [
  continuous('I.1', 2022, 'Văn bản chỉ đạo', 'directives'),
  continuous('I.2', 2022, 'Hình thức công khai đầy đủ', 'figure:posted'),
  dated(['II.1', 'once'], 'Văn bản đăng ký', [['2022-02-08', 'open'], '2022-02-09', '2022-02-10']),
  dated(['II.2', 'once'], 'Kế hoạch rà soát', [['2022-02-20', 'open'], '2022-02-27', '2022-02-28']),
  dated(['II.3', 'once'], 'Báo cáo kết quả', [['2022-02-20', 'open'], '2022-06-29', '2022-06-30']),
  dated(['III.1', 'once'], 'Kế hoạch kiểm tra', [['2022-04-30', 'waiting'], '2022-05-31', '2022-06-01']),
  dated(['III.2', 'once'], 'Báo cáo của đoàn kiểm tra', [['2022-08-31', 'waiting'], '2022-09-30', '2022-10-01']),
  {
    ...{ ref: 'III.3', occurrence: 'feedback', product: 'Báo cáo của đoàn kiểm tra', fact: 'feedback' },
    // The plan sets no day for it, so it stays open until it is done.
    ...{ before: ['2022-02-20', 'waiting'], at: ['2022-02-21', 'open'], after: ['2022-12-31', 'open'] },
  },
  continuous('IV.1', 2022, 'Niêm yết địa chỉ', 'rhythm'),
  continuous('IV.2', 2022, 'Xử lý hoặc chuyển', 'figure:feedback-on-time'),
  continuous('V.1', 2022, 'Đài, loa phát thanh', 'rhythm'),
  continuous('V.2', 2022, 'Video tuyên truyền', 'rhythm'),
  dated(['VI.1', '2022-Q1'], 'Hệ thống thông tin báo cáo', [['2021-12-31', 'waiting'], '2022-03-14', '2022-03-15'], 'report'),
  dated(['VI.1', '2022-Q2'], 'Hệ thống thông tin báo cáo', [['2022-03-31', 'waiting'], '2022-06-14', '2022-06-15'], 'report'),
  dated(['VI.1', '2022-Q3'], 'Hệ thống thông tin báo cáo', [['2022-06-30', 'waiting'], '2022-09-10', '2022-09-11'], 'report'),
  dated(['VI.1', '2022-Y'], 'Hệ thống thông tin báo cáo', [['2021-12-31', 'waiting'], '2022-12-15', '2022-12-16'], 'report'),
  byDirective('VII.1', null),
  byDirective('VII.2', 'Văn bản chỉ đạo của UBND huyện; phần mềm'),
  byDirective('VII.3', 'Văn bản hướng dẫn, chỉ đạo'),
  byDirective('VII.4', 'Văn bản chỉ đạo'),
  dated(['VII.5', 'once'], 'Báo cáo', [['2022-04-30', 'waiting'], '2022-05-31', '2022-06-01']),
  dated(['VII.6', 'once'], 'Báo cáo', [['2022-05-31', 'waiting'], '2022-06-30', '2022-07-01']),
  byDirective('VII.7', 'Văn bản triển khai'),
];

/** Days that other plans set for tasks of Phường 2: told on 20/02, by 31/05. */
export const PHUONG_2_FACTS = { toldOn: '2024-02-20', byDate: '2024-05-31' } as const;
const byPlan = (ref: string): ExpectedTask =>
  dated([ref, 'per-plan'], null, [['2024-02-19', 'waiting'], '2024-05-31', '2024-06-01'], 'plan');
const january = (ref: string): ExpectedTask =>
  dated([ref, 'once'], null, [['2023-12-31', 'waiting'], '2024-01-31', '2024-02-01']);
const quarter = (ref: string, key: string, days: readonly [string, string, string], fact: ExpectedTask['fact']): ExpectedTask =>
  dated([ref, key], null, [[days[0], 'waiting'], days[1], days[2]], fact);

/** 26 tasks, no products; X.1 four times, X.2 twice. */
export const PHUONG_2_TASKS: readonly ExpectedTask[] = [
  january('I.1'),
  continuous('I.2', 2024, null, 'directives'),
  continuous('II.1', 2024, null, 'figure:posted'),
  continuous('II.2', 2024, null, 'figure:posted'),
  ...['III.1', 'III.2', 'III.3'].map(byPlan),
  continuous('III.4', 2024, null, 'rhythm'),
  january('IV.1'),
  continuous('IV.2', 2024, null, 'rhythm'),
  continuous('IV.3', 2024, null, 'figure:online'),
  continuous('IV.4', 2024, null, 'figure:overdue'),
  continuous('IV.5', 2024, null, 'rhythm'),
  continuous('IV.6', 2024, null, 'figure:survey-share'),
  continuous('IV.7', 2024, null, 'figure:apologies'),
  quarter('V.1', 'once', ['2024-06-30', '2024-09-30', '2024-10-01'], 'evidence'),
  continuous('VI.1', 2024, null, 'rhythm'),
  continuous('VI.2', 2024, null, 'rhythm'),
  continuous('VI.3', 2024, null, 'figure:feedback-on-time'),
  ...['VII.1', 'VII.2', 'VII.3'].map((ref) => continuous(ref, 2024, null, 'rhythm')),
  continuous('VIII.1', 2024, null, 'figure:digitised'),
  byPlan('IX.1'),
  quarter('X.1', '2024-Q1', ['2023-12-31', '2024-03-31', '2024-04-01'], 'report'),
  quarter('X.1', '2024-Q2', ['2024-03-31', '2024-06-30', '2024-07-01'], 'report'),
  quarter('X.1', '2024-Q3', ['2024-06-30', '2024-09-30', '2024-10-01'], 'report'),
  quarter('X.1', '2024-Y', ['2023-12-31', '2024-12-31', '2025-01-01'], 'report'),
  quarter('X.2', '2024-Q1', ['2023-12-31', '2024-03-31', '2024-04-01'], 'evidence'),
  quarter('X.2', '2024-Q4', ['2024-09-30', '2024-12-31', '2025-01-01'], 'evidence'),
];
