import type { AreaTree } from '@thongsuot/areas';
import { ProblemError, TaskCompleted, TaskDue, TaskOverdue, type PlainDate } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import type { Occurrence } from '../../domain/task/occurrence';
import type { Moved, OccurrenceChange } from '../../domain/task/transitions';
import { TASKS } from './collections';
import type { TaskDoc } from '../../features/records';
import { withPassesOn } from '../../features/pass-on/pass-line';
import { movedFields, taskState } from '../../features/task-lines';

const EVENTS = { 'task.due': TaskDue, 'task.overdue': TaskOverdue, 'task.completed': TaskCompleted } as const;

function emitChange(tx: Tx, line: TaskDoc, change: Pick<OccurrenceChange, 'type' | 'on'>, states: States): void {
  tx.emit(EVENTS[change.type], {
    subject: line.taskId,
    key: line.areaVersion,
    data: {
      on: change.on,
      before: states.before && taskState(line, states.before),
      after: taskState(line, states.after),
    },
  });
}

interface States {
  readonly before: Occurrence | null;
  readonly after: Occurrence;
}

/** Stores new lines; each occurrence among them is told as `task.due` with nothing before. */
export async function insertLines(tx: Tx, tree: AreaTree, lines: readonly TaskDoc[], on: PlainDate): Promise<void> {
  if (lines.length === 0) return;
  await tx.collection<TaskDoc>(TASKS).insertMany(
    lines.map((line) => withPassesOn(tree, line)),
    { session: tx.session },
  );
  for (const line of lines) {
    if (line.occurrence !== null) emitChange(tx, line, { type: 'task.due', on }, { before: null, after: line.occurrence });
  }
}

/** Stores lines that moved, each guarded by its revision, and tells every change. */
export async function saveMoved(
  tx: Tx,
  tree: AreaTree,
  moves: readonly { readonly line: TaskDoc; readonly moved: Moved }[],
): Promise<TaskDoc[]> {
  if (moves.length === 0) return [];
  const saved = moves.map(({ line, moved }) => {
    for (const change of moved.changes) emitChange(tx, line, change, change);
    const lastPackId = moved.changes.length === 0 ? line.lastPackId : tx.stamp(line.lastPackId);
    return withPassesOn(tree, { ...line, ...movedFields(moved.occurrence), rev: line.rev + 1, lastPackId });
  });
  await replaceLines(tx, saved);
  return saved;
}

/** Stores lines that acts passed to other units, each guarded by its revision, and tells of every occurrence among them. */
export async function savePassed(
  tx: Tx,
  tree: AreaTree,
  moves: readonly { readonly line: TaskDoc; readonly next: TaskDoc; readonly on: PlainDate }[],
): Promise<void> {
  const saved = moves.map(({ line, next, on }) => {
    const { occurrence } = line;
    const lastPackId = occurrence === null ? line.lastPackId : tx.stamp(line.lastPackId);
    if (occurrence !== null) {
      tx.emit(occurrence.state === 'overdue' ? TaskOverdue : TaskDue, {
        subject: line.taskId,
        key: next.areaVersion,
        data: { on, before: taskState(line, occurrence), after: taskState(next, occurrence) },
      });
    }
    return withPassesOn(tree, { ...next, rev: line.rev + 1, lastPackId });
  });
  await replaceLines(tx, saved);
}

async function replaceLines(tx: Tx, saved: readonly TaskDoc[]): Promise<void> {
  if (saved.length === 0) return;
  const result = await tx.collection<TaskDoc>(TASKS).bulkWrite(
    saved.map((line) => ({ replaceOne: { filter: { _id: line._id, rev: line.rev - 1 }, replacement: line } })),
    { session: tx.session, ordered: true },
  );
  if (result.matchedCount !== saved.length) throw new ProblemError('conflict');
}
