import type { DirectiveIssued, FeedbackState, PlainDate, TaskState } from '@thongsuot/contracts';
import type { DueItem } from './due-items';
import { unitKey, uniqueUnits } from './message';
import { feedbackLink, feedbackVariables } from './other-facts';
import { directiveVariables, responsibleFor, taskLink, taskVariables } from './task-facts';

/** An item as it stands after a fact, or null where nothing is due any more. */
export interface DueChange {
  readonly id: string;
  readonly on: PlainDate;
  readonly item: Omit<DueItem, 'evaluated'> | null;
}

/** What a task's change leaves to be watched. */
export function taskDueChange(
  on: PlainDate,
  { before, after }: { readonly before: TaskState | null; readonly after: TaskState | null },
): DueChange[] {
  const state = after ?? before;
  if (state === null) return [];
  const id = `task:${state.taskId}:${state.occurrence}`;
  const open = after !== null && (after.state === 'open' || after.state === 'overdue');
  if (!open || after.dueOn === null) return [{ id, on, item: null }];
  const item = {
    ...{ id, subject: 'task' as const, units: responsibleFor(after), owner: after.planAreaVersion, dueOn: after.dueOn },
    ...{ variables: taskVariables(after), link: taskLink(after) },
  };
  return [{ id, on, item }];
}

/** What a change of feedback leaves to be watched: the clock of the step that it is in. */
export function feedbackDueChange(
  on: PlainDate,
  { before, after }: { readonly before: FeedbackState | null; readonly after: FeedbackState | null },
): DueChange[] {
  const state = after ?? before;
  if (state === null) return [];
  const id = `feedback:${state.id}`;
  if (after === null || after.dueOn === null || after.state === 'published' || after.state === 'refused') {
    return [{ id, on, item: null }];
  }
  const { handler, dueOn } = after;
  const item = {
    ...{ id, subject: 'feedback' as const, units: [handler], owner: handler.areaVersion, dueOn },
    ...{ variables: feedbackVariables(after), link: feedbackLink(handler) },
  };
  return [{ id, on, item }];
}

/** What a directive leaves to be watched, one item an addressee: each lies under the rules of its own area. */
export function directiveDueChange(directive: DirectiveIssued): DueChange[] {
  const { directiveId, byDate, receivedOn: on, addressees } = directive;
  if (byDate === null) return [];
  return uniqueUnits(addressees).map((unit) => {
    const id = `directive:${directiveId}:${unitKey(unit)}`;
    const item = {
      ...{ id, subject: 'directive' as const, units: [unit], owner: unit.areaVersion, dueOn: byDate },
      ...{ variables: directiveVariables(directive), link: '/directives' },
    };
    return { id, on, item };
  });
}
