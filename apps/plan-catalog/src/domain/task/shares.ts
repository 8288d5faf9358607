import type { Instant, PlainDate, UnitAt } from '@thongsuot/contracts';
import { RuleBroken } from '../rule-broken';

export type ShareRole = 'lead' | 'coordinator';

/** What one unit has of an occurrence to do, and how far it is. */
export interface Share {
  readonly unit: UnitAt;
  readonly name: string;
  readonly role: ShareRole;
  /** Part of the whole: leads count 1 and coordinators 0 unless the owner of the plan says otherwise. */
  readonly weight: number;
  /** 0 to 100; 100 exactly when it is done. */
  readonly percent: number;
  readonly doneOn: PlainDate | null;
  readonly note: string | null;
  readonly evidence: string | null;
  /** Task of the unit's own plan that finished it, where it was not told by hand. */
  readonly byTaskId: string | null;
  readonly updatedBy: string | null;
  readonly updatedAt: Instant | null;
}

/** How far an occurrence is: leads that are done among all leads, and the weighted part of the whole. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly percent: number;
}

/** A change of one share; what is left out stays. */
export interface ShareChange {
  readonly percent?: number | undefined;
  readonly done?: boolean | undefined;
  readonly weight?: number | undefined;
  readonly note?: string | undefined;
  readonly evidence?: string | undefined;
  readonly byTaskId?: string | undefined;
}

/** The share that a unit starts with. */
export function blankShare(unit: UnitAt, name: string, role: ShareRole): Share {
  return {
    ...{ unit, name, role, weight: role === 'lead' ? 1 : 0, percent: 0, doneOn: null, note: null, evidence: null },
    ...{ byTaskId: null, updatedBy: null, updatedAt: null },
  };
}

/**
 * A share after a change.
 *
 * @throws RuleBroken `share-contradicts-itself` for done below 100 percent, or 100 percent said not to be done
 */
export function changeShare(
  share: Share,
  change: ShareChange,
  act: { readonly by: string; readonly at: Instant; readonly on: PlainDate },
): Share {
  const percent =
    change.done === true
      ? (change.percent ?? 100)
      : (change.percent ?? (change.done === false ? Math.min(share.percent, 99) : share.percent));
  if ((change.done === true && percent !== 100) || (change.done === false && percent === 100)) {
    throw new RuleBroken(
      'share-contradicts-itself',
      'Phần việc xong thì phải là 100 %, chưa xong thì phải dưới 100 %',
      'A share that is done is at 100 percent, one that is not is below',
    );
  }
  return {
    ...share,
    percent,
    doneOn: percent === 100 ? (share.doneOn ?? act.on) : null,
    weight: change.weight ?? share.weight,
    note: change.note ?? share.note,
    evidence: change.evidence ?? share.evidence,
    byTaskId: change.byTaskId ?? share.byTaskId,
    updatedBy: act.by,
    updatedAt: act.at,
  };
}

/** How far the shares bring an occurrence. Without any weight every lead counts the same. */
export function progressOf(shares: readonly Share[]): Progress {
  const leads = shares.filter((one) => one.role === 'lead');
  const weighted = shares.some((one) => one.weight > 0) ? shares : leads.map((one) => ({ ...one, weight: 1 }));
  const whole = weighted.reduce((sum, one) => sum + one.weight, 0);
  const done = weighted.reduce((sum, one) => sum + one.weight * one.percent, 0);
  return {
    done: leads.filter((one) => one.doneOn !== null).length,
    of: leads.length,
    // A whole percent that says 100 only when everything is done.
    percent: whole === 0 ? 0 : Math.floor(done / whole),
  };
}

/** A group is done when every member is. */
export function allLeadsDone(shares: readonly Share[]): boolean {
  const leads = shares.filter((one) => one.role === 'lead');
  return leads.length > 0 && leads.every((one) => one.doneOn !== null);
}
