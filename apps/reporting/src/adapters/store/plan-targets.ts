import type { PlanIssued } from '@thongsuot/contracts';
import type { Session, Store } from '@thongsuot/mongo-store';

export const PLANS = 'plans';

/** What figures need to know of a plan in force. */
export interface PlanDocument {
  _id: string;
  area: string;
  number: string | null;
  year: number;
  targets: PlanIssued['targets'];
}

/** Plans that came into force, with the targets they set. */
export class PlanTargets {
  constructor(private readonly store: Store) {}

  async keep(session: Session, plans: readonly PlanIssued[]): Promise<void> {
    if (plans.length === 0) return;
    await this.store.collection<PlanDocument>(PLANS).bulkWrite(
      plans.map(({ planId, issuer, number, year, targets }) => ({
        replaceOne: { filter: { _id: planId }, replacement: { area: issuer.areaVersion, number, year, targets }, upsert: true },
      })),
      { session, ordered: false },
    );
  }

  /** Plans of an area for a year. */
  ofArea(area: string, year: number): Promise<PlanDocument[]> {
    return this.store.collection<PlanDocument>(PLANS).find({ area, year }).sort({ _id: 1 }).toArray();
  }

  /** Plans of a year that set targets, of all areas. */
  ofYear(year: number): Promise<PlanDocument[]> {
    return this.store.collection<PlanDocument>(PLANS).find({ year }).limit(2000).toArray();
  }
}
