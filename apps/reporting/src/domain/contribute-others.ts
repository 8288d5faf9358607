import { halfMonthOf } from '@thongsuot/calendar';
import type { FeedbackState, PlainDate, PostingState, SurveyAnswered, SurveyInvited, TaskState } from '@thongsuot/contracts';
import { NO_ROW, flowIndex, type AddFlow } from './flow';

const FEEDBACK = {
  received: flowIndex('feedback', 'received'),
  forwarded: flowIndex('feedback', 'forwarded'),
  answered: flowIndex('feedback', 'answered'),
  answeredOnTime: flowIndex('feedback', 'answeredOnTime'),
  published: flowIndex('feedback', 'published'),
  onHandling: flowIndex('feedback', 'onHandling'),
};

/** Adds one feedback, `sign` times, to the unit it is about. One that was refused counts as never received. */
export function contributeFeedback(state: FeedbackState, sign: 1 | -1, add: AddFlow): void {
  if (state.state === 'refused') return;
  const row = state.fieldKey ?? NO_ROW;
  const on = (day: PlainDate | null, flow: number): void => {
    if (day !== null) add(state.unit, halfMonthOf(day), row, flow, sign);
  };
  on(state.receivedOn, FEEDBACK.received);
  if (state.onHandling) on(state.receivedOn, FEEDBACK.onHandling);
  on(state.forwardedOn, FEEDBACK.forwarded);
  on(state.answeredOn, FEEDBACK.answered);
  if (state.answeredOn !== null && (state.dueOn === null || state.answeredOn <= state.dueOn))
    on(state.answeredOn, FEEDBACK.answeredOnTime);
  on(state.publishedOn, FEEDBACK.published);
}

const SURVEYS = {
  invited: flowIndex('surveys', 'invited'),
  answered: flowIndex('surveys', 'answered'),
  satisfied: flowIndex('surveys', 'satisfied'),
  overallSum: flowIndex('surveys', 'overallSum'),
  overallAnswers: flowIndex('surveys', 'overallAnswers'),
};

/** Adds an invitation to the unit to be rated. */
export function contributeInvitation({ unit, procedureCode, invitedOn }: SurveyInvited, add: AddFlow): void {
  add(unit, halfMonthOf(invitedOn), procedureCode ?? NO_ROW, SURVEYS.invited, 1);
}

/** Adds an answer to the unit rated. Means are recomputed from the sums, never kept. */
export function contributeAnswer({ unit, procedureCode, answeredOn, satisfied, overall }: SurveyAnswered, add: AddFlow): void {
  const half = halfMonthOf(answeredOn);
  const row = procedureCode ?? NO_ROW;
  add(unit, half, row, SURVEYS.answered, 1);
  if (satisfied) add(unit, half, row, SURVEYS.satisfied, 1);
  if (overall === null) return;
  add(unit, half, row, SURVEYS.overallSum, overall);
  add(unit, half, row, SURVEYS.overallAnswers, 1);
}

const TASKS = {
  total: flowIndex('tasks', 'total'),
  open: flowIndex('tasks', 'open'),
  overdue: flowIndex('tasks', 'overdue'),
  completed: flowIndex('tasks', 'completed'),
  completedOnTime: flowIndex('tasks', 'completedOnTime'),
};

/**
 * Adds where an occurrence of a task stands, `sign` times, on the day `on` that it came to stand there: sums up to a day tell
 * how many stand so then. It counts once for each unit that leads it; where the plan names none, for the unit that issued it.
 */
export function contributeTask(state: TaskState, on: PlainDate, sign: 1 | -1, add: AddFlow): void {
  if (state.state !== 'open' && state.state !== 'overdue' && state.state !== 'completed') return;
  const half = halfMonthOf(on);
  const owners = state.leads.length > 0 ? state.leads : [{ areaVersion: state.planAreaVersion, agency: null }];
  for (const owner of owners) {
    add(owner, half, state.sectionNumber, TASKS.total, sign);
    add(owner, half, state.sectionNumber, TASKS[state.state], sign);
    if (state.completedOn !== null && (state.dueOn === null || state.completedOn <= state.dueOn))
      add(owner, half, state.sectionNumber, TASKS.completedOnTime, sign);
  }
}

const POSTINGS = {
  required: flowIndex('postings', 'required'),
  posted: flowIndex('postings', 'posted'),
  late: flowIndex('postings', 'late'),
};

/** Adds where a posting stands, `sign` times, on the day `on`. One that is to be or was taken down is not required. */
export function contributePosting(state: PostingState, on: PlainDate, sign: 1 | -1, add: AddFlow): void {
  if (!isRequired(state)) return;
  const half = halfMonthOf(on);
  add(state.unit, half, state.channel, POSTINGS.required, sign);
  if (state.state === 'posted') add(state.unit, half, state.channel, POSTINGS.posted, sign);
  if (state.state === 'overdue') add(state.unit, half, state.channel, POSTINGS.late, sign);
}

/** A procedure that a unit must post, by the channels required of it. */
export interface PostedProcedure {
  readonly unit: PostingState['unit'];
  /** State by channel; only channels on which it is required. */
  readonly channels: Readonly<Record<string, PostingState['state']>>;
}

const PROCEDURES = { required: flowIndex('procedures', 'required'), posted: flowIndex('procedures', 'posted') };

/** Adds a procedure of a unit, `sign` times: posted where every required channel shows it. */
export function contributeProcedure({ unit, channels }: PostedProcedure, on: PlainDate, sign: 1 | -1, add: AddFlow): void {
  const states = Object.values(channels);
  if (states.length === 0) return;
  add(unit, halfMonthOf(on), NO_ROW, PROCEDURES.required, sign);
  if (states.every((state) => state === 'posted')) add(unit, halfMonthOf(on), NO_ROW, PROCEDURES.posted, sign);
}

/** A procedure of a unit after one of its postings changed. */
export function withPosting(
  procedure: PostedProcedure,
  change: PostingState | null,
  before: PostingState | null,
): PostedProcedure {
  const channels = { ...procedure.channels };
  const channel = change?.channel ?? before?.channel;
  if (channel === undefined) return procedure;
  if (change && isRequired(change)) return { ...procedure, channels: { ...channels, [channel]: change.state } };
  return { ...procedure, channels: Object.fromEntries(Object.entries(channels).filter(([each]) => each !== channel)) };
}

function isRequired({ state }: PostingState): boolean {
  return state === 'required' || state === 'posted' || state === 'overdue';
}
