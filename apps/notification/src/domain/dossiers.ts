import type { AreaTree } from '@thongsuot/areas';
import type { WorkingCalendar } from '@thongsuot/calendar';
import type { DossierChanged, DossierState, PlainDate, UnitAt } from '@thongsuot/contracts';
import { codeOf, dayWords, same, unitKey, type Fact, type Message } from './message';
import { channelsOf, messagesOf, pathOf, recipientsOf, rulesInForce, type ScopedRule } from './rules';

/** How many dossiers a unit has to give back on a day; of single ones nothing is kept. */
export interface DossiersDue {
  readonly unit: UnitAt;
  readonly dueOn: PlainDate;
  readonly pending: number;
}

/** The unit and day under which a dossier is pending; null where it is not, or has no day. */
function pendingAt(state: DossierState | null): Omit<DossiersDue, 'pending'> | null {
  if (state === null || state.dueOn === null || state.deleted || state.resolvedOn !== null) return null;
  if (state.linkedTo !== null || state.state === 'refused-at-desk' || state.state === 'awaiting-supplement') return null;
  const holder = state.custody.at(-1)?.areaVersion ?? state.unit.areaVersion;
  return {
    unit: { areaVersion: holder, agency: holder === state.unit.areaVersion ? state.unit.agency : null },
    dueOn: state.dueOn,
  };
}

/** What changes of dossiers add to and take from each unit and day: contribution(after) − contribution(before). */
export function dossierIncrements(changes: readonly DossierChanged[]): DossiersDue[] {
  const sums = new Map<string, DossiersDue>();
  const add = (at: Omit<DossiersDue, 'pending'> | null, by: number): void => {
    if (at === null) return;
    const key = `${unitKey(at.unit)} ${at.dueOn}`;
    sums.set(key, { ...at, pending: (sums.get(key)?.pending ?? 0) + by });
  };
  for (const { before, after } of changes) {
    add(pendingAt(before), -1);
    add(pendingAt(after), 1);
  }
  return [...sums.values()].filter(({ pending }) => pending !== 0);
}

/** What the rules say on `asOf` of a unit's dossiers: those that became late since `since`, and those about to fall due. */
export function dossierMessages(
  due: DossiersDue,
  rules: readonly ScopedRule[],
  { since, asOf, tree, calendar }: { since: PlainDate; asOf: PlainDate; tree: AreaTree; calendar: WorkingCalendar },
): Message[] {
  if (due.pending <= 0) return [];
  const { unit, dueOn } = due;
  const variables = { count: same(due.pending), due: dayWords(dueOn) };
  const base = { on: asOf, dueOn, link: `/dossiers?area=${codeOf(unit.areaVersion)}`, variables };
  if (since <= dueOn && dueOn < asOf) {
    const fact: Fact = {
      ...{
        ...base,
        key: `dossier.late:${unitKey(unit)}:${dueOn}`,
        kind: 'dossier.late',
        units: [unit],
        owner: null,
        severity: 'danger',
      },
    };
    return messagesOf(fact, rules, tree);
  }
  return rulesInForce(rules, pathOf(tree, unit.areaVersion), asOf).flatMap(({ content }): Message[] => {
    const { when } = content;
    if (!content.enabled || when.type !== 'due-day' || when.subject !== 'dossier') return [];
    const today = (when.on && asOf === dueOn) || when.before.some((n) => calendar.addWorkingDays(dueOn, -n) === asOf);
    if (!today) return [];
    const key = `${content.key}:${asOf}:${unitKey(unit)}:${dueOn}`;
    const severity = asOf === dueOn ? 'warning' : 'info';
    return content.deliver.flatMap(({ to, channels }) =>
      recipientsOf(to, [unit], unit.areaVersion, tree).map((reader) => ({
        ...{ ...base, key, unit: reader, kind: 'dossier.reminder', severity, urgent: content.urgent },
        channels: channelsOf(channels),
      })),
    );
  });
}
