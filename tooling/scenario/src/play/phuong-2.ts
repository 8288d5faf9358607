import { plainDate } from '@thongsuot/contracts';
import { answer, classify, send, type FeedbackPlot } from './feedback';
import { completeByRef, takeUpPlan, type SamplePlan } from './plans';
import type { Act, Stage } from './stage';

/** Plan of the ward for 2024. Nothing of it is corrected: its doubtful quarter is a warning and stays as written. */
export const PHUONG_2_PLAN: SamplePlan = { file: 'phuong-2-2024', area: '19360', year: 2024, blanks: {}, corrections: [] };

const FEEDBACK: readonly {
  readonly on: string;
  readonly plot: FeedbackPlot;
  readonly classified: string;
  readonly answered?: string;
}[] = [
  {
    on: '2024-01-08',
    classified: '2024-01-09',
    answered: '2024-01-19',
    plot: {
      name: 'waiting-time',
      area: '19360',
      kind: 'act',
      content: 'Phải chờ hơn một giờ tại bộ phận một cửa của phường mới được tiếp nhận hồ sơ.',
      field: 'Hộ tịch',
      onHandling: true,
      answer: 'Phường đã bố trí thêm người tiếp nhận vào sáng thứ Hai; xin lỗi người dân vì phải chờ.',
      proved: true,
    },
  },
  {
    on: '2024-02-19',
    classified: '2024-02-21',
    answered: '2024-03-07',
    plot: {
      name: 'copies',
      area: '19360',
      kind: 'regulation',
      content: 'Đề nghị bỏ bản sao giấy khai sinh trong hồ sơ trợ cấp khi đã có trên cơ sở dữ liệu dân cư.',
      field: 'Bảo trợ xã hội',
      onHandling: false,
      forwardTo: '45',
      answer: 'UBND tỉnh tiếp thu và đưa vào phương án đơn giản hóa năm 2024.',
    },
  },
  {
    on: '2024-03-11',
    classified: '2024-03-12',
    plot: {
      name: 'land-office',
      area: '462',
      kind: 'act',
      content: 'Hồ sơ đăng ký biến động đất đai trễ hẹn, gọi điện không ai trả lời.',
      field: 'Đất đai',
      onHandling: true,
    },
  },
];

/** What happens in Phường 2 and its province between 15/12/2023 and 16/03/2024. */
export const PHUONG_2_ACTS: readonly Act[] = [
  { on: plainDate('2024-01-30'), name: 'plan', play: (stage) => takeUpPlan(stage, PHUONG_2_PLAN) },
  {
    on: plainDate('2024-01-31'),
    name: 'plan-carried-out',
    play: (stage) => completeByRef(stage, PHUONG_2_PLAN, { ref: 'I.1', evidence: '105/KH-UBND ngày 30/01/2024' }),
  },
  ...FEEDBACK.flatMap(({ on, plot, classified, answered }): Act[] => [
    { on: plainDate(on), name: `${plot.name}-sent`, play: (stage) => send(stage, plot) },
    { on: plainDate(classified), name: `${plot.name}-classified`, play: (stage) => classify(stage, plot) },
    ...(answered === undefined
      ? []
      : [{ on: plainDate(answered), name: `${plot.name}-answered`, play: (stage: Stage) => answer(stage, plot) }]),
  ]),
];
