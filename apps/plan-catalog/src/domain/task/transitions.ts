import type { Instant, PlainDate } from '@thongsuot/contracts';
import { RuleBroken } from '../rule-broken';
import { dueOnOf } from './occurrence';
import type { Approval, Evidence, Occurrence } from './occurrence';

/** A fact about one occurrence, to be published: it opened or got another day, was missed, was completed. */
export interface OccurrenceChange {
  readonly type: 'task.due' | 'task.overdue' | 'task.completed';
  readonly on: PlainDate;
  readonly before: Occurrence;
  readonly after: Occurrence;
}

export interface Moved {
  readonly occurrence: Occurrence;
  readonly changes: readonly OccurrenceChange[];
}

/** Who acts, and when by the clock; `on` is the business day the act belongs to. */
export interface Act {
  readonly by: string;
  readonly at: Instant;
  readonly on: PlainDate;
}

/**
 * Moves occurrences to where they stand at the start of `asOf`: those whose period has begun open, those whose day has
 * passed are overdue. Asking twice changes nothing; after days of standstill each occurrence takes every step it missed,
 * opened before overdue.
 */
export function tick(occurrences: readonly Occurrence[], asOf: PlainDate): Moved[] {
  return occurrences.map((occurrence) => tickOne(occurrence, asOf)).filter((moved) => moved.changes.length > 0);
}

function tickOne(occurrence: Occurrence, asOf: PlainDate): Moved {
  const changes: OccurrenceChange[] = [];
  let current = occurrence;
  const move = (type: OccurrenceChange['type'], state: Occurrence['state']): void => {
    const after = { ...current, state };
    changes.push({ type, on: asOf, before: current, after });
    current = after;
  };
  if (current.state === 'waiting' && hasBegun(current, asOf)) move('task.due', 'open');
  const dueOn = dueOnOf(current);
  if (current.state === 'open' && dueOn !== null && dueOn < asOf) move('task.overdue', 'overdue');
  return { occurrence: current, changes };
}

/** Work by another plan waits until that plan gives it a day ({@link schedule}); all other work begins with its period. */
function hasBegun(occurrence: Occurrence, asOf: PlainDate): boolean {
  if (occurrence.startsOn !== null) return occurrence.startsOn <= asOf;
  return dueOnOf(occurrence) !== null;
}

/** Gives an occurrence that waits for another plan the day which that plan, `setBy`, sets. */
export function schedule(occurrence: Occurrence, dueOn: PlainDate, act: Act, setBy?: string): Moved {
  if (occurrence.state !== 'waiting' || dueOnOf(occurrence) !== null) {
    throw new RuleBroken('already-scheduled', 'Lần thực hiện đã có thời hạn', 'The occurrence has a day already; postpone it');
  }
  return moved(
    'task.due',
    occurrence,
    {
      ...{ ...occurrence, state: 'open', startsOn: act.on, steps: withDay(occurrence, 0, dueOn) },
      ...(setBy === undefined ? {} : { setBy }),
    },
    act.on,
  );
}

/** Who puts a day off, and on what ground. */
export interface PostponeOrder {
  readonly to: PlainDate;
  readonly reason: string;
  readonly document?: string | undefined;
  /** A leader needs no further approval. */
  readonly asLeader: boolean;
}

/**
 * Puts the next day off, with a reason. The old day stays on record, and counts again if a leader refuses.
 *
 * @throws RuleBroken `occurrence-closed`, `reason-missing`, `postponed-to-earlier`
 */
export function postpone(occurrence: Occurrence, order: PostponeOrder, act: Act): Moved {
  requireUnfinished(occurrence);
  const { to, reason, document, asLeader } = order;
  if (reason.trim() === '')
    throw new RuleBroken('reason-missing', 'Phải nêu lý do lùi hạn', 'A reason must be given for postponing');
  const from = dueOnOf(occurrence);
  if (to < act.on || (from !== null && to <= from)) {
    throw new RuleBroken(
      'postponed-to-earlier',
      'Hạn mới phải sau hạn cũ và không ở quá khứ',
      'The new day must be later than the old one and not past',
    );
  }
  const step = nextStep(occurrence);
  const approval: Approval = asLeader ? { state: 'approved', by: act.by, at: act.at } : { state: 'asked', by: null, at: null };
  const given = { step, from, to, reason: reason.trim(), by: act.by, at: act.at, approval };
  const postponements = [...occurrence.postponements, document === undefined ? given : { ...given, document }];
  return moved(
    'task.due',
    occurrence,
    { ...occurrence, state: 'open', steps: withDay(occurrence, step, to), postponements },
    act.on,
  );
}

