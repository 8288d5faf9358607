import { formatVi, yearOf, type WorkingCalendar } from '@thongsuot/calendar';
import type { AdministrativeDocument, DocumentPart } from '@thongsuot/documents/description';
import { headOf } from './issuer-head';
import { issuerOf, signatureOf, subjectOf } from './plan-document';
import { difficultiesOn, occurrenceWords, stateTable, workingDaysLate, type PlanOnDay } from './state-table';

/** Lines of a plan by where they stand. */
export interface StateCounts {
  readonly tasks: number;
  readonly lines: number;
  readonly completed: number;
  readonly completedLate: number;
  readonly open: number;
  readonly overdue: number;
  readonly waiting: number;
  readonly withheld: number;
}

export function countStates({ plan, items }: Pick<PlanOnDay, 'plan' | 'items'>): StateCounts {
  const of = (status: string): number => items.filter((item) => item.status === status).length;
  return {
    tasks: plan.sections.flatMap((section) => section.tasks).filter((task) => task.state !== 'omitted').length,
    lines: items.filter((item) => item.status !== 'cancelled').length,
    completed: of('completed'),
    completedLate: items.filter((item) => item.status === 'completed' && item.late).length,
    open: of('open'),
    overdue: of('overdue'),
    waiting: of('waiting'),
    withheld: of('withheld'),
  };
}

/** "Kế hoạch số 105/KH-UBND ngày 30/01/2024". */
export function planName({ number, issued }: Pick<PlanOnDay['plan'], 'number' | 'issued'>): string {
  return `Kế hoạch${number === null ? '' : ` số ${number}`}${issued === null ? '' : ` ngày ${formatVi(issued)}`}`;
}

/** A draft report on where a plan stands on a day: counts, what is overdue, difficulties, and every line in an appendix. */
export function stateDocument(standing: PlanOnDay, calendar: WorkingCalendar): AdministrativeDocument {
  const { plan, on } = standing;
  const day = formatVi(on);
  return {
    head: headOf(issuerOf(plan), { number: null, type: 'BC', date: on, year: yearOf(on) }),
    type: 'BC',
    subject: `Tình hình thực hiện ${planName(plan)} (tính đến ngày ${day})`,
    draft: true,
    parts: [
      { kind: 'heading', level: 1, text: 'I. Tình hình chung' },
      ...summary(standing),
      ...overdueParts(standing, calendar),
      ...difficultyParts(standing),
    ],
    signatures: [signatureOf(plan)],
    recipients: plan.recipients,
    appendices: [
      {
        label: 'Phụ lục',
        title: `Tình hình thực hiện nhiệm vụ ${subjectOf(plan).charAt(0).toLocaleLowerCase('vi')}${subjectOf(plan).slice(1)}`,
        reference: `(Tính đến hết ngày ${day})`,
        landscape: true,
        parts: [{ kind: 'table', table: stateTable(standing, calendar) }],
      },
    ],
  };
}

function summary(standing: PlanOnDay): DocumentPart[] {
  const counts = countStates(standing);
  const text =
    `Tính đến hết ngày ${formatVi(standing.on)}, ${planName(standing.plan)} có ${counts.tasks} nhiệm vụ với ${counts.lines} lần thực hiện: ` +
    `${counts.completed} đã hoàn thành (trong đó ${counts.completedLate} hoàn thành quá hạn), ${counts.open} đang thực hiện, ` +
    `${counts.overdue} quá hạn chưa hoàn thành, ${counts.waiting} chưa đến thời gian hoặc chờ sự kiện, ${counts.withheld} tạm giữ chờ đính chính.`;
  return [{ kind: 'paragraph', text }];
}

function overdueParts(standing: PlanOnDay, calendar: WorkingCalendar): DocumentPart[] {
  const overdue = standing.items.filter((item) => item.status === 'overdue');
  const items = overdue.map((item): DocumentPart => {
    const which = occurrenceWords(item);
    const due = item.dueOn === null ? '' : `, hạn ${formatVi(item.dueOn)}`;
    const late = workingDaysLate(item, standing.on, calendar);
    const text = `Mục ${item.ref}. ${item.title}${which === null ? '' : ` (${which})`}${due}, chậm ${late} ngày làm việc; chủ trì: ${item.leads.join('; ')}.`;
    return { kind: 'item', mark: '-', text };
  });
  return [
    { kind: 'heading', level: 1, text: 'II. Nhiệm vụ quá hạn' },
    ...(items.length === 0 ? [{ kind: 'paragraph' as const, text: 'Không có nhiệm vụ quá hạn.' }] : items),
  ];
}

function difficultyParts({ difficulties, on }: PlanOnDay): DocumentPart[] {
  const items = difficultiesOn(difficulties, on).map((one): DocumentPart => {
    const solved = one.open || one.resolution === null ? 'chưa được tháo gỡ' : `đã tháo gỡ: ${one.resolution}`;
    return { kind: 'item', mark: '-', text: `Mục ${one.ref}: ${one.text} (báo cáo ${one.raisedTo.name}, ${solved}).` };
  });
  return [
    { kind: 'heading', level: 1, text: 'III. Khó khăn, vướng mắc' },
    ...(items.length === 0 ? [{ kind: 'paragraph' as const, text: 'Không có khó khăn, vướng mắc được báo cáo.' }] : items),
  ];
}
