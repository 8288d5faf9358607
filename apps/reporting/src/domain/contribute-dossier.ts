import { halfMonthOf, later } from '@thongsuot/calendar';
import type { DossierState, PlainDate } from '@thongsuot/contracts';
import { NO_ROW, flowIndex, type AddFlow, type FactOwner } from './flow';
import { dueDayOf, type RuleSet } from './rules';

const RECEIVED_ONLINE = flowIndex('dossiers', 'receivedOnline');
const RECEIVED_OFFLINE = flowIndex('dossiers', 'receivedOffline');
const EARLY = flowIndex('dossiers', 'resolvedEarly');
const ON_TIME = flowIndex('dossiers', 'resolvedOnTime');
const OVERDUE = flowIndex('dossiers', 'resolvedOverdue');
const DUE = flowIndex('dossiers', 'due');
const DUE_LEFT = flowIndex('dossiers', 'dueLeft');
const DIGITISED = flowIndex('dossiers', 'digitised');
const FEE_BEARING = flowIndex('dossiers', 'feeBearing');
const PAID_ONLINE = flowIndex('dossiers', 'paidOnline');
const TRANSFERRED_IN = flowIndex('dossiers', 'transferredIn');
const TRANSFERRED_OUT = flowIndex('dossiers', 'transferredOut');

/** True where a dossier counts in no figure: withdrawn by its source, refused at the desk, or counted by its lead. */
export function countsNowhere(state: DossierState): boolean {
  return state.deleted || state.state === 'refused-at-desk' || state.linkedTo !== null;
}

/**
 * What one dossier adds to the figures, `sign` times: the contribution of a change is that of the state after minus that of
 * the state before. Every addition is a flow of one day; stocks follow from sums of flows (form II.06a of
 * TT 01/2020/TT-VPCP).
 *
 * `due` counts a dossier in the half-month that its due day is reached while it is held, `dueLeft` in the half-month in
 * which both its due day and its leaving (resolved, or passed on by an act of merger) are reached. Their difference up to
 * a day is what is pending and overdue at the end of that day.
 */
export function contributeDossier(state: DossierState, rules: RuleSet, sign: 1 | -1, add: AddFlow): void {
  if (countsNowhere(state)) return;
  const row = state.fieldKey ?? NO_ROW;
  const { receivedOn, resolvedOn } = state;
  const due = dueDayOf(state, rules);
  const holders = holdersOf(state);
  let owner: FactOwner = holders[0]?.owner ?? state.unit;
  const received = halfMonthOf(receivedOn);
  add(owner, received, row, state.channel === 'online' ? RECEIVED_ONLINE : RECEIVED_OFFLINE, sign);
  if (state.digitised === true) add(owner, received, row, DIGITISED, sign);
  if (state.hasFee) {
    add(owner, received, row, FEE_BEARING, sign);
    if (state.paidOnline === true) add(owner, received, row, PAID_ONLINE, sign);
  }
  if (due !== null) add(owner, halfMonthOf(later(due, receivedOn)), row, DUE, sign);
  for (let index = 1; index < holders.length; index++) {
    const { owner: next, from } = holders[index] as Holder;
    const passedOn = halfMonthOf(from);
    add(owner, passedOn, row, TRANSFERRED_OUT, sign);
    add(next, passedOn, row, TRANSFERRED_IN, sign);
    if (due !== null) {
      const both = halfMonthOf(later(due, from));
      add(owner, both, row, DUE_LEFT, sign);
      add(next, both, row, DUE, sign);
    }
    owner = next;
  }
  if (resolvedOn === null) return;
  add(owner, halfMonthOf(resolvedOn), row, resolutionOf(state, due, resolvedOn), sign);
  if (due !== null) add(owner, halfMonthOf(later(due, resolvedOn)), row, DUE_LEFT, sign);
}

/** Years that {@link contributeDossier} may touch, as `2024`. */
export function yearsOfDossier(state: DossierState, seen: (year: string) => void): void {
  seen(state.receivedOn.slice(0, 4));
  if (state.dueOn !== null) seen(state.dueOn.slice(0, 4));
  if (state.extendedDueOn !== null) seen(state.extendedDueOn.slice(0, 4));
  if (state.resolvedOn !== null) seen(state.resolvedOn.slice(0, 4));
  for (let index = 1; index < state.custody.length; index++) seen((state.custody[index]?.from ?? '').slice(0, 4));
}

interface Holder {
  readonly owner: FactOwner;
  readonly from: PlainDate;
}

/** Who held the dossier in turn, from reception to resolution; a custody that begins after the resolution never held it. */
function holdersOf({ custody, unit, receivedOn, resolvedOn }: DossierState): Holder[] {
  const holders: Holder[] = [];
  for (const { areaVersion, from } of custody) {
    if (holders.length > 0 && resolvedOn !== null && from > resolvedOn) break;
    // An agency goes with its own area; after a transfer the successor's committee answers.
    const owner = { areaVersion, agency: areaVersion === unit.areaVersion ? unit.agency : null };
    if (from <= receivedOn || holders.length === 0) holders[0] = { owner, from: receivedOn };
    else holders.push({ owner, from });
  }
  return holders;
}

function resolutionOf(state: DossierState, due: PlainDate | null, resolvedOn: PlainDate): number {
  if (due === null || state.outcome === 'returned' || state.outcome === 'withdrawn' || resolvedOn === due) return ON_TIME;
  return resolvedOn < due ? EARLY : OVERDUE;
}
