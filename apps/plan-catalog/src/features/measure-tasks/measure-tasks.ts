import { dateOf } from '@thongsuot/calendar';
import type { MeasuresView, PlainDate } from '@thongsuot/contracts';
import { standingOf } from '../../domain/directive/answer';
import type { PlanTask } from '../../domain/plan/plan';
import { measureDirectives, measureRhythm, proposedMeasure, type MeasureRule, type TaskMeasure } from '../../domain/task/measure';
import type { DirectiveDoc, PlanDoc, TaskDoc } from '../records';

type Row = MeasuresView['items'][number];

/** What the measures of a plan are taken from. */
export interface MeasureSource {
  readonly lines: readonly TaskDoc[];
  /** Directives to the unit whose plan it is. */
  readonly directives: readonly DirectiveDoc[];
  readonly rules: readonly MeasureRule[];
  readonly today: PlainDate;
}

/** Every continuous task of a plan in force with what makes it done or late. */
export function measureTasks(plan: PlanDoc, source: MeasureSource): Row[] {
  const unit = plan.agency === undefined ? plan.areaCode : `${plan.areaCode}/${plan.agency.slug}`;
  return plan.tasks.flatMap((task): Row[] => {
    const deadline = task.deadlines.find((one) => one.kind === 'continuous');
    if (deadline?.kind !== 'continuous' || task.state !== 'released') return [];
    const measure = task.measure?.measure ?? proposedMeasure(task.title, source.rules) ?? null;
    const set = task.measure !== undefined ? 'by-person' : measure === null ? 'none' : 'by-rule';
    const from = later(deadline.from, plan.issued);
    return [
      {
        ...{ taskId: task.id, ref: task.ref, title: task.title, measure, set },
        ...taken(task, measure, { ...source, from, until: deadline.to, unit }),
      },
    ];
  });
}

const NOTHING = { lastEvidenceOn: null, nextDueOn: null, met: 0, missed: 0 };

function taken(
  task: PlanTask,
  measure: TaskMeasure | null,
  source: MeasureSource & { readonly from: PlainDate; readonly until: PlainDate | null; readonly unit: string },
): Omit<Row, 'taskId' | 'ref' | 'title' | 'measure' | 'set'> {
  const { from, until, today, unit } = source;
  switch (measure?.kind) {
    case undefined:
      return { state: 'not-measured', ...NOTHING };
    case 'figure':
      return { state: 'elsewhere', ...NOTHING };
    case 'directives': {
      if (today < from) return { state: 'not-started', ...NOTHING };
      const received = source.directives.filter((one) => one.receivedOn >= from && one.receivedOn <= today);
      const standings = received.map((one) => standingOf({ ...one, answers: one.answers ?? [] }, unit, today));
      return { ...NOTHING, ...measureDirectives(standings) };
    }
    case 'rhythm': {
      const proofs = source.lines
        .filter((line) => line.taskId === task.id)
        .flatMap((line) => line.occurrence?.evidence ?? [])
        .map((one) => dateOf(one.at));
      return { ...measureRhythm(proofs, measure.everyDays, { from, until, today }) };
    }
  }
}

function later(from: PlainDate, issued: PlainDate | null): PlainDate {
  return issued !== null && issued > from ? issued : from;
}
