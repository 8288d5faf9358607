import { addDays, instantOf, vietnamCalendar, weekday } from '@thongsuot/calendar';
import type { DossierColumnName, PlainDate } from '@thongsuot/contracts';
import type { Procedure } from './procedures';
import type { Quarter } from './quarters';
import type { Chance } from './random';
import type { ResolvingUnit } from './units';

/** Cells of a dossier's row; what is not set is empty. */
export type Cells = Readonly<Partial<Record<DossierColumnName, string>>>;

/** What the province's system learnt of a dossier on one day. */
export interface Change {
  readonly on: PlainDate;
  readonly set: Cells;
}

/** One dossier's life, in order of days. The row sent on a day is everything set up to it. */
export interface Story {
  readonly code: string;
  readonly changes: readonly Change[];
}

const calendar = vietnamCalendar();
const LONGEST_CARRY_DAYS = 45;
/** When people hand in online; the scenario's day ends at 17:30. */
const FIRST_MINUTE = 6 * 60;
const LAST_MINUTE = 17 * 60;

/** Day on which the next dossier of a quarter is received, weighted as people come: before Tết more, after it fewer. */
export class ReceptionDays {
  private readonly days: readonly { readonly day: PlainDate; readonly weight: number }[];

  constructor(quarter: Quarter) {
    const first = addDays(quarter.from, -LONGEST_CARRY_DAYS);
    const days: { day: PlainDate; weight: number }[] = [];
    for (let day = first; day <= quarter.end; day = addDays(day, 1)) days.push({ day, weight: weightOf(day) });
    this.days = days;
  }

  pick(chance: Chance): PlainDate {
    return chance.pick(this.days, ({ weight }) => weight).day;
  }
}

function weightOf(day: PlainDate): number {
  // Desks are closed; a few dossiers still come in online.
  if (!calendar.isWorkingDay(day)) return calendar.findDay(day) ? 0.02 : 0.07;
  const week = [1.2, 1.05, 1, 0.98, 0.9, 0.5, 0.5][weekday(day) - 1] ?? 1;
  return week * holidaySeason(day);
}

/** The working week before a long holiday is busy, the one after it slow. */
function holidaySeason(day: PlainDate): number {
  const near = (step: 1 | -1): number => {
    for (let distance = 1; distance <= 7; distance += 1) {
      if (calendar.findDay(addDays(day, step * distance))?.occasion === 'tet') return distance;
    }
    return 8;
  };
  if (near(1) <= 7) return 1.3;
  return near(-1) <= 7 ? 0.6 : 1;
}

/** Tells the life of one dossier of a unit, received on a given day. */
export function tellStory(unit: ResolvingUnit, quarter: Quarter, code: string, received: PlainDate, chance: Chance): Story {
  const procedure = chance.pick(unit.procedures, ({ weight }) => weight);
  const { profile } = unit;
  const online = !calendar.isWorkingDay(received) || chance.happens(Math.min(0.99, profile.online * procedure.online));
  const handedIn = instantOf(received, chance.between(FIRST_MINUTE, LAST_MINUTE));
  const start = online ? calendar.effectiveReceptionDay(handedIn) : received;
  const paidOnline = procedure.fee > 0 && chance.happens(profile.paidOnline);
  const opening: Cells = {
    dossier_code: code,
    area: unit.area,
    ...(unit.agency === null ? {} : { unit: unit.agency }),
    officer: `CB${String(chance.between(1, 4)).padStart(2, '0')}`,
    service_level: procedure.online >= 1.3 ? 'full' : procedure.online >= 0.6 ? 'partial' : 'none',
    procedure_code: procedure.code,
    field: spelling(procedure, chance),
    channel: online ? 'online' : chance.happens(0.04) ? 'postal' : 'direct',
    received_at: online ? handedIn.toISOString() : received,
    fee_due: String(procedure.fee),
    ...(procedure.fee > 0 ? { paid_online: String(paidOnline) } : {}),
    digitised: String(chance.happens(profile.digitised)),
    population_db: String(chance.happens(profile.digitised * 0.6)),
    reused: String(chance.happens(profile.digitised * 0.2)),
    paper_result_due: 'true',
  };
  if (chance.happens(0.008)) return { code, changes: [{ on: received, set: { ...opening, state: 'refused-at-desk' } }] };
  return { code, changes: handling({ unit, procedure, start, received, opening, chance, last: quarter.end }) };
}

