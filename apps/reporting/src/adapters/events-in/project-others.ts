import {
  FeedbackAnswered,
  FeedbackForwarded,
  FeedbackPublished,
  FeedbackReceived,
  PlanIssued,
  PostingOverdue,
  ProcedurePosted,
  ProcedureWithdrawn,
  SurveyAnswered,
  SurveyInvited,
  TaskCompleted,
  TaskDue,
  TaskMeasured,
  TaskOverdue,
  type FeedbackState,
  type PlainDate,
  type PostingState,
  type TaskState,
} from '@thongsuot/contracts';
import { eventsOf, isEvent, type BatchContext, type ReceivedEvent } from '@thongsuot/messaging';
import {
  contributeAnswer,
  contributeFeedback,
  contributeInvitation,
  contributePosting,
  contributeProcedure,
  contributeTask,
  withPosting,
  type PostedProcedure,
} from '../../domain/contribute-others';
import type { AddFlow, FactGroup } from '../../domain/flow';
import type { Projection } from '../store/projection';

/** A fact that carries the state before and after. */
type Change<State> = ReceivedEvent<{ readonly on: PlainDate; readonly before: State | null; readonly after: State | null }>;

/** Adds changes of feedback to the figures. */
export async function projectFeedback(
  events: readonly ReceivedEvent[],
  context: BatchContext,
  projection: Projection,
): Promise<void> {
  const kinds = [FeedbackReceived, FeedbackForwarded, FeedbackAnswered, FeedbackPublished];
  const changes = events.filter((event): event is Change<FeedbackState> => kinds.some((kind) => isEvent(event, kind)));
  const days = ({ receivedOn, forwardedOn, answeredOn, publishedOn }: FeedbackState): (PlainDate | null)[] => [
    receivedOn,
    forwardedOn,
    answeredOn,
    publishedOn,
  ];
  const adderOf = await opened(context, projection, 'feedback', changes, ({ before, after }) =>
    [before, after].flatMap((state) => (state ? days(state) : [])),
  );
  const labels = new Map<string, string>();
  for (const { data, partition } of changes) {
    if (data.before) contributeFeedback(data.before, -1, adderOf(partition));
    if (data.after) contributeFeedback(data.after, 1, adderOf(partition));
    const { fieldKey, fieldLabel } = data.after ?? { fieldKey: null, fieldLabel: null };
    if (fieldKey !== null && fieldLabel !== null && !labels.has(fieldKey)) labels.set(fieldKey, fieldLabel);
  }
  await projection.labels.keep(context, labels);
}

/** Adds invitations and answers to the figures. */
export async function projectSurveys(
  events: readonly ReceivedEvent[],
  context: BatchContext,
  projection: Projection,
): Promise<void> {
  const invited = eventsOf(events, SurveyInvited);
  const answered = eventsOf(events, SurveyAnswered);
  const days = [
    ...invited.map((event) => ({ partition: event.partition, data: event.data.invitedOn })),
    ...answered.map((event) => ({ partition: event.partition, data: event.data.answeredOn })),
  ];
  const adderOf = await opened(context, projection, 'surveys', days, (day) => [day]);
  for (const { data, partition } of invited) contributeInvitation(data, adderOf(partition));
  for (const { data, partition } of answered) contributeAnswer(data, adderOf(partition));
}

/** Adds the progress of tasks to the figures, and keeps the targets of issued plans. */
export async function projectPlans(
  events: readonly ReceivedEvent[],
  context: BatchContext,
  projection: Projection,
): Promise<void> {
  const kinds = [TaskDue, TaskCompleted, TaskOverdue];
  const changes = events.filter((event): event is Change<TaskState> => kinds.some((kind) => isEvent(event, kind)));
  const adderOf = await opened(context, projection, 'tasks', changes, ({ on }) => [on]);
  for (const { data, partition } of changes) {
    if (data.before) contributeTask(data.before, data.on, -1, adderOf(partition));
    if (data.after) contributeTask(data.after, data.on, 1, adderOf(partition));
  }
  await projection.plans.keep(
    context,
    eventsOf(events, PlanIssued).map((event) => event.data),
  );
  await projection.measures.keep(
    context,
    eventsOf(events, TaskMeasured).map((event) => event.data),
  );
}

/** Adds postings by channel, and procedures posted on every required channel, to the figures. */
export async function projectPostings(
  events: readonly ReceivedEvent[],
  context: BatchContext,
  projection: Projection,
): Promise<void> {
  const kinds = [ProcedurePosted, ProcedureWithdrawn, PostingOverdue];
  const changes = events.filter((event): event is Change<PostingState> => kinds.some((kind) => isEvent(event, kind)));
  const toPostings = await opened(context, projection, 'postings', changes, ({ on }) => [on]);
  const toProcedures = await opened(context, projection, 'procedures', changes, ({ on }) => [on]);
  const keys = changes.map(({ data }) => procedureKey(data.after ?? data.before));
  const procedures = await projection.postings.open(context, keys);
  for (const [index, { data, partition }] of changes.entries()) {
    const { on, before, after } = data;
    if (before) contributePosting(before, on, -1, toPostings(partition));
    if (after) contributePosting(after, on, 1, toPostings(partition));
    const unit = (after ?? before)?.unit;
    const key = keys[index];
    if (!unit || key === undefined) continue;
    const known: PostedProcedure = procedures.get(key) ?? { unit, channels: {} };
    const next = withPosting(known, after, before);
    contributeProcedure(known, on, -1, toProcedures(partition));
    contributeProcedure(next, on, 1, toProcedures(partition));
    procedures.set(key, next);
  }
}

function procedureKey(state: PostingState | null): string {
  return state ? `${state.unit.areaVersion}/${state.unit.agency ?? ''}:${state.procedureCode}` : '';
}

/** Opens the figures for facts on the given days; the answer adds in a partition. */
async function opened<Data>(
  context: BatchContext,
  projection: Projection,
  facts: FactGroup,
  changes: readonly { readonly partition: number; readonly data: Data }[],
  daysOf: (data: Data) => readonly (PlainDate | null)[],
): Promise<(partition: number) => AddFlow> {
  const touches = new Map<number, Set<string>>();
  for (const { partition, data } of changes) {
    const years = touches.get(partition) ?? new Set();
    touches.set(partition, years);
    for (const day of daysOf(data)) if (day !== null) years.add(day.slice(0, 4));
  }
  const { writer } = await projection.open(context);
  return writer.open(context, facts, touches);
}
