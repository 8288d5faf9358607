import type { Deadline } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import type { Finding } from '../import/finding';
import { finding } from '../import/finding';
import type { PlanTask } from '../plan/plan';
import { plannedOccurrences } from '../task/occurrence';
import type { Lineage, ParentTask } from './lineage';

/** An occurrence whose day above is missed by the plan below; `childDue` null: the plan below sets no day for it. */
export interface LaterDay {
  /** `once`, `2022-Q1`. */
  readonly occurrence: string;
  readonly parentDue: PlainDate;
  readonly childDue: PlainDate | null;
}

/** The occurrences of deadlines with their last days; a lone quarter is named as it is among recurring ones. */
function lastDays(deadlines: readonly Deadline[]): { readonly key: string; readonly due: PlainDate }[] {
  return deadlines.flatMap((deadline) =>
    plannedOccurrences('task', [deadline]).flatMap((occurrence) => {
      const due = occurrence.steps
        .flatMap((step) => step.dueOn ?? [])
        .sort()
        .at(-1);
      const key = deadline.kind === 'quarter' ? deadline.quarter : occurrence.key;
      return due === undefined ? [] : [{ key, due }];
    }),
  );
}

/**
 * Where deadlines below are later than those above. Occurrences of the same period are held to each other; a single day above
 * binds every day below. What has no day above (continuous work, work started by an event) binds nothing.
 */
export function laterThanParent(parent: readonly Deadline[], child: readonly Deadline[]): LaterDay[] {
  const above = lastDays(parent);
  const below = lastDays(child);
  const lastBelow = below
    .map((one) => one.due)
    .sort()
    .at(-1);
  return above.flatMap(({ key, due }) => {
    const same = below.find((one) => one.key === key)?.due;
    const childDue = same ?? (above.length === 1 ? lastBelow : undefined) ?? null;
    return childDue !== null && childDue <= due ? [] : [{ occurrence: key, parentDue: due, childDue }];
  });
}

/** Those that have a day below, and a later one. */
export function datedLater(days: readonly LaterDay[]): (LaterDay & { readonly childDue: PlainDate })[] {
  return days.filter((one): one is LaterDay & { readonly childDue: PlainDate } => one.childDue !== null);
}

/** What lineage has to say about the tasks of a plan: a later day than above blocks, no day where one is set above warns. */
export function lineageFindings(
  lineage: readonly Lineage[],
  tasks: readonly PlanTask[],
  parents: readonly ParentTask[],
): Finding[] {
  return lineage.flatMap((line) => {
    const parent = parents.find((one) => one.id === line.parentTaskId);
    const task = tasks.find((one) => one.id === line.taskId);
    if (parent === undefined || task === undefined) return [];
    const at = { ref: task.ref, field: 'time' };
    return laterThanParent(parent.deadlines, task.deadlines).map(({ occurrence, parentDue, childDue }) =>
      childDue === null
        ? finding(
            'warning',
            'child-without-day',
            at,
            `cấp trên (nhiệm vụ ${parent.ref}, ${occurrence}) đặt hạn ${parentDue}, ở đây chưa có hạn`,
            `the plan above (task ${parent.ref}, ${occurrence}) sets ${parentDue}, none is set here`,
          )
        : finding(
            'blocking',
            'child-later-than-parent',
            at,
            `hạn ${childDue} muộn hơn hạn ${parentDue} của cấp trên (nhiệm vụ ${parent.ref}, ${occurrence})`,
            `${childDue} is later than ${parentDue} of the plan above (task ${parent.ref}, ${occurrence})`,
          ),
    );
  });
}
