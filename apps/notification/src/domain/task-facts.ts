import type {
  DifficultyRaised,
  DirectiveIssued,
  PlanIssued,
  TaskDue,
  TaskOverdue,
  TaskState,
  UnitAt,
} from '@thongsuot/contracts';
import { NOTHING, committee, dayWords, same, shortened, uniqueUnits, type Fact, type Variables } from './message';

/** Those who lead a task, each once; the issuing committee where the plan names nobody. */
export function responsibleFor(task: TaskState): UnitAt[] {
  return uniqueUnits(task.leads.length > 0 ? task.leads : [committee(task.planAreaVersion)]);
}

const refOf = (task: TaskState): string => `${task.sectionNumber}.${task.number}`;

/** What the words about a task are filled with. */
export function taskVariables(task: TaskState): Variables {
  const ref = refOf(task);
  const what = task.title === undefined ? ref : `${ref} ${shortened(task.title)}`;
  return { subject: same(what), due: dayWords(task.dueOn) };
}

/** Path of the tasks of a plan, below /api/v1. */
export function taskLink(task: TaskState): string {
  return `/plans/${task.planId}/tasks`;
}

/** A task opened, or an open one has another day. Work that only lies ahead bothers nobody yet. */
export function taskDueFacts({ on, before, after }: TaskDue): Fact[] {
  if (after?.state !== 'open') return [];
  const moved = before?.state === 'open' || before?.state === 'overdue';
  const what = moved ? { vi: 'Hạn mới', en: 'New day' } : { vi: 'Đến kỳ thực hiện', en: 'Task opened' };
  return [{ ...taskFact('task.due', after, on), severity: 'info', variables: { ...taskVariables(after), what } }];
}

/** A task is late. */
export function taskOverdueFacts({ on, after }: TaskOverdue): Fact[] {
  return after === null ? [] : [{ ...taskFact('task.overdue', after, on), severity: 'danger', variables: taskVariables(after) }];
}

function taskFact(kind: 'task.due' | 'task.overdue', task: TaskState, on: TaskDue['on']): Omit<Fact, 'severity' | 'variables'> {
  return {
    key: `${kind}:${task.taskId}:${task.occurrence}:${task.dueOn ?? ''}`,
    ...{ kind, units: responsibleFor(task), owner: task.planAreaVersion, on, dueOn: task.dueOn, link: taskLink(task) },
  };
}

/** A plan came into force. */
export function planIssuedFacts(plan: PlanIssued, on: PlanIssued['issuedOn'] & string): Fact[] {
  const held = plan.withheldTaskIds.length;
  return [
    {
      ...{ key: `plan.issued:${plan.planId}`, kind: 'plan.issued', units: [plan.issuer], owner: null },
      ...{ severity: held > 0 ? 'warning' : 'info', on, dueOn: null, link: `/plans/${plan.planId}` },
      variables: {
        plan: same(plan.number ?? plan.year),
        tasks: same(plan.taskIds.length),
        withheld: held > 0 ? same(held) : NOTHING,
      },
    },
  ];
}

/** An order from above. */
export function directiveFacts(directive: DirectiveIssued): Fact[] {
  const { directiveId, byDate, receivedOn, addressees } = directive;
  return [
    {
      ...{ key: `directive.issued:${directiveId}`, kind: 'directive.issued', units: uniqueUnits(addressees), owner: null },
      ...{ severity: byDate === null ? 'info' : 'warning', on: receivedOn, dueOn: byDate, link: '/directives' },
      variables: directiveVariables(directive),
    },
  ];
}

/**
 * What stands in the way of a task goes to the level above; that it is solved, back to the unit.
 * @param from name of the area that raised it
 */
export function difficultyFacts(
  kind: 'difficulty.raised' | 'difficulty.resolved',
  difficulty: DifficultyRaised,
  from: string,
): Fact[] {
  const { difficultyId, ref, raisedBy, raisedTo, on } = difficulty;
  const raised = kind === 'difficulty.raised';
  return [
    {
      ...{ key: `${kind}:${difficultyId}`, kind, units: [raised ? raisedTo : raisedBy], owner: null },
      ...{ severity: raised ? 'warning' : 'info', on, dueOn: null, link: '/difficulties' },
      variables: { subject: same(ref), from: same(from) },
    },
  ];
}

/** What the words about a directive are filled with. */
export function directiveVariables({ number, asks, byDate }: DirectiveIssued): Variables {
  return { number: same(number), subject: same(shortened(asks)), due: dayWords(byDate) };
}
