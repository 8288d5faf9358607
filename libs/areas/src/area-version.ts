import { AreaCode, AreaLevel, AreaVersionId, PlainDate } from '@thongsuot/contracts';

/**
 * One area as it stood between two acts: its code, name, level and parent do not change within its days, and neither
 * does anything above it. Whatever changes one of these begins a new version, for the area and for everything in it.
 */
export interface AreaVersion {
  readonly id: AreaVersionId;
  readonly code: AreaCode;
  readonly name: string;
  readonly level: AreaLevel;
  /** Version above it; null for the country alone. */
  readonly parentId: AreaVersionId | null;
  /** First day; null where it lies before our records. */
  readonly validFrom: PlainDate | null;
  /** Last day, inclusive; null while in force. */
  readonly validTo: PlainDate | null;
  /** Id of the act that began this version, where known. */
  readonly act?: string;
}

/** `whole`: all of the predecessor went there; `part`: the predecessor was divided. */
export type SuccessionExtent = 'whole' | 'part';

/** Predecessor → successor. `isDefault` marks the one successor that takes what cannot be told apart. */
export interface Succession {
  readonly from: AreaVersionId;
  readonly to: AreaVersionId;
  readonly extent: SuccessionExtent;
  readonly isDefault: boolean;
}

/** A neighbour in the graph of successions. */
export interface SuccessionLink {
  readonly id: AreaVersionId;
  readonly extent: SuccessionExtent;
  readonly isDefault: boolean;
}

/** Code and version of the country, root of every tree. */
export const COUNTRY_CODE = '00' as AreaCode;
export const COUNTRY_ID = '00.open' as AreaVersionId;

const RANK: Record<AreaLevel, number> = { country: 0, province: 1, district: 2, commune: 3 };

/** Depth order of levels: the country is 0. A parent's rank is always the lower one; levels may be left out between. */
export function levelRank(level: AreaLevel): number {
  return RANK[level];
}

/** `19360.open`, `19360.2025-07-01`. */
export function areaVersionId(code: string, validFrom: PlainDate | null): AreaVersionId {
  return `${code}.${validFrom ?? 'open'}` as AreaVersionId;
}

/** True when `on` lies within the version's days, both ends included. */
export function isValidOn(version: Pick<AreaVersion, 'validFrom' | 'validTo'>, on: PlainDate): boolean {
  return (version.validFrom === null || version.validFrom <= on) && (version.validTo === null || on <= version.validTo);
}
