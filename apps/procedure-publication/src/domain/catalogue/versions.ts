import { addDays } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';

/** What choosing a version needs to know of it. */
export interface DatedVersion {
  readonly version: number;
  readonly announced: boolean;
  /** First day in force anywhere; null while nothing announced it. */
  readonly validFrom: PlainDate | null;
}

/**
 * The version to show on a day: the last in force, else the next announced, else (insiders) the latest draft.
 * @param versions of one procedure, oldest first
 */
export function versionOn<V extends DatedVersion>(versions: readonly V[], on: PlainDate, insider: boolean): V | undefined {
  const announced = versions.filter((each) => each.announced);
  const inForce = announced.filter(({ validFrom }) => validFrom !== null && validFrom <= on);
  return inForce.at(-1) ?? announced.at(0) ?? (insider ? versions.at(-1) : undefined);
}

/** Last day before the next announced version takes effect; null for the last one. */
export function validToOf(version: DatedVersion, versions: readonly DatedVersion[]): PlainDate | null {
  const next = versions
    .filter((each) => each.announced && each.version > version.version && each.validFrom !== null)
    .map(({ validFrom }) => validFrom)
    .sort()[0];
  return next == null ? null : addDays(next, -1);
}
