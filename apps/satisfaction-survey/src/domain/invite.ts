import { daysBetween } from '@thongsuot/calendar';
import type { DossierChanged, DossierState, PlainDate, UnitAt } from '@thongsuot/contracts';

/** A dossier that ended longer ago than this invites nobody: an import of old data must not. */
export const INVITE_WITHIN_DAYS = 7;

/**
 * The dossier whose end invites a survey, where this change is that: it has just been resolved, granted or refused, within the last seven
 * days of the business clock. A linked dossier is left to its lead: one person, one invitation.
 */
export function findInvited({ before, after }: DossierChanged, today: PlainDate): DossierState | undefined {
  if (after === null || after.deleted || after.linkedTo !== null || after.resolvedOn === null) return undefined;
  if (before !== null && before.resolvedOn !== null) return undefined;
  if (after.outcome !== 'granted' && after.outcome !== 'refused') return undefined;
  const age = daysBetween(after.resolvedOn, today);
  return age >= 0 && age <= INVITE_WITHIN_DAYS ? after : undefined;
}

/** The unit that is rated: whoever held the dossier in the end. */
export function ratedUnit({ unit, custody }: Pick<DossierState, 'unit' | 'custody'>): UnitAt {
  const holder = custody.at(-1)?.areaVersion ?? unit.areaVersion;
  return holder === unit.areaVersion ? unit : { areaVersion: holder, agency: null };
}
