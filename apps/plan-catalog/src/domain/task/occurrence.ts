import { dueDates } from '@thongsuot/calendar';
import type { Deadline, DueDate, WorkingCalendar } from '@thongsuot/calendar';
import type { Instant, PlainDate } from '@thongsuot/contracts';
import { RuleBroken } from '../rule-broken';

/**
 * Where an occurrence stands. `waiting`: its period lies ahead, or nothing has set it a day (an event, a plan, a request to
 * come). A postponed one is `open` or `overdue` by its new day; the old days are kept in `postponements`.
 */
export type OccurrenceState = 'waiting' | 'open' | 'overdue' | 'completed' | 'cancelled';

/** One thing to do within an occurrence, for its own recipient by its own day. */
export interface OccurrenceStep {
  readonly name: string | null;
  readonly recipient: string | null;
  readonly dueOn: PlainDate | null;
  readonly doneOn: PlainDate | null;
}

export interface Postponement {
  readonly step: number;
  readonly from: PlainDate | null;
  readonly to: PlainDate;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  /** Document that allows it. */
  readonly document?: string;
  /** Absent: put off before approvals were kept. */
  readonly approval?: Approval;
}

/** A leader's own postponement is approved at once; an officer's counts until a leader refuses it. */
export interface Approval {
  readonly state: 'asked' | 'approved' | 'refused';
  readonly by: string | null;
  readonly at: Instant | null;
  readonly note?: string;
}

/** What proves that something was done: a document's number, a link, a file, a report. */
export interface Evidence {
  readonly kind: 'document' | 'link' | 'file' | 'report' | 'note';
  readonly reference: string;
  /** An uploaded file, its content hashed as it is kept. */
  readonly file?: { readonly id: string; readonly mediaType: string; readonly bytes: number; readonly sha256: string };
  readonly by: string;
  readonly at: Instant;
}

/** A task happening once: its only time, a quarter's report, the answer to one trigger. */
export interface Occurrence {
  /** Unique in its task: `once`, `2022-Q1`, `continuous`, the id of a trigger. A task with two deadlines adds `.2`. */
  readonly key: string;
  readonly taskId: string;
  readonly kind: Deadline['kind'];
  readonly state: OccurrenceState;
  /** First day on which the work belongs to its period; null = from the day it is known. */
  readonly startsOn: PlainDate | null;
  readonly steps: readonly OccurrenceStep[];
  readonly evidence: readonly Evidence[];
  readonly postponements: readonly Postponement[];
  readonly triggeredOn: PlainDate | null;
  /** Plan that gave work "theo kế hoạch" its day, as it is cited. */
  readonly setBy?: string;
  readonly completedOn: PlainDate | null;
}

/** The day that counts next: that of the earliest step not done; null where no day is set. */
export function dueOnOf(occurrence: Occurrence): PlainDate | null {
  const days = occurrence.steps
    .filter((step) => step.doneOn === null && step.dueOn !== null)
    .map((step) => step.dueOn as PlainDate);
  return days.sort()[0] ?? null;
}

const BLANK = { state: 'waiting', evidence: [], postponements: [], triggeredOn: null, completedOn: null } as const;

function stepOf(due: DueDate): OccurrenceStep {
  return { name: due.name ?? null, recipient: due.recipient ?? null, dueOn: due.dueOn, doneOn: null };
}

/**
 * The occurrences that a task's deadlines bring when its plan is issued. Event-bound tasks and tasks on request bring none:
 * each trigger opens one ({@link triggeredOccurrence}), so a task may be triggered any number of times.
 */
export function plannedOccurrences(taskId: string, deadlines: readonly Deadline[]): Occurrence[] {
  const seen = new Set<string>();
  const keyFor = (wanted: string, index: number): string => {
    const key = seen.has(wanted) ? `${wanted}.${index + 1}` : wanted;
    seen.add(key);
    return key;
  };
  return deadlines.flatMap((deadline, index) =>
    planned(deadline).map((one) => ({ ...BLANK, ...one, key: keyFor(one.key, index), taskId, kind: deadline.kind })),
  );
}

type Planned = Pick<Occurrence, 'key' | 'startsOn' | 'steps'>;

function planned(deadline: Deadline): Planned[] {
  switch (deadline.kind) {
    case 'event':
    case 'on-request':
      return [];
    case 'continuous':
      // What makes continuous work late is measured elsewhere (coverage, apologies, answers), so it has no day to miss.
      return [{ key: 'continuous', startsOn: deadline.from, steps: [undatedStep()] }];
    case 'per-plan':
      return [{ key: 'per-plan', startsOn: null, steps: [undatedStep()] }];
    case 'recurring':
      return deadline.occurrences.map((occurrence) => {
        const [period] = dueDates({ ...deadline, occurrences: [{ period: occurrence.period, steps: [] }] });
        return {
          key: occurrence.period,
          startsOn: period?.startsOn ?? null,
          steps: dueDates({ ...deadline, occurrences: [occurrence] }).map((due) => stepOf(due)),
        };
      });
    default: {
      const dates = dueDates(deadline);
      return dates.map((due) => ({ key: 'once', startsOn: due.startsOn ?? null, steps: [stepOf(due)] }));
    }
  }
}

function undatedStep(): OccurrenceStep {
  return { name: null, recipient: null, dueOn: null, doneOn: null };
}

/** What starts an event-bound task or one on request: a directive, a feedback, a request. */
export interface Trigger {
  /** Id of the fact; the same fact never opens a second occurrence. */
  readonly id: string;
  readonly on: PlainDate;
  /** A day that the fact itself sets ("by when"); it wins over the plan's working days. */
  readonly byDate?: PlainDate;
}

/**
 * The occurrence that a trigger opens, or nothing where that trigger has opened one before.
 *
 * @throws RuleBroken `task-not-triggerable` where the task waits for no event
 */
export function triggeredOccurrence(
  taskId: string,
  deadlines: readonly Deadline[],
  existing: readonly Occurrence[],
  trigger: Trigger,
  calendar: WorkingCalendar,
): Occurrence | undefined {
  const deadline = deadlines.find((one) => one.kind === 'event') ?? deadlines.find((one) => one.kind === 'on-request');
  if (deadline === undefined) {
    throw new RuleBroken('task-not-triggerable', 'Nhiệm vụ không chờ sự kiện nào', 'The task waits for no event');
  }
  if (existing.some((one) => one.key === trigger.id)) return undefined;
  const [due] = dueDates(deadline, { triggeredOn: trigger.on, calendar });
  return {
    ...BLANK,
    key: trigger.id,
    taskId,
    kind: deadline.kind,
    startsOn: trigger.on,
    triggeredOn: trigger.on,
    steps: [{ ...undatedStep(), dueOn: trigger.byDate ?? due?.dueOn ?? null }],
  };
}
