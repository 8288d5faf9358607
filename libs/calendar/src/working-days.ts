import { PlainDate } from '@thongsuot/contracts';
import {
  CalendarDay,
  HolidayData,
  OfficeData,
  OfficeHours,
  ReceptionRule,
  TimeOfDay,
  holidayData,
  inForceOn,
  officeData,
} from './calendar-data';
import { addDays, dateOf, instantOf, weekday } from './plain-date';

/** How far a statement about a day can be trusted. */
export type DayCertainty = 'confirmed' | 'unconfirmed' | 'outside-coverage';

/** What a {@link WorkingCalendar} is built from. */
export interface WorkingCalendarSource {
  readonly holidays: HolidayData;
  readonly office: OfficeData;
  /** A unit's own days off or worked (a flood, a local anniversary); they win over the national list. */
  readonly unitDays?: readonly CalendarDay[];
  /** A unit's own office hours; where one is in force it wins over the default. */
  readonly unitOfficeHours?: readonly OfficeHours[];
}

/**
 * Working days of the civil service: the week without its days of rest, less holidays and days in lieu, plus the Saturdays
 * worked for swapped days. Outside the years of its data only the plain week is known; {@link certaintyOf} says so.
 */
export class WorkingCalendar {
  private readonly days: ReadonlyMap<PlainDate, CalendarDay>;
  private readonly rest: ReadonlySet<number>;

  constructor(private readonly source: WorkingCalendarSource) {
    const listed = [...source.holidays.days, ...(source.unitDays ?? [])];
    this.days = new Map(listed.map((day) => [day.date, day]));
    this.rest = new Set(source.holidays.weeklyRest);
  }

  /** The entry that makes a day differ from the plain week. */
  findDay(date: PlainDate): CalendarDay | undefined {
    return this.days.get(date);
  }

  isWorkingDay(date: PlainDate): boolean {
    const day = this.days.get(date);
    return day ? day.kind === 'worked' : !this.rest.has(weekday(date));
  }

  /** `unconfirmed` where the day rests on an entry not yet checked, `outside-coverage` where no yearly list is held. */
  certaintyOf(date: PlainDate): DayCertainty {
    const day = this.days.get(date);
    if (day) return day.confirmed ? 'confirmed' : 'unconfirmed';
    const { from, to } = this.source.holidays.coverage;
    return from <= date && date <= to ? 'confirmed' : 'outside-coverage';
  }

  /** Days between `from` and `to`, both included, whose standing is not confirmed by an issued text. */
  unconfirmedDays(from: PlainDate, to: PlainDate): CalendarDay[] {
    return [...this.days.values()]
      .filter((day) => !day.confirmed && from <= day.date && day.date <= to)
      .sort((a, b) => (a.date < b.date ? -1 : 1));
  }

  /** The first working day after `date`. */
  nextWorkingDay(date: PlainDate): PlainDate {
    return this.seek(addDays(date, 1), 1);
  }

  /** The last working day before `date`. */
  previousWorkingDay(date: PlainDate): PlainDate {
    return this.seek(addDays(date, -1), -1);
  }

  /** `date` itself where it is worked, else the first working day after it (Bộ luật Dân sự 2015, Điều 148 khoản 5). */
  workingDayOnOrAfter(date: PlainDate): PlainDate {
    return this.seek(date, 1);
  }

  /** `date` itself where it is worked, else the last working day before it. */
  workingDayOnOrBefore(date: PlainDate): PlainDate {
    return this.seek(date, -1);
  }

  /**
   * The `n`-th working day after `from`; `from` is not counted (Bộ luật Dân sự 2015, Điều 147 khoản 2). Negative `n` counts
   * back. 0 gives `from` itself, or the next working day where `from` is a day of rest.
   */
  addWorkingDays(from: PlainDate, n: number): PlainDate {
    if (!Number.isInteger(n)) throw new RangeError(`Not a whole number of working days: ${n}`);
    if (n === 0) return this.workingDayOnOrAfter(from);
    const step = n > 0 ? 1 : -1;
    let day = from;
    for (let left = Math.abs(n); left > 0; left -= 1) day = this.seek(addDays(day, step), step);
    return day;
  }

  /**
   * Working days after `from` up to and with `to`: the inverse of {@link addWorkingDays}. Negative when `to` lies before
   * `from`: then the working days from `to` on, before `from`.
   */
  workingDaysBetween(from: PlainDate, to: PlainDate): number {
    const step = to >= from ? 1 : -1;
    let count = 0;
    for (let day = from; day !== to;) {
      day = addDays(day, step);
      if (this.isWorkingDay(day)) count += step;
    }
    return count;
  }

  /** Working sessions of a day by the clock; none on a day of rest. */
  officeHoursOn(date: PlainDate): readonly { from: TimeOfDay; to: TimeOfDay }[] {
    if (!this.isWorkingDay(date)) return [];
    const own = inForceOn(this.source.unitOfficeHours ?? [], date);
    return (own ?? inForceOn(this.source.office.officeHours, date))?.sessions ?? [];
  }

  /** True when the desk is open at that moment. */
  isOfficeTime(instant: Date | string): boolean {
    const at = toInstant(instant);
    const date = dateOf(at);
    return this.officeHoursOn(date).some(
      (session) => instantOf(date, minutes(session.from)) <= at && at < instantOf(date, minutes(session.to)),
    );
  }

  /** The reception rule in force on a day. */
  findReceptionRule(date: PlainDate): ReceptionRule | undefined {
    return inForceOn(this.source.office.receptionRules, date);
  }

  /**
   * The working day on which a dossier starts its way: the day it was received, or the next working day where it came in on
   * a day of rest or after 15:00 (NĐ 61/2018/NĐ-CP, Điều 18 khoản 2, by the rule in force that day). 15:00 sharp is not
   * after 15:00.
   */
  effectiveReceptionDay(receivedAt: Date | string): PlainDate {
    const at = toInstant(receivedAt);
    const date = dateOf(at);
    if (!this.isWorkingDay(date)) return this.nextWorkingDay(date);
    const rule = this.findReceptionRule(date);
    const late = rule !== undefined && at > instantOf(date, minutes(rule.forwardNextDayAfter));
    return late ? this.nextWorkingDay(date) : date;
  }

  private seek(from: PlainDate, step: 1 | -1): PlainDate {
    let day = from;
    while (!this.isWorkingDay(day)) day = addDays(day, step);
    return day;
  }
}

/**
 * The calendar built from the shipped data, with a unit's own days and hours where it has some.
 * @param unit - days and office hours that differ from the national ones
 */
export function vietnamCalendar(unit: Pick<WorkingCalendarSource, 'unitDays' | 'unitOfficeHours'> = {}): WorkingCalendar {
  return new WorkingCalendar({ holidays: holidayData(), office: officeData(), ...unit });
}

function minutes(time: TimeOfDay): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function toInstant(instant: Date | string): Date {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) throw new RangeError(`Not an instant: ${String(instant)}`);
  return at;
}
