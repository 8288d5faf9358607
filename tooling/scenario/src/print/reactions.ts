import {
  getCoverage,
  getDecision,
  listApologies,
  listDirectives,
  listPlanTasks,
  surveyResults,
  type AnswerOf,
  type PlainDate,
} from '@thongsuot/contracts';
import { KON_TUM_2022, QUANG_TRI_2024, type Quarter } from '../generate/quarters';
import type { Api } from '../play/api';
import { ImportSums, importFact } from '../play/dossiers';
import { decisionFact, DecisionNote } from '../play/publication';
import { planFact, PlanStory } from '../play/plans';
import type { Progress } from '../play/progress';
import { ADMINISTRATOR } from '../play/stage';
import { heading, tableOf } from './table';
import { day, vietnameseOf } from './written';

const APOLOGIES_COUNTED_MAX = 1000;

/** One thing that followed from another through events, as it is found in the stores afterwards. */
interface Reaction {
  readonly fact: string;
  readonly followed: string;
  readonly seen: number;
}

/** What the services did of themselves. @returns the text, and what was expected and is missing */
export async function reactionTables(api: Api, progress: Progress): Promise<{ text: string; missing: string[] }> {
  const reactions = [
    ...(await planReactions(api, progress)),
    ...(await quarterReactions(api, progress, KON_TUM_2022, KON_TUM_2022.planArea)),
    ...(await quarterReactions(api, progress, QUANG_TRI_2024, '462')),
  ];
  const rows = reactions.map(({ fact, followed, seen }) => [fact, '→', followed, seen]);
  const columns = [
    { title: 'Sự kiện', max: 62 },
    { title: '' },
    { title: 'Hệ thống tự làm', max: 70 },
    { title: 'Số', number: true },
  ];
  const text = [
    importsText(progress),
    heading('Phản ứng giữa các dịch vụ, qua Kafka', 'reactions between services'),
    tableOf(columns, rows),
  ].join('\n');
  return { text, missing: reactions.filter(({ seen }) => seen === 0).map(({ fact, followed }) => `${fact} → ${followed}`) };
}

async function planReactions(api: Api, progress: Progress): Promise<Reaction[]> {
  const story = progress.fact(planFact('kon-ray-2022'), PlanStory);
  if (story === undefined) return [];
  const query = { on: KON_TUM_2022.end };
  const { items } = await api.call(listPlanTasks, { params: { id: story.id }, query }, { as: ADMINISTRATOR });
  const started = (ref: string): number =>
    items.find((task) => task.ref === ref)?.occurrences.filter(({ triggeredOn }) => triggeredOn !== null).length ?? 0;
  const directives = await api.call(listDirectives, { query: { to: '614', on: KON_TUM_2022.end } }, { as: ADMINISTRATOR });
  const numbers = directives.items.map(({ number }) => number).join(', ');
  return [
    {
      fact: 'Phản ánh về giải quyết TTHC tại bộ phận một cửa các xã của Kon Rẫy',
      followed: 'đợt kiểm tra đột xuất được mở (III.3)',
      seen: started('III.3'),
    },
    { fact: `Văn bản chỉ đạo của UBND tỉnh ${numbers}`, followed: 'nhiệm vụ VII.1 được kích hoạt', seen: started('VII.1') },
  ];
}

async function quarterReactions(api: Api, progress: Progress, quarter: Quarter, area: string): Promise<Reaction[]> {
  const { province } = quarter;
  const on = quarter.end;
  const coverage = await api.call(getCoverage, { query: { area: province, on } }, { as: ADMINISTRATOR });
  const noted = progress.fact(decisionFact(quarter), DecisionNote);
  const decision =
    noted === undefined ? undefined : await api.call(getDecision, { params: { id: noted.id } }, { as: ADMINISTRATOR });
  const surveys = await api.call(surveyResults, { query: { area: province, on, period: quarter.key } }, { as: ADMINISTRATOR });
  const apologies = await countApologies(api, area, on);
  return [
    {
      fact: `QĐ ${decision?.number ?? ''} ${quarter.key}: ${decision?.units.bound ?? 0} đơn vị phải niêm yết`,
      followed: `nghĩa vụ niêm yết; đã niêm yết ${coverage.posted}, còn thiếu ${coverage.missing}, quá hạn ${coverage.late}`,
      seen: coverage.required,
    },
    {
      fact: `Hồ sơ giải quyết xong, tỉnh ${province}, ${quarter.key}`,
      followed: `mời đánh giá mức độ hài lòng; đã trả lời ${surveys.answered}`,
      seen: surveys.invited,
    },
    {
      fact: `Hồ sơ sắp trễ hoặc đã trễ hẹn, địa bàn ${area}, ${quarter.key}`,
      followed: 'thư xin lỗi, xin lỗi công khai được lập',
      seen: apologies,
    },
  ];
}

async function countApologies(api: Api, area: string, on: PlainDate): Promise<number> {
  let count = 0;
  let cursor: string | null = null;
  do {
    const query = { area, on, limit: 200, ...(cursor === null ? {} : { cursor }) };
    const page: AnswerOf<typeof listApologies> = await api.call(listApologies, { query }, { as: ADMINISTRATOR });
    count += page.items.length;
    cursor = page.nextCursor;
  } while (cursor !== null && count < APOLOGIES_COUNTED_MAX);
  return count;
}

function importsText(progress: Progress): string {
  const lines = [KON_TUM_2022, QUANG_TRI_2024].flatMap((quarter) => {
    const sums = progress.fact(importFact(quarter), ImportSums);
    if (sums === undefined) return [];
    const refused = sums.findings.map(
      ({ day: sent, row, column, message }) =>
        `   ✗ tệp ${day(sent) ?? ''}, dòng ${row ?? '?'}, cột ${column ?? '?'}: ${vietnameseOf(message)}`,
    );
    const counts = `${sums.accepted} hồ sơ mới, ${sums.corrected} cập nhật, ${sums.unchanged} không đổi, ${sums.refused} dòng bị từ chối`;
    return [`${quarter.key}: ${sums.files} tệp, ${sums.received} dòng: ${counts}`, ...refused.slice(0, 5)];
  });
  return [heading('Hồ sơ nhận từ hệ thống của tỉnh', 'dossiers as imported'), ...lines].join('\n');
}
