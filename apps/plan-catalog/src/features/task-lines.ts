import { addDays } from '@thongsuot/calendar';
import type { PlainDate, TaskState, TaskStateName, UnitAt } from '@thongsuot/contracts';
import type { PlanTask } from '../domain/plan/plan';
import { dueOnOf, type Occurrence } from '../domain/task/occurrence';
import { WAITING_KEY, WITHHELD_KEY, type PlanDoc, type TaskDoc } from './records';

/** Sorts after every day, for lines without one. */
const NO_DAY = '9999-12-31';
/** Before every day: time moves it at the next tick. */
const AT_ONCE = '0000-01-01';

/** The day on which time alone moves an occurrence, see `tick`. */
export function nextAtOf(occurrence: Occurrence): string | null {
  const dueOn = dueOnOf(occurrence);
  if (occurrence.state === 'waiting') return occurrence.startsOn ?? (dueOn === null ? null : AT_ONCE);
  return occurrence.state === 'open' && dueOn !== null ? addDays(dueOn, 1) : null;
}

/** The fields of a line that follow from its occurrence. */
export function movedFields(
  occurrence: Occurrence,
): Pick<TaskDoc, 'occurrence' | 'status' | 'sortDue' | 'nextAt' | 'kind' | 'key'> {
  const { key, kind, state } = occurrence;
  const last = occurrence.steps.at(-1)?.dueOn ?? null;
  return {
    key,
    kind,
    occurrence,
    status: state,
    sortDue: dueOnOf(occurrence) ?? (state === 'completed' ? last : null) ?? NO_DAY,
    nextAt: nextAtOf(occurrence),
  };
}

type Line = Omit<TaskDoc, 'occurrence' | 'status' | 'sortDue' | 'nextAt' | 'kind' | 'key' | '_id' | 'rev' | 'lastPackId'>;

function lineOf(plan: PlanDoc, task: PlanTask, leadUnits: readonly UnitAt[]): Line {
  const { areaVersion, areaCode, areaName, areaPath, year } = plan;
  const [section = '', number = ''] = task.ref.split('.');
  const { ref, title, leads, coordinators, products } = task;
  return {
    ...{ areaVersion, areaCode, areaName, areaPath, year, planId: plan._id, planNumber: plan.number },
    ...{ taskId: task.id, ref, section, number, title, leads, leadUnits, coordinators, products },
  };
}

/** A new line of the list of tasks for an occurrence. */
export function occurrenceLine(
  plan: PlanDoc,
  task: PlanTask,
  leadUnits: readonly UnitAt[],
  occurrence: Occurrence,
  lastPackId: string,
): TaskDoc {
  return {
    _id: `${task.id}:${occurrence.key}`,
    rev: 1,
    lastPackId,
    ...lineOf(plan, task, leadUnits),
    ...movedFields(occurrence),
  };
}

/** The line of a task that is withheld, or waits for its first trigger. */
export function standingLine(
  plan: PlanDoc,
  task: PlanTask,
  leadUnits: readonly UnitAt[],
  status: Extract<TaskStateName, 'waiting' | 'withheld'>,
): TaskDoc {
  const key = status === 'withheld' ? WITHHELD_KEY : WAITING_KEY;
  return {
    _id: `${task.id}:${key}`,
    rev: 1,
    lastPackId: null,
    ...lineOf(plan, task, leadUnits),
    key,
    kind: task.deadlines[0]?.kind ?? 'on-request',
    status,
    sortDue: NO_DAY,
    nextAt: null,
    occurrence: null,
  };
}

/** An occurrence as events tell it. */
export function taskState(line: TaskDoc, occurrence: Occurrence): TaskState {
  return {
    taskId: line.taskId,
    planId: line.planId,
    planAreaVersion: line.areaVersion,
    year: line.year,
    sectionNumber: line.section,
    number: line.number,
    title: line.title.slice(0, 4000),
    leads: line.leadUnits.map(({ areaVersion, agency }) => ({ areaVersion, agency })),
    kind: occurrence.kind,
    occurrence: occurrence.key,
    state: occurrence.state,
    dueOn: dueOnOf(occurrence) ?? (occurrence.state === 'completed' ? lastDay(occurrence) : null),
    completedOn: occurrence.completedOn,
  };
}

function lastDay(occurrence: Occurrence): PlainDate | null {
  return occurrence.steps.at(-1)?.dueOn ?? null;
}
