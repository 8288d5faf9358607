import type { AreaTree } from '@thongsuot/areas';
import { vietnamCalendar } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import { BIRTH_REGISTRATION, LINKED_AGENCY, LINKED_PROCEDURE } from './procedures';
import type { Quarter } from './quarters';
import { chanceOf, type Chance } from './random';
import { ReceptionDays, tellStory, type Story } from './story';
import { unitsOf, type ResolvingUnit } from './units';

/** Seed of the shipped demonstration. Another seed gives another, equally plausible quarter. */
export const DEMO_SEED = 'thong-suot-1';

/** Reception starts this much before the window, so that dossiers are carried over into it. */
const WITH_CARRY = 1.5;
const calendar = vietnamCalendar();

/** Every dossier of a quarter: those received in it and those carried over into it, by code. */
export function dossiersOf(tree: AreaTree, quarter: Quarter, seed: string = DEMO_SEED): Story[] {
  const days = new ReceptionDays(quarter);
  return unitsOf(tree, quarter, seed)
    .flatMap((unit) => dossiersOfUnit(unit, quarter, days, chanceOf(seed, `${quarter.key}/${unit.area}/${unit.agency ?? ''}`)))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

function dossiersOfUnit(unit: ResolvingUnit, quarter: Quarter, days: ReceptionDays, chance: Chance): Story[] {
  const count = Math.round(unit.volume * WITH_CARRY);
  const received = Array.from({ length: count }, () => days.pick(chance)).sort();
  const numbers = new Map<string, number>();
  const nextCode = (day: PlainDate): string => {
    const number = (numbers.get(day) ?? 0) + 1;
    numbers.set(day, number);
    const date = day.slice(2).replaceAll('-', '');
    return `000.${unit.codeParts}.${quarter.entity}-${date}-${String(number).padStart(4, '0')}`;
  };
  const stories: Story[] = [];
  for (const day of received) {
    const lead = tellStory(unit, quarter, nextCode(day), day, chance);
    if (isOver(lead, quarter)) continue;
    stories.push(lead);
    const linked = linkedOf(lead, unit, quarter, nextCode, chance);
    if (linked) stories.push(linked);
  }
  return stories;
}

/** Resolved before the window began: no figure of this quarter knows it. */
function isOver(story: Story, quarter: Quarter): boolean {
  const last = story.changes.at(-1);
  const done = last?.set.resolved_at !== undefined || last?.set.deleted === 'true' || last?.set.state === 'refused-at-desk';
  return done && last.on < quarter.from;
}

/** Birth registration leads to a health insurance card: the linked service of the child under six, counted by its lead. */
function linkedOf(
  lead: Story,
  unit: ResolvingUnit,
  quarter: Quarter,
  nextCode: (day: PlainDate) => string,
  chance: Chance,
): Story | undefined {
  const opening = lead.changes[0];
  const isBirth = opening?.set.procedure_code === BIRTH_REGISTRATION && opening.set.channel === 'online';
  if (!isBirth || unit.district === null || opening.set.state !== 'in-progress' || !chance.happens(0.5)) return undefined;
  const start = calendar.workingDayOnOrAfter(opening.on);
  const code = nextCode(opening.on);
  const set = {
    ...opening.set,
    dossier_code: code,
    area: unit.district,
    unit: LINKED_AGENCY,
    linked_to: lead.code,
    procedure_code: LINKED_PROCEDURE.code,
    field: LINKED_PROCEDURE.field,
    due_at: calendar.addWorkingDays(start, LINKED_PROCEDURE.days),
  };
  const resolved = calendar.addWorkingDays(start, chance.between(2, LINKED_PROCEDURE.days));
  const changes = [
    { on: opening.on, set },
    { on: resolved, set: { resolved_at: resolved, outcome: 'granted', state: '', e_result: 'true' } },
  ].filter(({ on }) => on <= quarter.end);
  return { code, changes };
}
