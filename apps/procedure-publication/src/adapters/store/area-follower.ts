import { setTimeout as sleep } from 'node:timers/promises';
import { applyAreaChanged } from '@thongsuot/areas';
import type { Kit, Worker } from '@thongsuot/service-kit';
import { AREA_CHANGES } from './indexes';
import type { AreaChangeDoc } from './rows';

const EVERY_MS = 1000;

/**
 * Follows the areas by the changes this service has stored: at start, and each second for those that another replica's
 * share of the topic brought.
 */
export class AreaFollower implements Worker {
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

  private async catchUp(): Promise<void> {
    const changes = this.kit.store.collection<AreaChangeDoc>(AREA_CHANGES);
    for (const { at, data } of await changes
      .find({ at: { $gt: this.appliedUpTo } })
      .sort({ at: 1 })
      .toArray()) {
      this.kit.areas.replace(applyAreaChanged(this.kit.areas.tree, data));
      this.appliedUpTo = at;
    }
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

const followers = new WeakMap<Kit, AreaFollower>();

/** The one follower of a running service. */
export function followerOf(kit: Kit): AreaFollower {
  const known = followers.get(kit);
  if (known) return known;
  const made = new AreaFollower(kit);
  followers.set(kit, made);
  return made;
}
