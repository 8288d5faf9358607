import type { PlainDate } from '@thongsuot/contracts';
import { calendarMonth, calendarQuarter, calendarYear, type DateRange } from '../half-months';
import { plainDateOf } from '../plain-date';
import type { WorkingCalendar } from '../working-days';
import type { Deadline } from './deadline';

/** One day on which something must be done. */
export interface DueDate {
  /** The last day. */
  readonly dueOn: PlainDate;
  /** The first day on which the work belongs to its period, where the wording names a period and not a day. */
  readonly startsOn?: PlainDate;
  /** Period of the occurrence (`2022-Q1`), for recurring deadlines. */
  readonly period?: string;
  /** Place of the step in its occurrence, 0-based, with its name and recipient. */
  readonly step?: number;
  readonly name?: string;
  readonly recipient?: string;
}

/** What turns an event into a day. */
export interface DueContext {
  /** The business day on which the trigger came. */
  readonly triggeredOn?: PlainDate;
  /** Counts the working days allowed after a trigger. */
  readonly calendar?: WorkingCalendar;
}

/**
 * The due days of a deadline, earliest first. A month, quarter or year named without a day ends with its last day.
 * Nothing is due, so the list is empty, for continuous work, work by another plan, on request, and events not yet triggered
 * or without a term.
 */
export function dueDates(deadline: Deadline, context: DueContext = {}): DueDate[] {
  switch (deadline.kind) {
    case 'fixed':
      return [{ dueOn: deadline.dueOn }];
    case 'month':
      return [whole(calendarMonth(yearIn(deadline.month), Number(deadline.month.slice(5))))];
    case 'quarter':
      return [whole(calendarQuarter(yearIn(deadline.quarter), Number(deadline.quarter.slice(6))))];
    case 'year':
      return [whole(calendarYear(deadline.year))];
    case 'recurring':
      return deadline.occurrences.flatMap(occurrenceDates).sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
    case 'event':
      return eventDates(deadline.workingDays, context);
    case 'continuous':
    case 'per-plan':
    case 'on-request':
      return [];
  }
}

/** The last day a deadline reaches: of its due days the latest, of continuous work the end; undefined where it has none. */
export function latestDueOn(deadline: Deadline, context: DueContext = {}): PlainDate | undefined {
  return deadline.kind === 'continuous' ? deadline.to : dueDates(deadline, context).at(-1)?.dueOn;
}

/**
 * `waiting`: nothing sets a day yet (an event to come, on request, by another plan). `not-started`: its period lies ahead.
 * `running`, `due-soon`, `overdue` by the next due day. `met`: no due day is left. `ended`: continuous work whose year is over.
 */
export type DeadlineStateName = 'waiting' | 'not-started' | 'running' | 'due-soon' | 'overdue' | 'met' | 'ended';

export interface DeadlineState {
  readonly state: DeadlineStateName;
  /** The due day the state speaks of. */
  readonly due?: DueDate;
  /** Working days after `on` up to and with the due day; negative when overdue. */
  readonly workingDaysLeft?: number;
}

export interface DeadlineStateOptions {
  readonly triggeredOn?: PlainDate;
  /** How many of the due days are already met, in order. Default 0. */
  readonly met?: number;
  /** From how many working days left on a due day is soon. Default 3. */
  readonly soonWorkingDays?: number;
}

/**
 * Where a deadline stands at the end of a business day.
 * @param on - the day looked from; a due day is overdue from the day after it
 * @param calendar - counts the working days left
 */
export function deadlineState(
  deadline: Deadline,
  on: PlainDate,
  calendar: WorkingCalendar,
  options: DeadlineStateOptions = {},
): DeadlineState {
  if (deadline.kind === 'continuous') {
    if (on < deadline.from) return { state: 'not-started' };
    return { state: on > deadline.to ? 'ended' : 'running' };
  }
  const { triggeredOn, met = 0, soonWorkingDays = 3 } = options;
  const dates = dueDates(deadline, { calendar, ...(triggeredOn === undefined ? {} : { triggeredOn }) });
  if (dates.length === 0) return { state: deadline.kind === 'event' && triggeredOn !== undefined ? 'running' : 'waiting' };
  const due = dates[met];
  if (!due) return { state: 'met' };
  const workingDaysLeft = calendar.workingDaysBetween(on, due.dueOn);
  return { state: nameOf(due, on, workingDaysLeft, soonWorkingDays), due, workingDaysLeft };
}

function nameOf(due: DueDate, on: PlainDate, left: number, soon: number): DeadlineStateName {
  if (on > due.dueOn) return 'overdue';
  if (left <= soon) return 'due-soon';
  return due.startsOn !== undefined && on < due.startsOn ? 'not-started' : 'running';
}

function occurrenceDates(occurrence: Extract<Deadline, { kind: 'recurring' }>['occurrences'][number]): DueDate[] {
  const { period, steps } = occurrence;
  if (steps.length === 0) return [{ period, ...whole(periodRange(period)) }];
  return steps.map((step, index) => ({
    dueOn: step.dueOn,
    period,
    step: index,
    ...(step.name === undefined ? {} : { name: step.name }),
    ...(step.recipient === undefined ? {} : { recipient: step.recipient }),
  }));
}

/** A task's period is a calendar period unless its plan gives days. */
function periodRange(period: string): DateRange {
  const [year, key] = [yearIn(period), period.slice(5)];
  const number = Number(key.slice(1));
  if (key.startsWith('M')) return calendarMonth(year, number);
  if (key.startsWith('Q')) return calendarQuarter(year, number);
  if (key === 'H1') return { from: plainDateOf(year, 1, 1), to: plainDateOf(year, 6, 30) };
  if (key === 'H2') return { from: plainDateOf(year, 7, 1), to: plainDateOf(year, 12, 31) };
  return calendarYear(year);
}

function eventDates(workingDays: number | undefined, { triggeredOn, calendar }: DueContext): DueDate[] {
  if (workingDays === undefined || triggeredOn === undefined || calendar === undefined) return [];
  return [{ dueOn: calendar.addWorkingDays(triggeredOn, workingDays), startsOn: triggeredOn }];
}

function whole(range: DateRange): DueDate {
  return { dueOn: range.to, startsOn: range.from };
}

function yearIn(code: string): number {
  return Number(code.slice(0, 4));
}
