import type { PlainDate, TaskStateName } from '@thongsuot/contracts';

/** A task with the state and last day of its occurrences. */
export interface Sequenced {
  readonly ref: string;
  readonly dependsOn: readonly string[];
  readonly occurrences: readonly { readonly status: TaskStateName; readonly dueOn: PlainDate | null }[];
}

/** What stands in the way of a task: another that comes first and is not done, or is due only after it. */
export interface Waits {
  readonly ref: string;
  readonly status: TaskStateName;
  /** Its last day, where that lies after the task's own: one of the two has to be moved. */
  readonly dueAfter: PlainDate | null;
}

const OPEN_FIRST: readonly TaskStateName[] = ['withheld', 'waiting', 'open', 'overdue'];

function lastDay(task: Sequenced): PlainDate | null {
  const days = task.occurrences.flatMap((one) => one.dueOn ?? []);
  return days.sort().at(-1) ?? null;
}

/** What each task with predecessors waits for, by its ref. A predecessor that is done is in nobody's way, however late. */
export function waitsOf(tasks: readonly Sequenced[]): Map<string, Waits[]> {
  const byRef = new Map(tasks.map((task) => [task.ref, task]));
  const waits = new Map<string, Waits[]>();
  for (const task of tasks) {
    const own = lastDay(task);
    const found = task.dependsOn.flatMap((ref): Waits[] => {
      const first = byRef.get(ref);
      const status = OPEN_FIRST.find((state) => first?.occurrences.some((one) => one.status === state));
      if (first === undefined || status === undefined) return [];
      const due = lastDay(first);
      return [{ ref, status, dueAfter: due !== null && own !== null && due > own ? due : null }];
    });
    if (found.length > 0) waits.set(task.ref, found);
  }
  return waits;
}
