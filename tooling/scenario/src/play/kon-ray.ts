import { vietnamCalendar } from '@thongsuot/calendar';
import { plainDate, recordDirective, type PlainDate } from '@thongsuot/contracts';
import { answer, classify, send, type FeedbackPlot } from './feedback';
import { completeByRef, takeUpPlan, type SamplePlan } from './plans';
import { officerOf, type Act, type Stage } from './stage';

const DEMONSTRATION = 'Đính chính minh họa, chưa được UBND huyện xác nhận / demonstration, not confirmed by the issuer';

/** Plan of the district for 2022. What the document leaves blank or garbled is filled in as a demonstration only. */
export const KON_RAY_PLAN: SamplePlan = {
  file: 'kon-ray-2022',
  area: '614',
  year: 2022,
  blanks: { number: '15/KH-UBND', issued: '2022-01-28' },
  corrections: [
    { task: 'II.2', field: 'time', value: 'Trước ngày 01/03/2022', reason: `Không có ngày 29/02/2022. ${DEMONSTRATION}` },
    { task: 'II.3', field: 'time', value: 'Trước ngày 15/08/2022', reason: `“5595007” không đọc được. ${DEMONSTRATION}` },
  ],
};

/** Each commune's desk is complained of once: every one opens an ad-hoc inspection (III.3). */
const DESKS: readonly FeedbackPlot[] = [
  ['23479', 'Chứng thực', 'Bộ phận một cửa thị trấn nhận hồ sơ chứng thực nhưng hẹn sang ngày hôm sau mới trả.'],
  ['23482', 'Đất đai', 'Hồ sơ hòa giải tranh chấp đất đai nộp đã lâu, không được thông báo kết quả.'],
  ['23485', 'Hộ tịch', 'Cán bộ yêu cầu nộp thêm giấy tờ không có trong thủ tục niêm yết.'],
  ['23488', 'Bảo trợ xã hội', 'Đi lại ba lần để bổ sung hồ sơ trợ cấp xã hội hàng tháng.'],
  ['23491', 'Hộ tịch', 'Bộ phận một cửa đóng cửa sớm trong giờ làm việc.'],
  ['23494', 'Người có công', 'Hồ sơ quá ngày hẹn trả nhưng không có thư xin lỗi.'],
  ['23497', 'Chứng thực', 'Thu lệ phí chứng thực cao hơn mức niêm yết.'],
].map(([area, field, content], index) => ({
  name: `desk-${area ?? ''}`,
  area: area ?? '',
  kind: 'act' as const,
  content: content ?? '',
  field: field ?? '',
  onHandling: true,
  answer: 'Đã kiểm tra đột xuất tại bộ phận một cửa, chấn chỉnh và thông báo kết quả tới người gửi.',
  proved: index % 2 === 0,
}));

/** About a rule, which lies in the province's power: forwarded there. */
const REGULATION: FeedbackPlot = {
  name: 'regulation',
  area: '614',
  kind: 'regulation',
  content: 'Đề nghị bỏ yêu cầu nộp bản sao sổ hộ khẩu khi cấp giấy phép xây dựng nhà ở riêng lẻ.',
  field: 'Hoạt động xây dựng',
  onHandling: false,
  forwardTo: '62',
  answer: 'Đã tiếp thu, đưa vào kế hoạch rà soát thủ tục hành chính năm 2022.',
};

/** Days on which the desks are complained of, after the plan is in force. */
const DAYS = ['2022-02-09', '2022-02-11', '2022-02-15', '2022-02-18', '2022-02-23', '2022-03-02', '2022-03-08'].map((day) =>
  plainDate(day),
);

/** What happens in Kon Rẫy and its province between 15/12/2021 and 16/03/2022. */
export const KON_RAY_ACTS: readonly Act[] = [
  { on: plainDate('2022-01-28'), name: 'plan', play: (stage) => takeUpPlan(stage, KON_RAY_PLAN) },
  {
    on: plainDate('2022-02-08'),
    name: 'register-reviews',
    play: (stage) => completeByRef(stage, KON_RAY_PLAN, { ref: 'II.1', evidence: '42/VP-KSTTHC, đăng ký rà soát năm 2022' }),
  },
  { on: plainDate('2022-02-16'), name: 'regulation', play: (stage) => send(stage, REGULATION) },
  { on: plainDate('2022-02-18'), name: 'regulation-forwarded', play: (stage) => classify(stage, REGULATION) },
  { on: plainDate('2022-03-09'), name: 'regulation-answered', play: (stage) => answer(stage, REGULATION) },
  { on: plainDate('2022-02-21'), name: 'directive', play: startBorderlessPilot },
  ...DESKS.flatMap((plot, index): Act[] => {
    const on = DAYS[index] ?? plainDate('2022-03-08');
    return [
      { on, name: `${plot.name}-sent`, play: (stage) => send(stage, plot) },
      { on: daysLater(on, 1), name: `${plot.name}-classified`, play: (stage) => classify(stage, plot) },
      // The last ones are still open when the quarter ends.
      ...(index < 5
        ? [{ on: daysLater(on, 5), name: `${plot.name}-answered`, play: (stage: Stage) => answer(stage, plot) }]
        : []),
    ];
  }),
  {
    on: plainDate('2022-03-14'),
    name: 'quarter-report',
    play: (stage) =>
      completeByRef(stage, KON_RAY_PLAN, { ref: 'VI.1', occurrence: '2022-Q1', evidence: 'Báo cáo quý I/2022 gửi Phòng Nội vụ' }),
  },
];

/** The province asks for the pilot across borders of areas: task VII.1 waits for exactly this. */
async function startBorderlessPilot({ api, key }: Stage): Promise<void> {
  const body = {
    number: '512/UBND-NC',
    issuer: '62',
    issuedOn: '2022-02-18',
    addressees: ['614'],
    asks: 'Thí điểm tiếp nhận hồ sơ, trả kết quả giải quyết TTHC không phụ thuộc vào địa giới hành chính',
    byDate: '2022-04-30',
    startsTrigger: 'VII.1',
  };
  await api.call(recordDirective, { body }, { as: officerOf('614'), key: key('directive') });
}

function daysLater(day: PlainDate, workingDays: number): PlainDate {
  return vietnamCalendar().addWorkingDays(day, workingDays);
}
