import { dateOf, formatVi, type WorkingCalendar } from '@thongsuot/calendar';
import type { DifficultyView, PlainDate, PlanView, TaskItem } from '@thongsuot/contracts';
import type { Cell, DocumentTable, TableRow } from '@thongsuot/documents/description';
import { marked } from './plan-document';

/** A plan with its lines and difficulties as they stand on a day. */
export interface PlanOnDay {
  readonly plan: PlanView;
  readonly items: readonly TaskItem[];
  readonly difficulties: readonly DifficultyView[];
  readonly on: PlainDate;
}

/** Where a line stands, in the words of a report. */
export function stateWords(item: Pick<TaskItem, 'status' | 'late' | 'occurrence' | 'kind'>): string {
  switch (item.status) {
    case 'completed':
      return item.late ? 'Hoàn thành, quá hạn' : 'Hoàn thành';
    case 'overdue':
      return 'Quá hạn, chưa hoàn thành';
    case 'open':
      return 'Đang thực hiện';
    case 'waiting':
      return WAITS_FOR[item.kind] ?? 'Chưa đến thời gian thực hiện';
    case 'withheld':
      return 'Tạm giữ, chờ đính chính';
    case 'cancelled':
      return 'Đã hủy';
  }
}

const WAITS_FOR: Readonly<Record<string, string>> = {
  event: 'Chờ sự kiện',
  'on-request': 'Chờ yêu cầu',
  'per-plan': 'Chờ kế hoạch',
};

const QUARTERS: Readonly<Record<string, string>> = { '1': 'I', '2': 'II', '3': 'III', '4': 'IV' };

/** Which time of a task a line is: "Quý I năm 2022"; nothing for a task that happens once. */
export function occurrenceWords(item: Pick<TaskItem, 'occurrence' | 'triggeredOn'>): string | null {
  const [, year = '', kind = '', number = ''] = /^(\d{4})-([QYMH])(\d*)/u.exec(item.occurrence) ?? [];
  switch (kind) {
    case 'Q':
      return `Quý ${QUARTERS[number] ?? number} năm ${year}`;
    case 'M':
      return `Tháng ${Number(number)} năm ${year}`;
    case 'H':
      return `6 tháng ${number === '1' ? 'đầu' : 'cuối'} năm ${year}`;
    case 'Y':
      return `Năm ${year}`;
    default:
      return item.triggeredOn === null ? null : `Lần phát sinh ngày ${formatVi(item.triggeredOn)}`;
  }
}

/** Working days by which the worst step of a line was, or is, late on a day; 0 where none is. */
export function workingDaysLate(item: Pick<TaskItem, 'steps' | 'status'>, on: PlainDate, calendar: WorkingCalendar): number {
  if (item.status === 'cancelled') return 0;
  const days = item.steps.map(({ dueOn, doneOn }) => {
    const end = doneOn ?? on;
    return dueOn === null || end <= dueOn ? 0 : calendar.workingDaysBetween(dueOn, end);
  });
  return Math.max(0, ...days);
}

/** What had been raised until a day, solved or not. */
export function difficultiesOn(difficulties: readonly DifficultyView[], on: PlainDate): (DifficultyView & { open: boolean })[] {
  return difficulties
    .filter((one) => one.raisedOn <= on)
    .map((one) => ({ ...one, open: one.resolvedOn === null || one.resolvedOn > on }));
}

/** Every line of a plan by section with its state, days, lateness, evidence and difficulties on a day. */
export function stateTable({ plan, items, difficulties, on }: PlanOnDay, calendar: WorkingCalendar): DocumentTable {
  const raised = difficultiesOn(difficulties, on);
  const rows = plan.sections.flatMap(({ number, name, tasks }): TableRow[] => {
    const lines = tasks
      .filter((task) => task.state !== 'omitted')
      .flatMap((task): TableRow[] => {
        const own = items.filter((item) => item.id === task.id);
        const words = raised
          .filter((one) => one.taskId === task.id)
          .map((one) => `${one.text}${one.open ? '' : ' (đã tháo gỡ)'}`);
        return own.map((item, index) => ({
          kind: 'cells',
          cells: [
            index === 0 ? `${task.number}` : '',
            ...cellsOf(item, index === 0, on, calendar),
            { lines: index === 0 ? marked(words) : [] },
          ],
        }));
      });
    return lines.length === 0 ? [] : [{ kind: 'section', number, text: name }, ...lines];
  });
  return {
    columns: [
      { heading: 'TT', width: 4, align: 'center' },
      { heading: 'Nhiệm vụ', width: 28 },
      { heading: 'Chủ trì', width: 17 },
      { heading: 'Trạng thái', width: 12 },
      { heading: 'Hạn', under: ['Thời gian'], width: 11, align: 'center' },
      { heading: 'Hoàn thành', under: ['Thời gian'], width: 11, align: 'center' },
      { heading: 'Chậm (ngày làm việc)', under: ['Thời gian'], width: 8, align: 'right' },
      { heading: 'Tiến độ (%)', width: 7, align: 'right' },
      { heading: 'Số minh chứng', width: 7, align: 'right' },
      { heading: 'Khó khăn, vướng mắc', width: 17 },
    ],
    rows,
  };
}

function cellsOf(item: TaskItem, first: boolean, on: PlainDate, calendar: WorkingCalendar): Cell[] {
  const which = occurrenceWords(item);
  const late = workingDaysLate(item, on, calendar);
  const overdue = item.status === 'overdue';
  return [
    { lines: [...(first ? [item.title] : []), ...(which === null ? [] : [which])] },
    { lines: first ? marked(item.leads) : [] },
    { lines: [stateWords(item)], bold: overdue },
    dueCell(item),
    item.completedOn === null || item.completedOn > on ? null : { date: item.completedOn },
    late === 0 ? null : late,
    item.progress.percent,
    item.evidence.filter((one) => dateOf(one.at) <= on).length,
  ];
}

/** One day, or each step's day with who receives it. */
function dueCell({ steps, dueOn }: TaskItem): Cell {
  const dated = steps.filter((step) => step.dueOn !== null);
  if (dated.length <= 1) {
    const day = dated[0]?.dueOn ?? dueOn;
    return day === null ? null : { date: day };
  }
  return {
    lines: dated.map(({ dueOn: day, recipient, name }) => {
      const who = recipient ?? name;
      return `${who === null ? '' : `${who}: `}${day === null ? '' : formatVi(day)}`;
    }),
  };
}
