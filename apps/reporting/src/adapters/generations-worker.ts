import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@thongsuot/calendar';
import type { EventConsumer } from '@thongsuot/messaging';
import type { Kit, Running, Worker } from '@thongsuot/service-kit';
import { GENERATIONS, type GenerationDocument } from './store/generations';
import type { Projection } from './store/projection';
import { removeEnded } from './store/remove-generations';

const EVERY_MS = 300;

/**
 * Keeps this process's consumers as the store says: one for the live generation, one for each that is being built, each in a
 * group of its own with a ledger of its own. A swap is nothing but this: the consumer that built goes on as it was, and is now
 * the live one; the other ends. Killed in between, a process finds at its next start what is live and what is being built.
 */
export class GenerationsWorker implements Worker {
  private readonly stopping = new AbortController();
  private readonly building = new Map<string, EventConsumer>();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly kit: Kit,
    private readonly running: Running,
    private readonly projection: Projection,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
    await Promise.all([...this.building.values(), this.running.consumer].map((consumer) => consumer?.stop()));
  }

  /** Brings the consumers in line with the store. */
  async refresh(): Promise<void> {
    const live = await this.projection.refresh();
    const rows = await this.kit.store.collection<GenerationDocument>(GENERATIONS).find({ state: 'building' }).toArray();
    if (this.running.consumer && this.running.consumer.generation !== live._id) await this.follow(live._id);
    const wanted = new Set(rows.map(({ _id }) => _id));
    for (const [generation, consumer] of this.building) {
      if (wanted.has(generation) && consumer.health().live) continue;
      this.building.delete(generation);
      await consumer.stop();
      this.projection.forget(generation);
    }
    for (const generation of wanted) if (!this.building.has(generation)) await this.build(generation);
    this.hold(rows);
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
    const hold = rows.find((row) => row.hold !== undefined && row.hold.until > systemClock.now())?.hold;
    const marks = hold ? new Map(hold.marks.map(({ partition, offset }) => [partition, offset])) : null;
    for (const consumer of [this.running.consumer, ...this.building.values()]) consumer?.holdAt(marks);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      let removed = 0;
      try {
        await this.refresh();
        removed = await removeEnded(this.kit);
      } catch (error) {
        this.kit.logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'generations wait');
      }
      await sleep(removed > 0 ? 50 : EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
