import type {
  DifficultyView,
  DirectiveView,
  PlainDate,
  PlanFinding,
  PlanSummary,
  PlanTaskView,
  PlanView,
  TaskItem,
  UnitRef,
} from '@thongsuot/contracts';
import { vietnamCalendar } from '@thongsuot/calendar';
import type { Finding } from '../../domain/import/finding';
import { ADDED_SECTIONS } from '../../domain/plan/added-task';
import { standingOf } from '../../domain/directive/answer';
import { isBlocked, type PlanTask } from '../../domain/plan/plan';
import { dueOnOf, type Occurrence } from '../../domain/task/occurrence';
import { occurrenceOn } from '../../domain/task/state-on';
import { dueSoonRules } from '../files/alerts';
import { nearness } from '../../domain/task/nearness';
import { wasLate } from '../../domain/task/transitions';
import type { DifficultyDoc, DirectiveDoc, Placed, PlanDoc, TaskDoc } from '../../features/records';

/** The area of an aggregate as readers are told of it. */
export function areaView(of: Placed): { code: string; name: string; areaVersion: string } {
  return { code: of.areaCode, name: of.areaName, areaVersion: of.areaVersion };
}

export function findingView({ code, severity, message, at }: Finding): PlanFinding {
  return { code, severity, message: `${message.vi} / ${message.en}`, at };
}

/** All findings that stand: of the plan first, then task by task. */
export function findingsView(plan: PlanDoc): PlanFinding[] {
  return [...plan.findings, ...plan.tasks.flatMap((task) => task.findings)].map(findingView);
}

/** @param stored false on a dry run: nothing has an id then */
export function planView(plan: PlanDoc, stored = true): PlanView {
  const { source } = plan;
  let index = 0;
  const sections = source.sections.map(({ number, name, tasks }) => ({
    number,
    name,
    tasks: tasks.map((imported): PlanTaskView => {
      const task = plan.tasks[index];
      index += 1;
      if (task === undefined) throw new Error(`plan ${plan._id} has lost task ${imported.ref}`);
      const { ref, title, leads, coordinators, products, time, deadlines, dependsOn, findings, state } = task;
      return {
        id: stored ? task.id : null,
        ...{ ref, title, time, deadlines: [...deadlines], state },
        number: imported.number,
        leads: [...leads],
        coordinators: [...coordinators],
        products: [...products],
        leadAndCoordinatorMerged: imported.leadAndCoordinatorMerged,
        dependsOn: [...dependsOn],
        findings: findings.map(findingView),
        confidence: imported.confidence,
        origin: null,
      };
    }),
  }));
  const added = addedSections(plan.tasks.slice(index), stored);
  const refOf = new Map(plan.tasks.map((task) => [task.id, task.ref]));
  const { title, issuer, follows, signer, bases, recipients, prose, duties, targets } = source;
  return {
    id: stored ? plan._id : null,
    rev: stored ? plan.rev : null,
    ...{ state: plan.state, number: plan.number, issued: plan.issued, year: plan.year, title, area: areaView(plan) },
    ...descentView(plan),
    issuer: issuer && { name: issuer.name, area: issuer.area, parents: [...issuer.parents] },
    follows,
    signer,
    ...{ bases: [...bases], recipients: [...recipients], prose: [...prose], duties: [...duties], targets: [...targets] },
    judgements: (plan.judgements ?? []).map((one) => ({ ...one })),
    sections: [...sections, ...added],
    corrections: plan.corrections.map(({ taskId, field, before, after, reason, by, at, demonstration }) => ({
      ...{ taskId, ref: refOf.get(taskId) ?? '', field, reason, by, at, demonstration },
      before: typeof before === 'string' ? before : [...before],
      after: typeof after === 'string' ? after : [...after],
    })),
  };
}

/** Tasks that were added after the plan was drawn up, under the sections that their refs name. */
function addedSections(tasks: readonly PlanTask[], stored: boolean): PlanView['sections'] {
  const numbers = [...new Set(tasks.map((task) => task.ref.split('.')[0] ?? ''))];
  return numbers.map((number) => ({
    number,
    name: ADDED_SECTIONS[number] ?? '',
    tasks: tasks
      .filter((task) => task.ref.startsWith(`${number}.`))
      .map(({ id, ref, title, leads, coordinators, products, time, deadlines, dependsOn, findings, state, origin }) => ({
        id: stored ? id : null,
        ...{ ref, number: Number(ref.split('.')[1]), title, time, state, leadAndCoordinatorMerged: false, confidence: 1 },
        ...{ leads: [...leads], coordinators: [...coordinators], products: [...products], deadlines: [...deadlines] },
        ...{
          dependsOn: [...dependsOn],
          findings: findings.map(findingView),
          origin: origin ? { kind: origin.kind, id: origin.id } : null,
        },
      })),
  }));
}

