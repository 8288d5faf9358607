import type { PlainDate } from '@thongsuot/contracts';
import type { PlanTarget } from '../import/plan-reading';

/** What a broadcast bulletin is drawn up from. */
export interface BulletinSource {
  readonly issuer: string;
  readonly number: string | null;
  readonly year: number;
  readonly tasks: number;
  readonly targets: readonly PlanTarget[];
  /** Work whose day comes next, the nearest first. */
  readonly next: readonly { readonly title: string; readonly dueOn: PlainDate }[];
  readonly on: PlainDate;
}

/** A text to be read out over loudspeakers. */
export interface Bulletin {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly words: number;
}

const NEXT_MAX = 5;

/** A day as it is spoken: "ngày 5 tháng 3 năm 2024". */
export function spokenDay(day: PlainDate): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `ngày ${Number(date)} tháng ${Number(month)} năm ${year}`;
}

/** A wording as it is spoken: signs become words, what is in brackets is left out. */
export function spoken(text: string): string {
  return text
    .replaceAll(/\([^)]*\)/gu, '')
    .replaceAll(/(\d)\s*%/gu, '$1 phần trăm')
    .replaceAll('≥', 'từ ')
    .replaceAll('≤', 'không quá ')
    .replaceAll(/\bKSTTHC\b/gu, 'kiểm soát thủ tục hành chính')
    .replaceAll(/\bTTHC\b/gu, 'thủ tục hành chính')
    .replaceAll(/\bUBND\b/gu, 'Ủy ban nhân dân')
    .replaceAll(/\bPAKN\b/gu, 'phản ánh, kiến nghị')
    .replaceAll(/\s+/gu, ' ')
    .replace(/[\s.;,]+$/u, '')
    .trimStart();
}

/** A goal as it is spoken: "từ 50 phần trăm trở lên". */
function spokenTarget(target: PlanTarget): string {
  const label = spoken(target.label);
  if (target.op === 'text') return `${label}: ${spoken(target.text)}`;
  if (target.count === 0) return `không có ${label.replace(/^Số /u, '')}`;
  const goal = target.percent === undefined ? `${target.count ?? ''}` : `${target.percent} phần trăm`;
  switch (target.op) {
    case '=':
      return `${label} đạt ${goal}`;
    case '>=':
      return `${label} từ ${goal} trở lên`;
    case '>':
      return `${label} trên ${goal}`;
    case '<=':
      return `${label} không quá ${goal}`;
    case '<':
      return `${label} dưới ${goal}`;
  }
}

/** A bulletin of a few minutes: the plan, what it wants to reach, what comes next, what people can do. */
export function drawUpBulletin(source: BulletinSource): Bulletin {
  const issuer = spoken(source.issuer);
  const number = source.number === null ? '' : ` số ${source.number.split('/')[0]}`;
  const targets = source.targets.map(spokenTarget);
  // A task that comes back every quarter is told once, with its next day.
  const once = source.next.filter((one, at) => source.next.findIndex((other) => other.title === one.title) === at);
  const next = once.slice(0, NEXT_MAX).map(({ title, dueOn }) => `${spoken(title)}, hạn ${spokenDay(dueOn)}`);
  const paragraphs = [
    `Kính thưa toàn thể nhân dân! Sau đây là thông tin về kiểm soát thủ tục hành chính của ${issuer}, ${spokenDay(source.on)}.`,
    `Năm ${source.year}, ${issuer} thực hiện Kế hoạch${number} với ${source.tasks} nhiệm vụ.`,
    ...(targets.length === 0 ? [] : [`Chỉ tiêu phấn đấu gồm: ${targets.join('; ')}.`]),
    ...(next.length === 0 ? [] : [`Trong thời gian tới, các công việc phải hoàn thành là: ${next.join('; ')}.`]),
    'Thủ tục hành chính được niêm yết công khai tại nơi tiếp nhận hồ sơ. Bà con có thể gửi phản ánh, kiến nghị về quy định và về ' +
      'việc giải quyết thủ tục theo địa chỉ đã niêm yết; thông tin người gửi được giữ kín.',
    'Trân trọng cảm ơn bà con đã lắng nghe.',
  ];
  const words = paragraphs.join(' ').split(/\s+/u).length;
  return { title: `Bản tin truyền thanh về kiểm soát thủ tục hành chính, ${spokenDay(source.on)}`, paragraphs, words };
}
