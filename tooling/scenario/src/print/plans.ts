import { listPlanTasks, type AnswerOf, type TaskStateName } from '@thongsuot/contracts';
import type { Quarter } from '../generate/quarters';
import type { Api } from '../play/api';
import { planFact, PlanStory, type SamplePlan } from '../play/plans';
import type { Progress } from '../play/progress';
import { ADMINISTRATOR } from '../play/stage';
import { heading, tableOf } from './table';
import { day, vietnameseOf } from './written';

type Tasks = AnswerOf<typeof listPlanTasks>['items'];
type Deadline = Tasks[number]['deadlines'][number];

const SEVERITY = { blocking: 'CHẶN', warning: 'cảnh báo', info: 'ghi chú' } as const;

const STATUS: Readonly<Record<TaskStateName, string>> = {
  withheld: 'giữ lại',
  waiting: 'chờ',
  open: 'đang làm',
  overdue: 'QUÁ HẠN',
  completed: 'hoàn thành',
  cancelled: 'đã hủy',
};

/** What a plan's import said, what became of it, and its tasks on the last day of its quarter. */
export async function planTables(api: Api, progress: Progress, sample: SamplePlan, quarter: Quarter): Promise<string> {
  const story = progress.fact(planFact(sample.file), PlanStory);
  if (story === undefined) throw new Error(`${sample.file} was not played`);
  const { items } = await api.call(
    listPlanTasks,
    { params: { id: story.id }, query: { on: quarter.end } },
    { as: ADMINISTRATOR },
  );
  return [findingsTable(sample, story), decisions(story), tasksTable(sample, quarter, items)].join('\n');
}

function findingsTable(sample: SamplePlan, { findings, formats }: PlanStory): string {
  const rows = findings.map(({ severity, code, at, message }) => [
    SEVERITY[severity],
    at.ref ?? at.field ?? (at.row === undefined ? '' : `dòng ${at.row}`),
    code,
    vietnameseOf(message),
  ]);
  const read = formats.map(({ format, tasks, blocking }) => `.${format}: ${tasks} nhiệm vụ, ${blocking} phát hiện chặn`);
  return [
    heading(`Kế hoạch ${sample.file}: phát hiện khi nhập, không tự sửa`, 'findings of the import, none repaired silently'),
    tableOf([{ title: 'Mức' }, { title: 'Nơi' }, { title: 'Mã' }, { title: 'Nội dung', max: 84 }], rows),
    `Cùng kế hoạch ở các định dạng / the same plan in its formats: ${read.join('; ')}`,
  ].join('\n');
}

function decisions({ refusal, corrected, withheld }: PlanStory): string {
  const lines: string[] = [];
  if (refusal) {
    const about = refusal.errors.map((error) => vietnameseOf(error.message));
    lines.push(`Ban hành khi còn phát hiện chặn: bị từ chối / issuing was refused: ${refusal.status} ${refusal.code}`);
    lines.push(...about.map((text) => `   · ${text}`));
  }
  lines.push(
    ...corrected.map(
      ({ ref, field, before, after, reason }) =>
        `Đính chính MINH HỌA / demonstration correction ${ref} (${field}): “${before}” → “${after}” – ${reason}`,
    ),
  );
  if (withheld.length > 0) lines.push(`Giữ lại làm dự thảo đến khi được đính chính / withheld as drafts: ${withheld.join(', ')}`);
  return lines.join('\n');
}

function tasksTable(sample: SamplePlan, quarter: Quarter, items: Tasks): string {
  const rows = items.flatMap((task) => {
    const deadlines = task.deadlines.map(deadlineText).join('; ');
    const lead = [task.ref, task.title, task.leads.join(', '), deadlines === '' ? task.time : deadlines];
    if (task.state !== 'released') return [[...lead, null, 'giữ lại']];
    if (task.occurrences.length === 0) return [[...lead, null, '–']];
    return task.occurrences.map((occurrence, index) => [
      ...(index === 0
        ? lead
        : [
            '',
            `  ↳ ${occurrence.triggeredOn === null ? occurrence.occurrence : `phát sinh ${day(occurrence.triggeredOn) ?? ''}`}`,
            '',
            '',
          ]),
      day(occurrence.dueOn ?? occurrence.completedOn),
      `${STATUS[occurrence.status]}${occurrence.late ? ' (trễ)' : ''}`,
    ]);
  });
  const columns = [
    { title: 'Mục' },
    { title: 'Nhiệm vụ', max: 46 },
    { title: 'Chủ trì', max: 26 },
    { title: 'Thời hạn', max: 34 },
    { title: 'Hạn tiếp theo' },
    { title: 'Trạng thái' },
  ];
  return [
    heading(`Nhiệm vụ ${sample.file} vào ngày ${day(quarter.end) ?? ''}`, 'tasks on that day'),
    tableOf(columns, rows),
  ].join('\n');
}

function deadlineText(deadline: Deadline): string {
  const field = (name: string): string => {
    const value = deadline[name];
    return typeof value === 'string' ? value : '';
  };
  switch (deadline.kind) {
    case 'fixed':
      return `${field('mode') === 'before' ? 'trước' : field('mode') === 'by' ? 'chậm nhất' : 'ngày'} ${day(field('date')) ?? ''}`;
    case 'month':
      return `tháng ${field('month').split('-').reverse().join('/')}`;
    case 'quarter':
      return `quý ${field('quarter')}`;
    case 'year':
      return `năm ${typeof deadline['year'] === 'number' ? deadline['year'] : ''}`;
    case 'continuous':
      return 'thường xuyên';
    case 'recurring':
      return `định kỳ ${Array.isArray(deadline['occurrences']) ? deadline['occurrences'].length : ''} kỳ`;
    case 'per-plan':
      return 'theo kế hoạch khác';
    case 'event':
      return 'khi có sự kiện';
    case 'on-request':
      return 'khi được yêu cầu';
  }
}