function descentView(plan: PlanDoc): Pick<PlanView, 'agency' | 'parentPlanId'> {
  return { agency: plan.agency ? { ...plan.agency } : null, parentPlanId: plan.parentPlanId ?? null };
}

export function planSummary(plan: PlanDoc): PlanSummary {
  const { _id, rev, state, number, issued, year } = plan;
  return {
    ...{ id: _id, rev, state, number, issued, year, title: plan.source.title, area: areaView(plan) },
    ...descentView(plan),
    tasks: plan.tasks.length,
    withheld: plan.tasks.filter((task) => task.state !== 'released' && isBlocked(task)).length,
  };
}

const calendar = vietnamCalendar();

/** The day that a line is shown on: as it stands, or as it stood on another day. */
export interface ShownOn {
  readonly today: PlainDate;
  readonly on?: PlainDate | undefined;
}

export function taskItem(line: TaskDoc, { today, on }: ShownOn): TaskItem {
  const { taskId, key, planId, planNumber, year, ref, title, leads, coordinators, products, kind, rev } = line;
  const shown = line.occurrence === null || on === undefined ? line.occurrence : occurrenceOn(line.occurrence, on);
  return {
    ...{ id: taskId, occurrence: key, planId, planNumber, year, area: areaView(line), ref, title, kind, rev },
    leads: [...leads],
    coordinators: [...coordinators],
    products: [...products],
    status: shown?.state ?? line.status,
    startsOn: shown?.startsOn ?? null,
    dueOn: shown === null ? null : (dueOnOf(shown) ?? shown.steps.at(-1)?.dueOn ?? null),
    triggeredOn: shown?.triggeredOn ?? null,
    setBy: shown?.setBy ?? null,
    completedOn: shown?.completedOn ?? null,
    late: shown !== null && wasLate(shown),
    ...nearness(shown, on ?? today, calendar, dueSoonRules()),
    progress: shown === null ? { done: 0, of: 0, percent: 0 } : (line.shareProgress ?? stepProgress(shown)),
    steps: (shown?.steps ?? []).map((step) => ({ ...step })),
    evidence: (shown?.evidence ?? []).map(({ file, ...one }) => ({ ...one, file: file ? { ...file } : null })),
    postponements: (shown?.postponements ?? []).map(({ approval, document, ...one }) => ({
      ...one,
      approval: { state: approval?.state ?? 'approved', by: approval?.by ?? null, at: approval?.at ?? null },
      document: document ?? null,
    })),
  };
}

function stepProgress({ steps, state }: Occurrence): TaskItem['progress'] {
  const done = steps.filter((step) => step.doneOn !== null).length;
  const percent = state === 'completed' ? 100 : Math.floor((100 * done) / Math.max(1, steps.length));
  return { done, of: steps.length, percent };
}

export function directiveView(directive: DirectiveDoc, started: readonly TaskDoc[], today: PlainDate): DirectiveView {
  const {
    _id,
    number,
    issuer,
    issuedOn,
    receivedOn,
    addressees,
    asks,
    byDate,
    startsTrigger,
    receipts,
    answers = [],
  } = directive;
  return {
    ...{ id: _id, number, issuedOn, receivedOn, asks, byDate, startsTrigger },
    issuer: { unit: issuer.ref as UnitRef, name: issuer.name, level: issuer.level },
    addressees: addressees.map(({ ref, name }) => ({ unit: ref as UnitRef, name })),
    receipts: receipts.map((one) => ({ ...one })),
    answers: answers.map((one) => ({ ...one })),
    standings: addressees.map(({ ref, name }) => ({
      ...{ unit: ref as UnitRef, name },
      state: standingOf({ ...directive, answers }, ref, today),
    })),
    started: started.map(({ taskId, ref, title, status }) => ({ id: taskId, ref, title, status })),
  };
}

export function difficultyView(doc: DifficultyDoc): DifficultyView {
  const { _id, taskId, ref, raisedTo, text, raisedOn, raisedBy, state, resolution, resolvedOn, resolvedBy } = doc;
  return {
    ...{ id: _id, taskId, ref, area: areaView(doc), raisedTo: { ...raisedTo }, text, raisedOn, raisedBy },
    ...{ state, resolution, resolvedOn, resolvedBy },
  };
}
