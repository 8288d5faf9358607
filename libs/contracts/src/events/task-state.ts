import { z } from 'zod';
import { AreaVersionId, Uuid } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { UnitAt } from './unit-at';

/** Kind of a deadline. A task has a list of them. */
export const DeadlineKind = z
  .enum(['fixed', 'month', 'quarter', 'year', 'continuous', 'recurring', 'per-plan', 'event', 'on-request'])
  .describe('Kind of deadline');
export type DeadlineKind = z.infer<typeof DeadlineKind>;

/** Where a task stands; `waiting` has no due day before its trigger comes. */
export const TaskStateName = z
  .enum(['withheld', 'waiting', 'open', 'overdue', 'completed', 'cancelled'])
  .describe('Where the task stands');
export type TaskStateName = z.infer<typeof TaskStateName>;

/** One occurrence of one task of a plan: its only one, a quarter's report, a trigger's answer. */
export const TaskState = z
  .strictObject({
    taskId: Uuid.describe('Task'),
    planId: Uuid.describe('Plan it stands in'),
    planAreaVersion: AreaVersionId.describe('Area version that issued the plan'),
    year: z.number().int().min(2000).max(2100).describe('Year of the plan'),
    sectionNumber: z.string().max(20).describe('Section as numbered in the plan, "X"'),
    number: z.string().max(20).describe('Task as numbered in its section, "1"'),
    title: z.string().min(1).max(4000).optional().describe('Task in the words of the plan; official text'),
    leads: z.array(UnitAt).describe('Units that lead it'),
    kind: DeadlineKind,
    occurrence: z.string().min(1).max(120).describe('Key of the occurrence within the task: 2024-Q1, once, a trigger id'),
    state: TaskStateName,
    dueOn: PlainDate.nullable().describe('Last day on which it is in time; null has no date'),
    completedOn: PlainDate.nullable().describe('Day completed'),
  })
  .describe('One occurrence of a task');
export type TaskState = z.infer<typeof TaskState>;
