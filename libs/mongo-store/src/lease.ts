import { systemClock, type Clock } from '@thongsuot/calendar';
import { isDuplicateKey } from './errors';
import type { Store } from './store';

const COLLECTION = 'leases';

interface LeaseRow {
  _id: string;
  owner: string;
  until: Date;
}

export const leaseCollections: readonly string[] = [COLLECTION];

/** A job that one process at a time may do: ticks, migrations, effects. */
export class Leases {
  constructor(
    private readonly store: Store,
    private readonly owner: string,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Takes or renews the lease on `job` for `ms`; false while another holds it. */
  async acquire(job: string, ms: number): Promise<boolean> {
    const now = this.clock.now();
    try {
      const row = await this.store
        .collection<LeaseRow>(COLLECTION)
        .findOneAndUpdate(
          { _id: job, $or: [{ until: { $lte: now } }, { owner: this.owner }] },
          { $set: { owner: this.owner, until: new Date(now.getTime() + ms) } },
          { upsert: true, returnDocument: 'after' },
        );
      return row?.owner === this.owner;
    } catch (error) {
      // The row exists and is another's: the upsert meets it.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async release(job: string): Promise<void> {
    await this.store.collection<LeaseRow>(COLLECTION).deleteOne({ _id: job, owner: this.owner });
  }
}
