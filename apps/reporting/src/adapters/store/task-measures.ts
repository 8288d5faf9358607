import type { PlanTarget, TaskMeasured } from '@thongsuot/contracts';
import type { BatchContext } from '@thongsuot/messaging';
import type { Store } from '@thongsuot/mongo-store';

export const TASK_MEASURES = 'task-measures';

/** A continuous task of a plan in force that a figure measures. */
export interface TaskMeasureDocument {
  /** `<generation>|<task>`. */
  _id: string;
  generation: string;
  taskId: string;
  planId: string;
  area: string;
  year: number;
  ref: string;
  /** Null where no figure measures it (any more). */
  target: PlanTarget | null;
}

/** What measures continuous tasks; readers are given those of the live generation. */
export class TaskMeasures {
  constructor(
    private readonly store: Store,
    private readonly live: () => Promise<string>,
  ) {}

  /** Keeps the last word on each task. */
  async keep({ tx, generation }: BatchContext, measured: readonly TaskMeasured[]): Promise<void> {
    if (measured.length === 0) return;
    const last = new Map(measured.map((one) => [one.taskId, one]));
    await this.store.collection<TaskMeasureDocument>(TASK_MEASURES).bulkWrite(
      [...last.values()].map(({ taskId, planId, owner, year, ref, target }) => ({
        replaceOne: {
          filter: { _id: `${generation}|${taskId}` },
          replacement: { generation, taskId, planId, area: owner.areaVersion, year, ref, target },
          upsert: true,
        },
      })),
      { session: tx.session, ordered: false },
    );
  }

  /** Measured tasks of the plans of an area for a year. */
  async ofArea(area: string, year: number): Promise<TaskMeasureDocument[]> {
    const generation = await this.live();
    return this.store.collection<TaskMeasureDocument>(TASK_MEASURES).find({ generation, area, year }).sort({ _id: 1 }).toArray();
  }
}
