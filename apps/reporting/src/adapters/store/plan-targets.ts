import type { PlanIssued } from '@thongsuot/contracts';
import type { BatchContext } from '@thongsuot/messaging';
import type { Store } from '@thongsuot/mongo-store';

export const PLANS = 'plans';

/** What figures need to know of a plan in force. Each generation reads the plans anew, so each has its own. */
export interface PlanDocument {
  /** `<generation>|<plan>`. */
  _id: string;
  generation: string;
  planId: string;
  area: string;
  number: string | null;
  year: number;
  targets: PlanIssued['targets'];
}

/** Plans that came into force, with the targets they set; readers are given those of the live generation. */
export class PlanTargets {
  constructor(
    private readonly store: Store,
    private readonly live: () => Promise<string>,
  ) {}

  async keep({ tx, generation }: BatchContext, plans: readonly PlanIssued[]): Promise<void> {
    if (plans.length === 0) return;
    await this.store.collection<PlanDocument>(PLANS).bulkWrite(
      plans.map(({ planId, issuer, number, year, targets }) => ({
        replaceOne: {
          filter: { _id: `${generation}|${planId}` },
          replacement: { generation, planId, area: issuer.areaVersion, number, year, targets },
          upsert: true,
        },
      })),
      { session: tx.session, ordered: false },
    );
  }

  /** Plans of an area for a year. */
  async ofArea(area: string, year: number): Promise<PlanDocument[]> {
    const generation = await this.live();
    return this.store.collection<PlanDocument>(PLANS).find({ generation, area, year }).sort({ _id: 1 }).toArray();
  }

  /** Plans of a year that set targets, of all areas. */
  async ofYear(year: number): Promise<PlanDocument[]> {
    const generation = await this.live();
    return this.store.collection<PlanDocument>(PLANS).find({ generation, year }).limit(2000).toArray();
  }
}
