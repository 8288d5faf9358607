import type { PlanTarget } from './plan-reading';
import { fold, oneLine } from './text';

interface TargetWording {
  readonly key: string;
  readonly label: string;
  /** Tested on the folded clause. */
  readonly says: RegExp;
}

/** Targets that a plan sets as a share, and the wording that names them; the first that fits decides. */
const SHARES: readonly TargetWording[] = [
  { key: 'digitised_share', label: 'Tỷ lệ hồ sơ được số hóa', says: /so hoa/u },
  { key: 'online_payment_share', label: 'Tỷ lệ hồ sơ thanh toán trực tuyến', says: /thanh toan truc tuyen/u },
  { key: 'online_share', label: 'Tỷ lệ hồ sơ nộp trực tuyến', says: /(nop|tiep nhan|ho so) truc tuyen/u },
  { key: 'posted_share', label: 'Tỷ lệ TTHC được niêm yết, công khai', says: /(niem yet|cong khai)/u },
  { key: 'on_time_share', label: 'Tỷ lệ hồ sơ giải quyết đúng hạn', says: /(dung han|truoc han)/u },
  { key: 'satisfaction_share', label: 'Tỷ lệ hài lòng của người dân, tổ chức', says: /hai long/u },
];

const NO_OVERDUE = /khong (de|con|co|phat sinh) (xay ra )?(tinh trang )?ho so (bi )?(tre|qua) (hen|han)/u;

/** The order in which targets are listed. */
const ORDER = [
  'digitised_share',
  'online_share',
  'online_payment_share',
  'overdue_dossiers',
  'posted_share',
  'on_time_share',
  'satisfaction_share',
  'linked_services',
];

const PERCENT = /(\d{1,3}(?:,\d+)?)\s*%/u;

function operatorOf(clause: string): '>=' | '>' | '<=' | '<' {
  if (/\b(duoi|it hon|nho hon)\s+\d/u.test(clause)) return '<';
  if (/(toi da|khong qua|khong vuot qua)/u.test(clause)) return '<=';
  if (/\btren\s+\d/u.test(clause) && !/tro len/u.test(clause)) return '>';
  return '>=';
}

/**
 * The targets that a plan sets in prose, and the share to be posted that it sets in a task's title.
 * Only what is said in numbers becomes a number; "đạt kế hoạch cao nhất" stays text. `unread` lists the clauses with a
 * percentage that no known target explains, for a person to look at.
 */
export function readTargets(
  prose: readonly string[],
  taskTitles: readonly string[],
): { targets: PlanTarget[]; unread: string[] } {
  const found = new Map<string, PlanTarget>();
  const unread: string[] = [];
  const keep = (target: PlanTarget): void => {
    if (!found.has(target.key)) found.set(target.key, target);
  };
  for (const paragraph of prose) {
    for (const clause of oneLine(paragraph).split(/;\s|,\s|\.\s/u)) {
      const folded = fold(clause);
      if (NO_OVERDUE.test(folded)) keep({ key: 'overdue_dossiers', label: 'Số hồ sơ trễ hẹn', op: '=', count: 0 });
      const percent = PERCENT.exec(clause)?.[1];
      if (percent === undefined) continue;
      const share = SHARES.find((wording) => wording.says.test(folded));
      if (share === undefined) unread.push(oneLine(clause));
      else keep({ key: share.key, label: share.label, op: operatorOf(folded), percent: Number(percent.replace(',', '.')) });
    }
    const text = textTarget(paragraph);
    if (text) keep(text);
  }
  for (const title of taskTitles) {
    const percent = PERCENT.exec(title)?.[1];
    if (percent === undefined || !/^(niem yet|cong khai)/u.test(fold(title))) continue;
    keep({
      key: 'posted_share',
      label: 'Tỷ lệ TTHC được niêm yết, công khai',
      op: '>=',
      percent: Number(percent.replace(',', '.')),
    });
  }
  const place = (key: string): number => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  return { targets: [...found.values()].sort((a, b) => place(a.key) - place(b.key)), unread };
}

/** "Cung cấp 02 dịch vụ công liên thông …, đạt kế hoạch cao nhất": a goal that no number measures. */
function textTarget(paragraph: string): PlanTarget | undefined {
  const line = oneLine(paragraph).replace(/[.;]$/u, '');
  const goal = /(đạt [^,;]*cao nhất)$/iu.exec(line)?.[1];
  if (goal === undefined || PERCENT.test(line)) return undefined;
  const linked = /(\d{2} dịch vụ công liên thông(?: và chứng thực điện tử)?)/iu.exec(line)?.[1];
  if (linked !== undefined) return { key: 'linked_services', label: linked, op: 'text', text: goal };
  const label = line.slice(0, line.length - goal.length).replace(/[,\s]+$/u, '');
  return { key: `text:${fold(label).slice(0, 40)}`, label, op: 'text', text: goal };
}
