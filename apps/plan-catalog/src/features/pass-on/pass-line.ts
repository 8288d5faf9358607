import { addDays } from '@thongsuot/calendar';
import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import type { PlainDate, UnitAt } from '@thongsuot/contracts';
import { placedIn } from '../areas-of-plans';
import type { LinePassing, TaskDoc } from '../records';

/** Who takes over from an area that has ended by the day asked about, and when. */
export type FindPassing = (
  areaVersion: string,
) => { readonly heir: AreaVersion; readonly on: PlainDate; readonly act: string | null } | undefined;

/** True for work that is still to be done: what is done stays with whom it was done by. */
export function isOpenLine({ status }: Pick<TaskDoc, 'status'>): boolean {
  return status !== 'completed' && status !== 'cancelled';
}

/** The line with the first day on which its committee or a lead of it ends. */
export function withPassesOn(tree: AreaTree, line: TaskDoc): TaskDoc {
  const { passesOn: _, ...kept } = line;
  if (!isOpenLine(line)) return kept;
  const ends = [line.areaVersion, ...line.leadUnits.map(({ areaVersion }) => areaVersion)].flatMap(
    (id) => tree.findById(id)?.validTo ?? [],
  );
  const first = ends.sort()[0];
  return first === undefined ? kept : { ...kept, passesOn: addDays(first, 1) };
}

/**
 * The line in the hands of the heirs of its committee and of its leads, with an entry for each; undefined where nobody
 * takes over. Leads that merged are one. What concerned a committee or a lead that stays, stays.
 */
export function passedLine(
  tree: AreaTree,
  line: TaskDoc,
  find: FindPassing,
): { readonly next: TaskDoc; readonly on: PlainDate } | undefined {
  const passings: LinePassing[] = [];
  const pass = (unit: UnitAt): UnitAt => {
    const found = find(unit.areaVersion);
    if (!found) return unit;
    const to = heirUnit(tree, unit, found.heir);
    passings.push({ from: unit, to, on: found.on, act: found.act });
    return to;
  };
  const committee = pass({ areaVersion: line.areaVersion, agency: null });
  const leads = line.leadUnits.map(pass);
  const [first] = passings;
  if (first === undefined) return undefined;
  const placed = committee.areaVersion === line.areaVersion ? {} : placedIn(tree, tree.byId(committee.areaVersion));
  const leadUnits = [...new Map(leads.map((unit) => [`${unit.areaVersion}/${unit.agency ?? ''}`, unit])).values()];
  const on = passings.reduce((latest, passing) => (passing.on > latest ? passing.on : latest), first.on);
  return { next: { ...line, ...placed, leadUnits, passings: [...(line.passings ?? []), ...passings] }, on };
}

/** An agency goes on where its area does, under the same code and level; elsewhere the heir's committee answers. */
function heirUnit(tree: AreaTree, { areaVersion, agency }: UnitAt, heir: AreaVersion): UnitAt {
  const from = tree.byId(areaVersion);
  return { areaVersion: heir.id, agency: from.code === heir.code && from.level === heir.level ? agency : null };
}
