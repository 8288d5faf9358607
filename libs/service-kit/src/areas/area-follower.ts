import { setTimeout as sleep } from 'node:timers/promises';
import { applyAreaChanged } from '@thongsuot/areas';
import type { Kit } from '../kit';
import { AREA_CHANGES, type AreaChangeDoc } from './area-changes';

const EVERY_MS = 3000;

/**
 * Follows the areas by the acts this service has stored: at start, at once where this process stored one, and every few seconds
 * for those that another replica's share of the topic brought.
 */
export class AreaFollower {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private appliedUpTo = '';
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly kit: Kit) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Applies what was stored since. */
  refresh(): Promise<void> {
    this.turn = this.turn.then(
      () => this.catchUp(),
      () => this.catchUp(),
    );
    return this.turn;
  }

  /** Applies acts that have just become durable, so that the next event already finds their areas. */
  apply(changes: readonly AreaChangeDoc[]): void {
    for (const { _id, at, data } of changes) {
      if (at <= this.appliedUpTo) continue;
      // One before it that another replica stored comes first: the store has both.
      if (Number(at) !== Number(this.appliedUpTo) + 1) return;
      this.kit.areas.replace(applyAreaChanged(this.kit.areas.tree, data, _id));
      this.appliedUpTo = at;
    }
  }

  private async catchUp(): Promise<void> {
    const changes = this.kit.store.collection<AreaChangeDoc>(AREA_CHANGES);
    this.apply(
      await changes
        .find({ at: { $gt: this.appliedUpTo } })
        .sort({ at: 1 })
        .toArray(),
    );
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.refresh().catch((error: unknown) => {
        this.kit.logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'areas wait for the store');
      });
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
