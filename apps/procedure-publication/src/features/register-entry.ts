import type { RegisterUnit } from '@thongsuot/contracts';

/** What every entry of a register carries: a revision that guards each write, its unit, and where it is listed. */
export interface RegisterEntry {
  readonly _id: string;
  readonly rev: number;
  readonly lastPackId: string | null;
  readonly unit: RegisterUnit;
  /** Area version of the unit with all above it, so that a list of a subtree is one index range. */
  readonly areaPath: readonly string[];
  readonly recordedBy: string;
}
