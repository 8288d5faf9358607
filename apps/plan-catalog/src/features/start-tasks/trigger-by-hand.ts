import { ProblemError, type Instant, type PlainDate } from '@thongsuot/contracts';
import type { AreaTree } from '@thongsuot/areas';
import type { Work } from '../ports';
import type { TaskDoc } from '../records';
import { schedule } from '../../domain/task/transitions';
import { newId } from '../new-id';
import { startTasks } from './start-tasks';

/** The fact that starts a task, as an officer tells it. */
export interface HandTrigger {
  readonly id?: string | undefined;
  readonly on?: PlainDate | undefined;
  readonly byDate?: PlainDate | undefined;
  /** Plan that sets the day, as it is cited. */
  readonly plan?: string | undefined;
}

/** Who tells it, when, and whether they may. */
export interface HandContext {
  readonly by: string;
  readonly at: Instant;
  readonly today: PlainDate;
  readonly tree: AreaTree;
  readonly mayUse: (areaVersion: string) => void;
}

/**
 * Starts a task that waits for an event or a request, or gives a task by another plan the day which that plan sets.
 *
 * @throws RuleBroken `task-not-triggerable`, `already-scheduled`
 * @throws ProblemError `not-found`, `task-state-conflict` for a task not in force
 */
export async function triggerByHand(work: Work, taskId: string, given: HandTrigger, context: HandContext): Promise<TaskDoc> {
  const plan = await work.plans.findOfTask(taskId);
  const task = plan?.tasks.find((one) => one.id === taskId);
  if (!plan || task === undefined) throw new ProblemError('not-found');
  context.mayUse(plan.areaVersion);
  if (task.state !== 'released') throw new ProblemError('task-state-conflict');
  const { today } = context;
  work.audit({ actor: context.by, action: 'plan-catalog.triggerTask', subject: `task ${taskId}` });
  const lines = await work.tasks.ofTask(taskId);
  const byPlan = lines.find((line) => line.kind === 'per-plan' && line.occurrence?.state === 'waiting');
  if (byPlan?.occurrence && given.byDate !== undefined) {
    const act = { by: context.by, at: context.at, on: today };
    const moved = schedule(byPlan.occurrence, given.byDate, act, given.plan);
    const [saved = byPlan] = await work.tasks.save([{ line: byPlan, moved }]);
    return saved;
  }
  const id = given.id ?? newId();
  const trigger = { id, on: given.on ?? today, ...(given.byDate === undefined ? {} : { byDate: given.byDate }) };
  const [opened] = await startTasks(work, plan, [task], trigger, context);
  const known = opened ?? lines.find((line) => line.key === id);
  if (known === undefined) throw new ProblemError('task-state-conflict');
  return known;
}
