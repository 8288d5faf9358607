import { dateOf } from '@thongsuot/calendar';
import type { PlainDate, TaskStateName } from '@thongsuot/contracts';
import { dueOnOf, type Occurrence } from '../task/occurrence';
import { occurrenceOn } from '../task/state-on';
import type { Plan, PlanTask } from './plan';

/** One difference of a plan between two days. */
export interface PlanChange {
  readonly kind: 'added' | 'corrected' | 'postponed' | 'state';
  readonly task: Pick<PlanTask, 'id' | 'ref' | 'title'>;
  readonly occurrence: string | null;
  readonly field: string;
  readonly before: string | readonly string[] | null;
  readonly after: string | readonly string[] | null;
  readonly on: PlainDate;
  readonly by: string | null;
  readonly reason: string | null;
}

export interface Comparison {
  readonly changes: readonly PlanChange[];
  readonly counts: readonly { readonly status: TaskStateName; readonly before: number; readonly after: number }[];
}

/** Was there on a day: not triggered later, not of a task added later. */
function isKnownOn(occurrence: Occurrence, task: PlanTask, on: PlainDate): boolean {
  const since = occurrence.triggeredOn ?? (task.origin === undefined ? null : dateOf(task.origin.at));
  return since === null || since <= on;
}

/** What became different after `from` up to and with `to`: what was added, corrected, put off, done or missed. */
export function comparePlan(
  plan: Pick<Plan, 'tasks' | 'corrections'>,
  occurrences: readonly Occurrence[],
  from: PlainDate,
  to: PlainDate,
): Comparison {
  const within = (day: PlainDate): boolean => from < day && day <= to;
  const taskOf = new Map(plan.tasks.map((task) => [task.id, task]));
  const changes: PlanChange[] = [];
  for (const task of plan.tasks) {
    if (task.origin === undefined || !within(dateOf(task.origin.at))) continue;
    const on = dateOf(task.origin.at);
    changes.push({
      kind: 'added',
      task,
      occurrence: null,
      field: 'task',
      before: null,
      after: task.title,
      on,
      by: task.origin.by,
      reason: null,
    });
  }
  for (const { taskId, field, before, after, at, by, reason } of plan.corrections) {
    const task = taskOf.get(taskId);
    const on = dateOf(at);
    if (task && within(on)) changes.push({ kind: 'corrected', task, occurrence: null, field, before, after, on, by, reason });
  }
  const counts = new Map<TaskStateName, { before: number; after: number }>();
  const count = (status: TaskStateName, when: 'before' | 'after'): void => {
    const known = counts.get(status) ?? { before: 0, after: 0 };
    counts.set(status, { ...known, [when]: known[when] + 1 });
  };
  for (const one of occurrences) {
    const task = taskOf.get(one.taskId);
    if (task === undefined) continue;
    for (const { from: old, to: day, at, by, reason } of one.postponements) {
      const on = dateOf(at);
      if (within(on))
        changes.push({ kind: 'postponed', task, occurrence: one.key, field: 'dueOn', before: old, after: day, on, by, reason });
    }
    const first = isKnownOn(one, task, from) ? occurrenceOn(one, from) : null;
    const last = isKnownOn(one, task, to) ? occurrenceOn(one, to) : null;
    if (first) count(first.state, 'before');
    if (last) count(last.state, 'after');
    if (!last || first?.state === last.state) continue;
    const on = last.completedOn ?? to;
    const states = { before: first?.state ?? null, after: last.state };
    changes.push({ kind: 'state', task, occurrence: one.key, field: 'status', ...states, on, by: null, reason: reasonOf(last) });
  }
  return { changes, counts: [...counts].map(([status, both]) => ({ status, ...both })) };
}

function reasonOf(occurrence: Occurrence): string | null {
  return occurrence.state === 'overdue' ? dueOnOf(occurrence) : null;
}
