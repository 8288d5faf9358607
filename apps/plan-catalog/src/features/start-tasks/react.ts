import type { AreaTree } from '@thongsuot/areas';
import type { DirectiveIssued, FeedbackReceived, PlainDate } from '@thongsuot/contracts';
import type { Work } from '../ports';
import { tasksStartedBy } from '../../domain/directive/directive';
import type { PlanTask } from '../../domain/plan/plan';
import { isNear } from '../../domain/task/near';
import { plansInForce, startTasks } from './start-tasks';

interface Context {
  readonly today: PlainDate;
  readonly tree: AreaTree;
}

const released = (task: PlanTask): boolean => task.state === 'released';

/** Agencies whose documents go out for the committee itself. */
const FOR_COMMITTEE = /^(van-phong|vp)\b/u;

/** A directive starts the tasks that wait for it in the plans in force of those it is addressed to; once each. */
export async function startByDirective(work: Work, directive: DirectiveIssued, context: Context): Promise<number> {
  const { receivedOn, byDate, issuer, asks, startsTrigger, directiveId } = directive;
  const level = context.tree.findById(issuer.areaVersion);
  if (level === undefined || !isNear(receivedOn, context.today)) return 0;
  const speaks = issuer.agency === null || FOR_COMMITTEE.test(issuer.agency);
  const plans = await plansInForce(
    work,
    directive.addressees.map((one) => one.areaVersion),
    receivedOn,
  );
  let started = 0;
  for (const plan of plans) {
    const waiting = plan.tasks.filter((task) => released(task) && task.deadlines.some((one) => one.kind === 'event'));
    const named = waiting.filter((task) => task.ref === startsTrigger);
    const chosen = speaks ? tasksStartedBy({ issuer: { name: level.name, level: level.level }, asks }, waiting) : [];
    const ids = new Set((named.length > 0 ? named : chosen).map((one) => one.id));
    const trigger = { id: directiveId, on: receivedOn, ...(byDate === null ? {} : { byDate }) };
    const tasks = waiting.filter((task) => ids.has(task.id));
    started += (await startTasks(work, plan, tasks, trigger, context)).length;
  }
  return started;
}

/**
 * Feedback on handling at a desk opens one occurrence of the ad-hoc inspection (Kon Rẫy III.3) in each plan in force of the
 * unit's area and of those above that waits for feedback; once a feedback, however often it is told.
 */
export async function startByFeedback(work: Work, feedback: FeedbackReceived, context: Context): Promise<number> {
  const { after } = feedback;
  if (after === null || !after.onHandling || after.state === 'refused' || !isNear(after.receivedOn, context.today)) return 0;
  const { tree } = context;
  const { areaVersion } = after.unit;
  const path =
    tree.findById(areaVersion) === undefined ? [areaVersion] : [areaVersion, ...tree.ancestors(areaVersion).map((one) => one.id)];
  let started = 0;
  for (const plan of await plansInForce(work, path, after.receivedOn)) {
    const tasks = plan.tasks.filter(
      (task) => released(task) && task.deadlines.some((one) => one.kind === 'event' && one.triggerSource === 'feedback'),
    );
    started += (await startTasks(work, plan, tasks, { id: after.id, on: after.receivedOn }, context)).length;
  }
  return started;
}
