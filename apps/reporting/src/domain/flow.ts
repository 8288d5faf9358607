import type { HalfMonth } from '@thongsuot/calendar';

/**
 * Groups of facts that figures are kept of, each with its counters in the order in which they are packed. An order is part
 * of a generation: a counter may be appended, never moved.
 */
export const FLOWS = {
  dossiers: [
    'receivedOnline',
    'receivedOffline',
    'resolvedEarly',
    'resolvedOnTime',
    'resolvedOverdue',
    'due',
    'dueLeft',
    'digitised',
    'feeBearing',
    'paidOnline',
    'transferredIn',
    'transferredOut',
  ],
  feedback: ['received', 'forwarded', 'answered', 'answeredOnTime', 'published', 'onHandling'],
  surveys: ['invited', 'answered', 'satisfied', 'overallSum', 'overallAnswers'],
  tasks: ['total', 'open', 'overdue', 'completed', 'completedOnTime'],
  postings: ['required', 'posted', 'late'],
  procedures: ['required', 'posted'],
} as const satisfies Record<string, readonly string[]>;

/** A group of facts with figures of its own. */
export type FactGroup = keyof typeof FLOWS;
/** Name of a counter of a group. */
export type FlowName<Group extends FactGroup> = (typeof FLOWS)[Group][number];

/** Who owns a fact: an area version, and the agency in it or null for the People's Committee. */
export interface FactOwner {
  readonly areaVersion: string;
  readonly agency: string | null;
}

/**
 * Takes one increment: `count` more (less, where negative) in the counter `flow` (its place in {@link FLOWS}) of one
 * owner, half-month and row. Visitors instead of lists: a commit adds a hundred thousand of them.
 */
export type AddFlow = (owner: FactOwner, half: HalfMonth, row: string, flow: number, count: number) => void;

/** Place of a counter in its group. */
export function flowIndex<Group extends FactGroup>(group: Group, name: FlowName<Group>): number {
  return (FLOWS[group] as readonly string[]).indexOf(name);
}

/** Row of facts without a lĩnh vực. */
export const NO_ROW = '-';
