import { Body, Controller, Get, HttpCode, Inject, Param, Post, SetMetadata } from '@nestjs/common';
import { ProblemError } from '@thongsuot/contracts';
import type { ConsumerHealth } from '@thongsuot/messaging';
import type { OutboxStatus } from '@thongsuot/mongo-store';
import { z } from 'zod';
import { Kit, type Running } from '../kit';
import { INTERNAL_ACCESS } from './auth-guard';

/** DI token of {@link Running}. */
export const RUNNING = Symbol('running');
/** DI token of a service's own counts for `/consistency`. */
export const COUNTS = Symbol('counts');

/** Counts a service states of its own state, by name. */
export type Counts = () => Promise<Readonly<Record<string, number>>>;

/** What a service sent and how far it has read. */
interface FlowStatement {
  service: string;
  outbox: OutboxStatus | null;
  read: { topic: string; partition: number; applied: number; offset: string; known: Record<string, number> }[];
  consumer: ConsumerHealth | null;
  parked: number;
  asOf: string;
}

const Republish = z.object({ since: z.iso.datetime() });

/** Routes for operators and for `/consistency`; administrators only, never public. */
@Controller('ops')
export class OpsController {
  constructor(
    private readonly kit: Kit,
    @Inject(RUNNING) private readonly running: Running,
    @Inject(COUNTS) private readonly counts: Counts,
  ) {}

  /** What this service sent, how far it has read, what is parked, and its own counts. */
  @Get('consistency')
  @SetMetadata(INTERNAL_ACCESS, 'administrator')
  async consistency(): Promise<FlowStatement & { counts: Readonly<Record<string, number>> }> {
    return { ...(await this.flow()), counts: await this.counts() };
  }

  /** The same without the counts, which go over all that is stored: cheap enough to be asked every moment. */
  @Get('flow')
  @SetMetadata(INTERNAL_ACCESS, 'administrator')
  async flow(): Promise<FlowStatement> {
    const { consumer, outbox } = this.running;
    const positions = (await consumer?.positions()) ?? [];
    return {
      service: this.kit.name,
      outbox: (await outbox?.status()) ?? null,
      read: positions.map(({ topic, partition, position }) => ({
        topic,
        partition,
        applied: position.applied,
        offset: position.offset,
        known: Object.fromEntries(position.known),
      })),
      consumer: consumer?.health() ?? null,
      parked: (await consumer?.parkedEvents().count()) ?? 0,
      asOf: (consumer?.asOf() ?? this.kit.clock.now()).toISOString(),
    };
  }

  @Get('parked')
  @SetMetadata(INTERNAL_ACCESS, 'administrator')
  async parked(): Promise<{
    items: { id: string; type: string; subject: string; error: { name: string; message: string }; behind: boolean; at: Date }[];
  }> {
    const rows = (await this.running.consumer?.parkedEvents().list()) ?? [];
    return { items: rows.map(({ _id, type, subject, error, behind, at }) => ({ id: _id, type, subject, error, behind, at })) };
  }

  @Post('parked/:id/replay')
  @HttpCode(200)
  @SetMetadata(INTERNAL_ACCESS, 'administrator')
  async replay(@Param('id') id: string): Promise<{ applied: number }> {
    if (!this.running.consumer) throw new ProblemError('not-found');
    return { applied: await this.running.consumer.replay(id) };
  }

  @Get('outbox')
  @SetMetadata(INTERNAL_ACCESS, 'administrator')
  async outbox(): Promise<OutboxStatus> {
    if (!this.running.outbox) throw new ProblemError('not-found');
    return this.running.outbox.status();
  }

  @Post('outbox/republish')
  @HttpCode(200)
  @SetMetadata(INTERNAL_ACCESS, 'administrator')
  async republish(@Body() body: unknown): Promise<{ packs: number }> {
    const given = Republish.safeParse(body);
    if (!given.success)
      throw new ProblemError('validation-failed', {
        errors: [
          { pointer: '/since', code: 'not-an-instant', message: 'cần thời điểm ISO 8601 / an ISO 8601 instant is needed' },
        ],
      });
    if (!this.running.outbox) throw new ProblemError('not-found');
    return { packs: await this.running.outbox.republish(new Date(given.data.since)) };
  }

  /** Does at once what the clock makes due, and says how much moved. */
  @Post('tick')
  @HttpCode(200)
  @SetMetadata(INTERNAL_ACCESS, 'administrator')
  async tick(): Promise<{ moved: Record<string, number> }> {
    const moved: Record<string, number> = {};
    for (const [job, ticker] of this.running.tickers) moved[job] = await ticker.tickNow();
    return { moved };
  }
}
