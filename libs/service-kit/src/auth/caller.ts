import { ProblemError, type PlainDate, type Role } from '@thongsuot/contracts';
import type { AreaTree } from '@thongsuot/areas';

/** Who sends a request, as their token says. */
export interface Caller {
  /** Account id; `anonymous` without a token. */
  readonly subject: string;
  /** Null without a token. */
  readonly role: Role | null;
  /** Area whose subtree an officer or leader sees; null for the whole country. */
  readonly area: string | null;
  /** Day that area codes are read on, where the token looks from another day than the clock's. */
  readonly on: PlainDate | null;
}

/** A request without a token. */
export const ANONYMOUS: Caller = { subject: 'anonymous', role: null, area: null, on: null };

/**
 * Whether `caller` may act for or see area version `id` on `on`: administrators and portals see all that their routes
 * allow, officers and leaders their own area's subtree. Fails closed: an area that cannot be placed is not theirs.
 */
export function sees(caller: Caller, tree: AreaTree, id: string, on: PlainDate): boolean {
  if (caller.role === 'administrator' || caller.role === 'portal') return true;
  if (caller.role === null || caller.area === null) return false;
  const root = tree.findByCode(caller.area, on) ?? tree.findByCode(caller.area, caller.on ?? on);
  return root !== undefined && tree.isWithin(id, root.id, on);
}

/** @throws ProblemError `forbidden` where {@link sees} says no. */
export function assertSees(caller: Caller, tree: AreaTree, id: string, on: PlainDate): void {
  if (!sees(caller, tree, id, on)) throw new ProblemError('forbidden');
}
