import { setTimeout as sleep } from 'node:timers/promises';
import type { Kit, Worker } from '@thongsuot/service-kit';
import type { AreaRegister } from './area-register';

const EVERY_MS = 1000;

/**
 * Keeps a replica's tree up to date with acts that others recorded. The topic would not do: replicas share its partitions,
 * so that only one of them hears of an act, and all of them answer for areas.
 */
export class AreaFollower implements Worker {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly register: AreaRegister,
    private readonly kit: Kit,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.register.refresh().catch((error: unknown) => {
        this.kit.logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'areas wait for the store');
      });
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
