import { parseDeadlines } from '@thongsuot/calendar';
import type { Deadline, ParsedDeadlines } from '@thongsuot/calendar';
import type { Instant, PlainDate } from '@thongsuot/contracts';
import type { Finding } from '../import/finding';
import { adaptedBy, type Lineage } from '../lineage/lineage';
import { RuleBroken } from '../rule-broken';
import type { SetMeasure } from '../task/measure';

/** A task of a plan that is kept: an imported one with an id, and its corrections. */
export interface PlanTask {
  readonly id: string;
  readonly ref: string;
  readonly title: string;
  readonly leads: readonly string[];
  readonly coordinators: readonly string[];
  readonly products: readonly string[];
  readonly time: string;
  readonly deadlines: readonly Deadline[];
  readonly dependsOn: readonly string[];
  readonly findings: readonly Finding[];
  /** `draft` until its plan is issued, `withheld` where it stays behind, `omitted` by a plan below, `released` once it counts. */
  readonly state: 'draft' | 'withheld' | 'omitted' | 'released';
  /** What it was added for after the plan was drawn up; absent for a task of the plan's own table. */
  readonly origin?: TaskOrigin;
  /** What a person set to measure it; a continuous task without one is measured by rule. */
  readonly measure?: SetMeasure;
}

/** Why a task was added: an inspection's finding, last year's shortcoming, a difficulty, a drift, an order from above. */
export interface TaskOrigin {
  readonly kind: 'inspection' | 'shortcoming' | 'difficulty' | 'drift' | 'directive';
  /** Id of that fact; the same fact adds one task. */
  readonly id: string;
  readonly by: string;
  readonly at: Instant;
}

/** The fields a person may correct. */
export type CorrectableField = 'title' | 'leads' | 'coordinators' | 'products' | 'time';

/** What was changed, from what, by whom, when and why. Never removed. */
export interface Correction {
  readonly taskId: string;
  readonly field: CorrectableField;
  readonly before: string | readonly string[];
  readonly after: string | readonly string[];
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

export interface Plan {
  readonly id: string;
  readonly state: 'draft' | 'issued';
  readonly number: string | null;
  readonly issued: PlainDate | null;
  readonly year: number;
  readonly tasks: readonly PlanTask[];
  readonly corrections: readonly Correction[];
  /** What became of the tasks of the plan above. */
  readonly lineage: readonly Lineage[];
}

/** A plan cannot be issued while these stand. */
export class BlockingFindings extends RuleBroken {
  constructor(readonly findings: readonly Finding[]) {
    super(
      'blocking-findings',
      `Còn ${findings.length} lỗi phải sửa; sửa hoặc nêu các nhiệm vụ đó để giữ lại`,
      `${findings.length} blocking finding(s) stand; correct them or name their tasks to be withheld`,
    );
  }
}

/** True while a task has to be corrected before it may count. */
export function isBlocked(task: Pick<PlanTask, 'findings'>): boolean {
  return task.findings.some((one) => one.severity === 'blocking');
}

/**
 * Issues a draft: its tasks are released, except those named in `withhold`, which stay behind until corrected.
 *
 * @param withhold ids or refs ("II.2") of tasks
 * @param given number and date where the draft leaves them blank (one of its own stays); findings that other plans bring
 * @throws BlockingFindings while a task that is not named has a blocking finding
 * @throws RuleBroken `plan-issued`, `task-unknown`
 */
export function issuePlan(
  plan: Plan,
  withhold: readonly string[],
  given: { readonly number?: string; readonly issued?: PlainDate; readonly findings?: readonly Finding[] } = {},
): Plan {
  if (plan.state === 'issued') throw new RuleBroken('plan-issued', 'Kế hoạch đã ban hành', 'The plan has been issued already');
  const named = (task: PlanTask): boolean => withhold.includes(task.id) || withhold.includes(task.ref);
  const unknown = withhold.find((name) => !plan.tasks.some((task) => task.id === name || task.ref === name));
  if (unknown !== undefined) throw unknownTask(unknown);
  const counting = plan.tasks.filter((task) => task.state !== 'omitted' && !named(task));
  const brought = (given.findings ?? []).filter((one) => counting.some((task) => task.ref === one.at.ref));
  const standing = [...counting.flatMap((task) => task.findings), ...brought];
  const blocking = standing.filter((one) => one.severity === 'blocking');
  if (blocking.length > 0) throw new BlockingFindings(blocking);
  return {
    ...plan,
    state: 'issued',
    number: plan.number ?? given.number ?? null,
    issued: plan.issued ?? given.issued ?? null,
    tasks: plan.tasks.map((task) =>
      task.state === 'omitted' ? task : { ...task, state: named(task) ? 'withheld' : 'released' },
    ),
  };
}

/** A person's correction of one field; lists for `leads`, `coordinators`, `products`, text for the others. */
export type Change =
  | { readonly field: 'title' | 'time'; readonly value: string }
  | { readonly field: 'leads' | 'coordinators' | 'products'; readonly value: readonly string[] };

/**
 * Corrects a task. A corrected field loses its findings; a corrected time is read anew and may bring new ones. A withheld
 * task of an issued plan is released as soon as nothing blocks it.
 *
 * @throws RuleBroken `task-unknown`, `reason-missing`, `value-missing`
 */
export function correctTask(plan: Plan, taskId: string, change: Change, who: { by: string; at: Instant; reason: string }): Plan {
  const task = plan.tasks.find((one) => one.id === taskId || one.ref === taskId);
  if (task === undefined) throw unknownTask(taskId);
  if (who.reason.trim() === '')
    throw new RuleBroken('reason-missing', 'Phải nêu lý do sửa', 'A reason must be given for a correction');
  if ((change.field === 'title' || change.field === 'leads') && change.value.length === 0) {
    throw new RuleBroken('value-missing', 'Giá trị sửa không được để trống', 'The corrected value must not be empty');
  }
  const read = change.field === 'time' ? parseDeadlines(change.value, { planYear: plan.year, taskTitle: task.title }) : undefined;
  const corrected: PlanTask = {
    ...task,
    [change.field]: change.value,
    deadlines: read?.deadlines ?? task.deadlines,
    findings: [...task.findings.filter((one) => one.at.field !== change.field), ...timeFindings(task, read)],
  };
  const released = plan.state === 'issued' && corrected.state === 'withheld' && !isBlocked(corrected);
  const kept: PlanTask = released ? { ...corrected, state: 'released' } : corrected;
  const { by, at } = who;
  const correction: Correction = {
    taskId: task.id,
    field: change.field,
    before: task[change.field],
    after: change.value,
    reason: who.reason.trim(),
    by,
    at,
  };
  return {
    ...plan,
    tasks: plan.tasks.map((one) => (one.id === task.id ? kept : one)),
    corrections: [...plan.corrections, correction],
    lineage: adaptedBy(plan.lineage, task.id, { by, at, reason: correction.reason }),
  };
}

function timeFindings(task: PlanTask, read: ParsedDeadlines | undefined): Finding[] {
  return (read?.findings ?? []).map((one) => ({
    code: one.code,
    severity: one.severity,
    message: one.message,
    at: { ref: task.ref, field: 'time', ...(one.at === undefined ? {} : { within: one.at }) },
  }));
}

function unknownTask(name: string): RuleBroken {
  return new RuleBroken('task-unknown', `Kế hoạch không có nhiệm vụ ${name}`, `The plan has no task ${name}`);
}
