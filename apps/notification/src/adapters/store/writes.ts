import { createHash } from 'node:crypto';
import type { AreaTree } from '@thongsuot/areas';
import type { PlainDate, TaskState } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { passesOnOf } from '@thongsuot/service-kit';
import type { AnyBulkWriteOperation } from 'mongodb';
import { codeOf, unitKey, type Message } from '../../domain/message';
import { pathOf } from '../../domain/rules';
import { responsibleFor } from '../../domain/task-facts';
import { fillWords, type TemplateBook } from '../../domain/template';
import { DUE_DAYS, INBOX, type DueDayDoc, type InboxDoc } from './collections';

/** A UUID (version 8) made of what a message is, so that the same fact told twice is one message. */
export function messageId(key: string): string {
  const bytes = createHash('sha256').update(key).digest().subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What messages are written with. */
export interface Wording {
  readonly tree: AreaTree;
  readonly templates: TemplateBook;
}

/** Puts messages into inboxes; one that is there already stays as it is, read or not. */
export async function deliver(tx: Tx, messages: readonly Message[], wording: Wording): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((message) => inboxRow(message, wording));
  await tx.collection<InboxDoc>(INBOX).bulkWrite(
    rows.map(({ _id, ...row }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true } })),
    { session: tx.session, ordered: true },
  );
}

function inboxRow(message: Message, { tree, templates }: Wording): InboxDoc {
  const { areaVersion, agency } = message.unit;
  const code = codeOf(areaVersion);
  const _id = messageId(`${message.key}:${unitKey(message.unit)}`);
  const { kind, severity, on, dueOn, link, variables, channels, urgent } = message;
  return {
    ...{ _id, areaVersion, areaCode: code, areaName: tree.findById(areaVersion)?.name ?? code },
    ...{ areaPath: pathOf(tree, areaVersion), unit: agency === null ? code : `${code}/${agency}` },
    ...{ kind, severity, title: fillWords(templates[kind].title, variables), on, dueOn, link },
    ...{ read: false, readBy: null, order: `${on}:${_id}`, passesOn: passesOnOf(tree, areaVersion) },
    ...{ variables, channels, urgent, spread: channels.length > 1 ? 'new' : 'done' },
  };
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
    units: responsibleFor(task).map(unitKey),
    areas: [...new Set(responsibleFor(task).map(({ areaVersion }) => areaVersion))],
    ...{ ref, title: task.title ?? ref, dueOn, changedOn },
    area: tree.findById(task.planAreaVersion)?.name ?? task.planAreaVersion,
    done: task.state === 'completed',
    overdue: task.state === 'overdue',
  };
}
