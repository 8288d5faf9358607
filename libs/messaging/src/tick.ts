import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import type { Leases } from '@thongsuot/mongo-store';

/** What a ticker needs. */
export interface TickerOptions {
  readonly leases: Leases;
  /** Business clock. */
  readonly clock: Clock;
  readonly job: string;
  /** Finds what is due on `asOf` by index and moves it by revision; answers how much it moved. Zero means done. */
  readonly tick: (asOf: PlainDate) => Promise<number>;
  readonly everyMs?: number;
  readonly onTrouble?: (error: Error) => void;
}

const LEASE_MS = 20_000;

/**
 * Time as a command: one process at a time looks for what fell due. After a pause of any length the next tick finds all
 * of it, since it asks what is due by now, not what became due since.
 */
export class Ticker {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: TickerOptions) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /**
   * Ticks until nothing more is due; answers how much moved. Zero also while another process holds the lease. One tick at a
   * time: the lease keeps other processes out, not a second call in this one, and two would only meet in write conflicts.
   */
  tickNow(): Promise<number> {
    const result = this.turn.then(() => this.tickWhileDue());
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async tickWhileDue(): Promise<number> {
    let moved = 0;
    while (await this.options.leases.acquire(this.options.job, LEASE_MS)) {
      const step = await this.options.tick(this.options.clock.today());
      moved += step;
      if (step === 0 || this.stopping.signal.aborted) break;
    }
    return moved;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.tickNow().catch((error: unknown) =>
        this.options.onTrouble?.(error instanceof Error ? error : new Error(String(error))),
      );
      await sleep(this.options.everyMs ?? 5000, undefined, { signal }).catch(() => undefined);
    }
    await this.options.leases.release(this.options.job).catch(() => undefined);
  }
}
