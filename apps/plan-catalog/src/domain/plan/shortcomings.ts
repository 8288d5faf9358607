import type { TaskStateName } from '@thongsuot/contracts';
import type { Inspection } from '../inspection/inspection';
import type { PlanTask } from './plan';

/** Something of last year that is to be put right this year (body of the plans: "khắc phục tồn tại, hạn chế"). */
export interface Shortcoming {
  /** Stays the same however often it is asked for; the task that puts it right carries it as its origin. */
  readonly id: string;
  readonly kind: 'task-late' | 'task-unfinished' | 'finding' | 'difficulty';
  readonly text: string;
  readonly ref: string | null;
  /** Task of this year's plan that puts it right. */
  readonly taskId: string | null;
}

/** What last year left behind. */
export interface LastYear {
  readonly lines: readonly {
    readonly id: string;
    readonly ref: string;
    readonly title: string;
    readonly status: TaskStateName;
    readonly late: boolean;
  }[];
  readonly inspections: readonly (Pick<Inspection, 'heads'> & { readonly _id: string })[];
  readonly difficulties: readonly { readonly _id: string; readonly ref: string; readonly text: string }[];
}

/** Late and unfinished work with a day, findings that nobody has seen remedied, difficulties that nobody has solved. */
export function shortcomingsOf(lastYear: LastYear, tasks: readonly PlanTask[]): Shortcoming[] {
  const taken = new Map(
    tasks.flatMap((task) => (task.origin?.kind === 'shortcoming' ? [[task.origin.id, task.id] as const] : [])),
  );
  const late = lastYear.lines.flatMap(({ id, ref, title, status, late: wasLate }) => {
    const kind =
      status === 'overdue' ? ('task-unfinished' as const) : status === 'completed' && wasLate ? ('task-late' as const) : null;
    return kind === null ? [] : [{ id: `task/${id}`, kind, text: title, ref }];
  });
  const findings = lastYear.inspections.flatMap(({ _id, heads }) =>
    heads
      .flatMap((head) => head.findings)
      .map((finding, index) => ({ finding, number: index + 1 }))
      .filter(({ finding }) => finding.state !== 'verified')
      .map(({ finding, number }) => ({
        id: `finding/${_id}/${number}`,
        kind: 'finding' as const,
        text: finding.text,
        ref: null,
      })),
  );
  const difficulties = lastYear.difficulties.map(({ _id, ref, text }) => ({
    id: `difficulty/${_id}`,
    kind: 'difficulty' as const,
    text,
    ref,
  }));
  return [...late, ...findings, ...difficulties].map((one) => ({ ...one, taskId: taken.get(one.id) ?? null }));
}