interface Case {
  readonly unit: ResolvingUnit;
  readonly procedure: Procedure;
  readonly received: PlainDate;
  /** Working day on which its term starts. */
  readonly start: PlainDate;
  readonly opening: Cells;
  readonly chance: Chance;
  readonly last: PlainDate;
}

function handling({ unit, procedure, received, start, opening, chance, last }: Case): Change[] {
  const { profile } = unit;
  const promised = calendar.addWorkingDays(start, procedure.days);
  const changes: Change[] = [{ on: received, set: { ...opening, due_at: promised, state: 'in-progress' } }];
  let begin = start;
  let due = promised;
  if (procedure.days >= 3 && chance.happens(0.05)) {
    const waited = chance.between(1, 5);
    const asked = calendar.addWorkingDays(start, 1);
    begin = calendar.addWorkingDays(asked, waited);
    due = calendar.addWorkingDays(promised, waited);
    changes.push({ on: asked, set: { state: 'awaiting-supplement' } });
    changes.push({ on: begin, set: { state: 'in-progress', supplement_days: String(waited), due_at: due } });
  }
  if (chance.happens(0.002)) {
    changes.push({ on: calendar.addWorkingDays(begin, 1), set: { deleted: 'true' } });
    return upTo(last, changes);
  }
  const slow = procedure.days === 0 ? 0.3 : 1;
  if (chance.happens(profile.late * slow)) {
    const resolved = calendar.addWorkingDays(due, chance.between(1, 9));
    const asked = calendar.addWorkingDays(due, -1);
    // Half of those that run late are apologised for in time (NĐ 61/2018/NĐ-CP Điều 19.9); the others only raise the alarm.
    if (procedure.days >= 3 && asked >= begin && chance.happens(0.5)) {
      changes.push({ on: asked, set: { apology_sent_at: asked, extended_due_at: calendar.addWorkingDays(due, 5) } });
    }
    changes.push({ on: resolved, set: ending(resolved, unit, chance) });
    return upTo(last, changes);
  }
  const resolved = chance.happens(profile.early) ? earlyDay(begin, due, chance) : due;
  changes.push({ on: resolved, set: ending(resolved, unit, chance) });
  return upTo(last, changes);
}

/** A working day before the promised one where there is one, else the promised day itself. */
function earlyDay(begin: PlainDate, due: PlainDate, chance: Chance): PlainDate {
  const room = calendar.workingDaysBetween(begin, due);
  return room <= 0 ? due : calendar.addWorkingDays(begin, Math.floor(room * (0.2 + 0.8 * chance.next()) * 0.99));
}

function ending(resolved: PlainDate, unit: ResolvingUnit, chance: Chance): Cells {
  const outcome = chance.pick(
    [
      { name: 'granted', weight: 96 },
      { name: 'refused', weight: 1 },
      { name: 'returned', weight: 2 },
      { name: 'withdrawn', weight: 1 },
    ],
    ({ weight }) => weight,
  ).name;
  const eResult = outcome === 'granted' && chance.happens(unit.profile.eResult);
  return {
    resolved_at: resolved,
    outcome,
    state: '',
    e_result: String(eResult),
    kept_in_store: String(eResult && chance.happens(0.5)),
  };
}

/** What happens after the scenario's last day is never sent. */
function upTo(last: PlainDate, changes: readonly Change[]): Change[] {
  return changes.filter(({ on }) => on <= last);
}

/** Offices do not all spell a field alike; the roll-up has to fold it to one row. */
function spelling({ field }: Procedure, chance: Chance): string {
  if (chance.happens(0.01)) return field.toUpperCase();
  return chance.happens(0.01) ? `${field.replace(' ', '  ')} ` : field;
}
