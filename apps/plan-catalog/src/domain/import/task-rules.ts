import type { Deadline } from '@thongsuot/calendar';
import type { AreaLevel, PlainDate } from '@thongsuot/contracts';
import { finding } from './finding';
import type { Finding, FindingPlace, Severity } from './finding';
import { isGarbled } from './garbled';
import { checkLevelWord, checkMonthAtSigning, inVietnamese } from './plan-rules';
import type { TaskReading } from './plan-reading';

/** What the rules of a task have to know about its plan. */
export interface TaskContext {
  readonly place: Pick<FindingPlace, 'section' | 'task' | 'ref' | 'row'>;
  readonly issued: PlainDate | null;
  readonly issuerLevel: AreaLevel | undefined;
  readonly hasProductColumn: boolean;
}

const TITLE_LENGTH_MAX = 4_000;
/** What a sheet shows where a formula fails. */
const SHEET_ERROR = /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/mu;

/** Rules that look at one task; its deadlines have findings of their own. */
export function checkTask(task: TaskReading, deadlines: readonly Deadline[], context: TaskContext): Finding[] {
  const found: Finding[] = [];
  const add = (severity: Severity, code: string, field: string, vi: string, en: string): void => {
    found.push(finding(severity, code, { ...context.place, field }, vi, en));
  };
  if (task.title === '') add('blocking', 'title-missing', 'title', 'nhiệm vụ không có nội dung', 'the task has no title');
  if (isGarbled(task.title)) {
    add(
      'blocking',
      'title-unreadable',
      'title',
      'nội dung không đọc được (lỗi quét hoặc bảng mã); cần người nhập đọc lại bản gốc',
      'the title cannot be read (scan or encoding); someone has to read the original',
    );
  }
  if (task.title.length > TITLE_LENGTH_MAX) {
    const length = task.title.length;
    add('blocking', 'title-too-long', 'title', `nội dung dài ${length} ký tự`, `the title is ${length} letters long`);
  }
  const fields = [
    ['title', task.title],
    ['leads', task.leads.join('\n')],
    ['time', task.time],
  ] as const;
  for (const [field, text] of fields) {
    if (!SHEET_ERROR.test(text)) continue;
    add('blocking', 'cell-error', field, `ô báo lỗi công thức: ${text}`, `the cell holds an error of the sheet: ${text}`);
  }
  for (const [field, texts] of [
    ['leads', task.leads],
    ['coordinators', task.coordinators],
    ['products', task.product === null ? [] : [task.product]],
  ] as const) {
    if (!texts.some((text) => isGarbled(text))) continue;
    const severity = field === 'leads' ? 'blocking' : 'warning';
    add(
      severity,
      `${field}-unreadable`,
      field,
      'ô không đọc được (lỗi quét hoặc bảng mã)',
      'the cell cannot be read (scan or encoding)',
    );
  }
  if (task.leads.length === 0) {
    add('blocking', 'lead-missing', 'leads', 'không có cơ quan, bộ phận chủ trì', 'nobody leads the task');
  }
  if (task.leadAndCoordinatorMerged) {
    add(
      'warning',
      'lead-coordinator-merged',
      'leads',
      'ô chủ trì và ô phối hợp gộp làm một; đọc tất cả là chủ trì, cần xác nhận ai chủ trì',
      'lead and coordinator share one merged cell; all are read as leads, someone should confirm who leads',
    );
  }
  if (context.hasProductColumn && task.product === null) {
    add('warning', 'product-empty', 'products', 'cột kết quả để trống hoặc không đọc được', 'the product is empty or unreadable');
  }
  const level = checkLevelWord(task.title, context.issuerLevel);
  if (level) add('warning', 'level-word-doubtful', 'title', level.vi, level.en);
  if (context.issued !== null) {
    for (const deadline of deadlines) {
      const late =
        deadline.kind === 'month' ? checkMonthAtSigning(deadline.month, context.issued) : pastAtSigning(deadline, context.issued);
      if (late) add('warning', late.code, 'time', late.vi, late.en);
    }
  }
  return found;
}

function pastAtSigning(deadline: Deadline, issued: PlainDate): { code: string; vi: string; en: string } | undefined {
  if (deadline.kind !== 'fixed' || deadline.dueOn >= issued) return undefined;
  return {
    code: 'due-before-issue',
    vi: `hạn ${inVietnamese(deadline.dueOn)} đã qua khi kế hoạch được ký ngày ${inVietnamese(issued)}`,
    en: `the due day ${deadline.dueOn} was over when the plan was signed on ${issued}`,
  };
}

const PENALTIES: Readonly<Record<Severity, number>> = { blocking: 0.3, warning: 0.9, info: 1 };

/** How sure a task's reading is: that of its deadlines, lowered by each finding. 0 to 1, two decimals. */
export function taskConfidence(ofDeadlines: number, findings: readonly Finding[]): number {
  const product = findings.reduce((confidence, one) => confidence * PENALTIES[one.severity], 1);
  return Math.round(Math.max(0, Math.min(1, ofDeadlines * product)) * 100) / 100;
}