/**
 * A leader's word on the last postponement. Refused, the day before it counts again, where the step is not done yet.
 *
 * @throws RuleBroken `occurrence-closed`, `nothing-to-approve`
 */
export function decidePostponement(
  occurrence: Occurrence,
  decision: { readonly approve: boolean; readonly note?: string | undefined },
  act: Act,
): Moved {
  requireUnfinished(occurrence);
  const last = occurrence.postponements.at(-1);
  if (last?.approval?.state !== 'asked') {
    throw new RuleBroken('nothing-to-approve', 'Không có đề nghị lùi hạn nào chờ duyệt', 'No postponement waits for approval');
  }
  const { approve, note } = decision;
  const approval: Approval = {
    ...{ state: approve ? 'approved' : 'refused', by: act.by, at: act.at },
    ...(note === undefined ? {} : { note }),
  };
  const postponements = [...occurrence.postponements.slice(0, -1), { ...last, approval }];
  const done = occurrence.steps[last.step]?.doneOn !== null;
  if (approve || done || last.from === null) return { occurrence: { ...occurrence, postponements }, changes: [] };
  const back: Occurrence = { ...occurrence, postponements, steps: withDay(occurrence, last.step, last.from) };
  const dueOn = dueOnOf(back);
  const late = dueOn !== null && dueOn < act.on;
  return moved(late ? 'task.overdue' : 'task.due', occurrence, { ...back, state: late ? 'overdue' : 'open' }, act.on);
}

/** Adds a proof; allowed after completion too, for proof that comes late. */
export function addEvidence(occurrence: Occurrence, evidence: Evidence): Occurrence {
  if (occurrence.state === 'cancelled') throw closed();
  return { ...occurrence, evidence: [...occurrence.evidence, evidence] };
}

/**
 * Records the next step as done, or the one named. The last one completes the occurrence; before that the next step's day
 * counts, and an overdue occurrence is open again if that day is still ahead.
 *
 * @param needsEvidence the plan names a product for the task, so a proof must have been added
 * @throws RuleBroken `occurrence-closed`, `evidence-missing`, `step-unknown`
 */
export function complete(
  occurrence: Occurrence,
  act: Act,
  options: { readonly needsEvidence: boolean; readonly step?: number },
): Moved {
  requireUnfinished(occurrence);
  const index = options.step ?? nextStep(occurrence);
  const step = occurrence.steps[index];
  if (step === undefined || step.doneOn !== null) {
    throw new RuleBroken('step-unknown', 'Không có bước này hoặc bước đã xong', 'There is no such step, or it is done');
  }
  const steps = occurrence.steps.map((one, at) => (at === index ? { ...one, doneOn: act.on } : one));
  if (steps.every((one) => one.doneOn !== null)) {
    if (options.needsEvidence && occurrence.evidence.length === 0) {
      throw new RuleBroken(
        'evidence-missing',
        'Kế hoạch yêu cầu sản phẩm: phải có minh chứng trước khi hoàn thành',
        'The plan asks for a product: add evidence first',
      );
    }
    return moved('task.completed', occurrence, { ...occurrence, steps, state: 'completed', completedOn: act.on }, act.on);
  }
  const partly: Occurrence = { ...occurrence, steps };
  const dueOn = dueOnOf(partly);
  return moved('task.due', occurrence, { ...partly, state: dueOn !== null && dueOn < act.on ? 'overdue' : 'open' }, act.on);
}

/** Done after its day: each step is held to its own. */
export function wasLate(occurrence: Occurrence): boolean {
  return occurrence.steps.some((step) => step.dueOn !== null && step.doneOn !== null && step.doneOn > step.dueOn);
}

function moved(type: OccurrenceChange['type'], before: Occurrence, after: Occurrence, on: PlainDate): Moved {
  return { occurrence: after, changes: [{ type, on, before, after }] };
}

function nextStep(occurrence: Occurrence): number {
  const dueOn = dueOnOf(occurrence);
  const index = occurrence.steps.findIndex((step) => step.doneOn === null && step.dueOn === dueOn);
  return index < 0 ? occurrence.steps.findIndex((step) => step.doneOn === null) : index;
}

function withDay(occurrence: Occurrence, index: number, dueOn: PlainDate): Occurrence['steps'] {
  return occurrence.steps.map((step, at) => (at === index ? { ...step, dueOn } : step));
}

function requireUnfinished(occurrence: Occurrence): void {
  if (occurrence.state === 'completed' || occurrence.state === 'cancelled') throw closed();
}

function closed(): RuleBroken {
  return new RuleBroken('occurrence-closed', 'Lần thực hiện đã kết thúc', 'The occurrence is closed');
}
