import { TaskMeasured, type PlanTarget } from '@thongsuot/contracts';
import type { PlanTask } from '../../domain/plan/plan';
import { proposedMeasure, type MeasureRule, type TaskMeasure } from '../../domain/task/measure';
import type { Work } from '../ports';
import type { PlanDoc } from '../records';

/** Tells what measures a continuous task of a plan in force, so that whoever keeps the figure can say how it stands. */
export function tellMeasure(work: Pick<Work, 'emit'>, plan: PlanDoc, task: PlanTask, rules: readonly MeasureRule[]): void {
  if (task.state !== 'released' || !task.deadlines.some((one) => one.kind === 'continuous')) return;
  const measure = task.measure?.measure ?? proposedMeasure(task.title, rules);
  work.emit(TaskMeasured, {
    subject: task.id,
    key: plan.areaVersion,
    data: {
      ...{ taskId: task.id, planId: plan._id, year: plan.year, ref: task.ref, target: targetOf(measure, task.title) },
      owner: { areaVersion: plan.areaVersion, agency: plan.agency?.slug ?? null },
    },
  });
}

function targetOf(measure: TaskMeasure | undefined, title: string): PlanTarget | null {
  if (measure?.kind !== 'figure') return null;
  const base = { key: measure.figure, label: title.slice(0, 500), comparison: measure.comparison };
  if (measure.percent !== undefined) return { measure: 'percent', ...base, percent: measure.percent };
  return measure.count === undefined ? null : { measure: 'count', ...base, count: measure.count };
}
