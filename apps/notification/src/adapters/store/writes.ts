import { createHash } from 'node:crypto';
import type { AreaTree } from '@thongsuot/areas';
import type { PlainDate, TaskState } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { passesOnOf } from '@thongsuot/service-kit';
import type { AnyBulkWriteOperation } from 'mongodb';
import type { Message } from '../../domain/message';
import { DUE_DAYS, INBOX, type DueDayDoc, type InboxDoc } from './collections';

/** A UUID (version 8) made of what a message is, so that the same fact told twice is one message. */
export function messageId(key: string): string {
  const bytes = createHash('sha256').update(key).digest().subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The area version and all above it; the version alone where this service does not know it yet. */
export function pathOf(tree: AreaTree, areaVersion: string): string[] {
  return tree.findById(areaVersion) === undefined
    ? [areaVersion]
    : [areaVersion, ...tree.ancestors(areaVersion).map((area) => area.id)];
}

/** Puts messages into inboxes; one that is there already stays as it is, read or not. */
export async function deliver(tx: Tx, messages: readonly Message[], tree: AreaTree): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((message): InboxDoc => {
    const { areaVersion, agency } = message.unit;
    const code = areaVersion.split('.')[0] ?? areaVersion;
    const unit = agency === null ? code : `${code}/${agency}`;
    const _id = messageId(`${message.key}:${areaVersion}/${agency ?? ''}`);
    const { kind, severity, title, on, dueOn, link } = message;
    return {
      ...{ _id, areaVersion, areaCode: code, areaName: tree.findById(areaVersion)?.name ?? code },
      ...{ areaPath: pathOf(tree, areaVersion), unit, kind, severity, title, on, dueOn, link },
      ...{ read: false, readBy: null, order: `${on}:${_id}`, passesOn: passesOnOf(tree, areaVersion) },
    };
  });
  await tx.collection<InboxDoc>(INBOX).bulkWrite(
    rows.map(({ _id, ...row }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true } })),
    { session: tx.session, ordered: true },
  );
}

/** A change of an occurrence, of whichever of the three events. */
export interface TaskChange {
  readonly on: PlainDate;
  readonly before: TaskState | null;
  readonly after: TaskState | null;
}

/** Keeps the calendar in step with the occurrences, in the order told. */
export async function keepDueDays(tx: Tx, changes: readonly TaskChange[], tree: AreaTree): Promise<void> {
  const operations = changes.flatMap(({ on, before, after }): AnyBulkWriteOperation<DueDayDoc>[] => {
    const state = after ?? before;
    if (state === null) return [];
    const _id = `${state.taskId}:${state.occurrence}`;
    if (after === null || after.dueOn === null || after.state === 'cancelled') return [{ deleteOne: { filter: { _id } } }];
    return [{ replaceOne: { filter: { _id }, replacement: dueDay(after, after.dueOn, on, tree), upsert: true } }];
  });
  if (operations.length === 0) return;
  await tx.collection<DueDayDoc>(DUE_DAYS).bulkWrite(operations, { session: tx.session, ordered: true });
}

function dueDay(task: TaskState, dueOn: PlainDate, changedOn: PlainDate, tree: AreaTree): DueDayDoc {
  const versions = [task.planAreaVersion, ...task.leads.map((unit) => unit.areaVersion)];
  const ref = `${task.sectionNumber}.${task.number}`;
  return {
    ...{ _id: `${task.taskId}:${task.occurrence}`, taskId: task.taskId, occurrence: task.occurrence },
    areaPath: [...new Set(versions.flatMap((version) => pathOf(tree, version)))],
    ...{ ref, title: task.title ?? ref, dueOn, changedOn },
    area: tree.findById(task.planAreaVersion)?.name ?? task.planAreaVersion,
    done: task.state === 'completed',
    overdue: task.state === 'overdue',
  };
}
