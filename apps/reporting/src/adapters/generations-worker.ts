import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { EventConsumer } from '@thongsuot/messaging';
import { Kit, RUNNING, type Running, type Worker } from '@thongsuot/service-kit';
import type { GenerationDocument } from './store/generations';
import { Projection } from './store/projection';
import { removeEnded } from './store/remove-generations';

/** Looks at the store while nothing is rebuilt: for a rebuild that another process began, and acts that it recorded. */
const IDLE_MS = 3000;
/** Looks while something is: a comparison or a swap may come at any moment. */
const BUILDING_MS = 300;
const REMOVING_MS = 50;

/**
 * Keeps this process's consumers as the store says: one for the live generation, one for each that is being built, each in a
 * group of its own with a ledger of its own. A swap is nothing but this: the consumer that built goes on as it was, and is now
 * the live one; the other ends. Killed in between, a process finds at its next start what is live and what is being built.
 */
@Injectable()
export class GenerationsWorker implements Worker {
  private readonly stopping = new AbortController();
  private readonly building = new Map<string, EventConsumer>();
  private loop: Promise<void> = Promise.resolve();
  private resting = new AbortController();

  constructor(
    private readonly kit: Kit,
    @Inject(RUNNING) private readonly running: Running,
    private readonly projection: Projection,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.nudge();
    await this.loop;
    await Promise.all([...this.building.values(), this.running.consumer].map(async (consumer) => consumer?.stop()));
  }

  /** Says that something was decided in this process. */
  nudge(): void {
    this.resting.abort();
  }

  /** Brings the consumers in line with the store; answers after how long to look again, in milliseconds. */
  private async refresh(): Promise<number> {
    const rows = await this.projection.refresh();
    const live = await this.projection.live();
    if (this.running.consumer && this.running.consumer.generation !== live._id) await this.follow(live._id);
    this.hold(rows);
    const wanted = new Set(rows.filter(({ state }) => state === 'building').map(({ _id }) => _id));
    for (const [generation, consumer] of this.building) {
      if (wanted.has(generation) && consumer.health().live) continue;
      this.building.delete(generation);
      await consumer.stop();
      this.projection.forget(generation);
    }
    for (const generation of wanted) if (!this.building.has(generation)) await this.build(generation);
    if ((await removeEnded(this.kit, rows)) > 0) return REMOVING_MS;
    return wanted.size > 0 ? BUILDING_MS : IDLE_MS;
  }

  /** The live consumer is another's from now on. */
  private async follow(live: string): Promise<void> {
    const before = this.running.consumer;
    const next = this.building.get(live) ?? (await this.begin(live));
    next.holdAt(null);
    this.building.delete(live);
    this.running.consumer = next;
    await before?.stop();
    if (before) this.projection.forget(before.generation);
    this.kit.logger.info({ generation: live }, 'another generation of figures is live');
  }

  private async build(generation: string): Promise<void> {
    this.building.set(generation, await this.begin(generation));
    this.kit.logger.info({ generation }, 'a generation of figures is being built');
  }

  private async begin(generation: string): Promise<EventConsumer> {
    const consumer = this.running.consumerOf(generation);
    await consumer.start();
    return consumer;
  }

  /** Both generations wait where a comparison wants them to, while it does. */
  private hold(rows: readonly GenerationDocument[]): void {
    const hold = rows.find((row) => row.state === 'building' && row.hold !== undefined)?.hold;
    const marks = new Map(hold?.marks.map(({ partition, offset }) => [partition, offset]));
    for (const consumer of [this.running.consumer, ...this.building.values()])
      consumer?.holdAt(hold ? { marks, until: hold.until } : null);
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      // Before the look: what is decided while it lasts is looked at next.
      this.resting = new AbortController();
      let restMs = BUILDING_MS;
      try {
        restMs = await this.refresh();
      } catch (error) {
        this.kit.logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'generations wait');
      }
      await sleep(restMs, undefined, { signal: this.resting.signal }).catch(() => undefined);
    }
  }
}
