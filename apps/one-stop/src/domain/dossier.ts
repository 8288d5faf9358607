import { addDays, type WorkingCalendar } from '@thongsuot/calendar';
import type { AreaVersionId, DossierStanding, DossierState, PlainDate } from '@thongsuot/contracts';

/** What this system itself did about a dossier; a later import of the source's columns does not take it back. */
export interface OwnFacts {
  /** Day the letter went out from here. */
  readonly apologySentOn: PlainDate | null;
  /** The one new day set here. */
  readonly extendedDueOn: PlainDate | null;
  /** The clock has dealt with the letter: raised, sent or missed. */
  readonly letterDone: boolean;
  /** The clock has dealt with the public apology. */
  readonly publicDone: boolean;
  /** The promised day moved after something was drafted: an apology of this dossier may be on record already. */
  readonly drafted?: true;
}

/** A dossier before anything was done about it here. */
export const NO_OWN_FACTS: OwnFacts = { apologySentOn: null, extendedDueOn: null, letterDone: false, publicDone: false };

/**
 * What the source states, on top of what is known: custody stays as it is unless the source corrects the area or the day
 * received, and an apology sent from here stays where the source says nothing of one.
 */
export function stateAfterImport(before: DossierState | null, stated: DossierState, own: OwnFacts): DossierState {
  const moved = before === null || before.unit.areaVersion !== stated.unit.areaVersion || before.receivedOn !== stated.receivedOn;
  return {
    ...stated,
    custody: moved ? stated.custody : before.custody,
    extendedDueOn: stated.extendedDueOn ?? own.extendedDueOn,
    apologySentOn: stated.apologySentOn ?? own.apologySentOn,
  };
}

/** Own facts once the source has moved the promised day: what was drafted for the old one is not owed, the clock looks anew. */
export function ownAfterImport(before: DossierState, after: DossierState, own: OwnFacts): OwnFacts {
  if (!own.letterDone || promisedOn(before) === promisedOn(after)) return own;
  return { ...own, letterDone: own.apologySentOn !== null, publicDone: false, drafted: true };
}

/** True where nothing of a dossier differs. Both are written in the order of the contract. */
export function sameState(a: DossierState, b: DossierState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** True while the dossier is to be worked on: not resolved, not withdrawn, not turned away at the desk. */
export function isOpen(state: DossierState): boolean {
  return state.resolvedOn === null && !state.deleted && state.state !== 'refused-at-desk';
}

/** The day it is promised for now: the new one where it was set anew. */
export function promisedOn(state: DossierState): PlainDate | null {
  return state.extendedDueOn ?? state.dueOn;
}

/** Where a dossier stands on a day, seen from the desk: late from the day after its due day. */
export function standingOf(state: DossierState, today: PlainDate, calendar: WorkingCalendar): DossierStanding {
  if (!isOpen(state)) return 'resolved';
  const due = promisedOn(state);
  if (due === null) return 'pending';
  if (due < today) return 'overdue';
  return due <= calendar.nextWorkingDay(today) ? 'due-soon' : 'pending';
}

/** Last day on which a letter is in time: no later than one day before the due day (NĐ 61/2018/NĐ-CP, Điều 19 khoản 9). */
export function lastLetterDay(dueOn: PlainDate, daysBefore: number): PlainDate {
  return addDays(dueOn, -daysBefore);
}

/**
 * Next day on which the clock has something to do about a dossier's apologies; null where it has not. The letter comes up
 * on the last working day on which it is in time, the public apology the day after the promised one.
 */
export function nextApologyOn(
  state: DossierState,
  own: OwnFacts,
  calendar: WorkingCalendar,
  letterDaysBefore: number,
): PlainDate | null {
  if (!isOpen(state) || state.dueOn === null || own.publicDone) return null;
  if (own.letterDone || state.apologySentOn !== null) return addDays(promisedOn(state) ?? state.dueOn, 1);
  return calendar.workingDayOnOrBefore(lastLetterDay(state.dueOn, letterDaysBefore));
}

/** True where no figure counts a dossier: withdrawn by its source, turned away at the desk, or counted by its lead. */
export function countsNowhere({ deleted, state, linkedTo }: DossierState): boolean {
  return deleted || state === 'refused-at-desk' || linkedTo !== null;
}

/** True while a dossier waits at the end of a day: it is then what an area that ends that day leaves to its heir. */
export function isPendingOn(state: DossierState, day: PlainDate): boolean {
  const { resolvedOn, deleted } = state;
  return !deleted && state.state !== 'refused-at-desk' && (resolvedOn === null || resolvedOn >= day);
}

/** The dossier in the hands of an heir from a day on; what was before that day stays its predecessors'. */
export function passedTo(state: DossierState, heir: AreaVersionId, from: PlainDate): DossierState {
  return { ...state, custody: [...state.custody, { areaVersion: heir, from }] };
}
