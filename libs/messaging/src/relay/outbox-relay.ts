import { setTimeout as sleep } from 'node:timers/promises';
import { EVENT_HEADERS, MAX_PACK_BYTES, toKafkaHeaders } from '@thongsuot/contracts';
import {
  FencedError,
  type NumberedPack,
  type OutboxRelayStore,
  type Session,
  type Store,
  type StreamLease,
} from '@thongsuot/mongo-store';
import type { EventLog, LogWriter, OutgoingRecord } from '../log/event-log';
import { noMetrics, type MessagingMetrics } from '../metrics';

/** What a relay needs. */
export interface OutboxRelayOptions {
  readonly store: Store;
  readonly outbox: OutboxRelayStore;
  readonly log: EventLog;
  readonly topic: string;
  /** `/<instance>/<service>`: first part of `ce_source`, the stream's id follows. */
  readonly sourcePrefix: string;
  readonly metrics?: MessagingMetrics;
  readonly onTrouble?: (error: Error) => void;
  /** Wait between looks at an empty outbox, where no commit in this process wakes the relay. */
  readonly pollMs?: number;
}

const RENEW_MS = 4000;
const STATUS_MS = 5000;

/**
 * Carries packs from the outbox to the topic, in order, each event under its partition's next number. Whoever holds the
 * lease first sends again what its predecessor numbered and never marked: consumers drop what they know, so repeats are
 * free and gaps impossible.
 */
export class OutboxRelay {
  private stopping = new AbortController();
  private running: Promise<void> | undefined;
  private wake: (() => void) | undefined;
  private nudged = false;
  private lastRenewal = 0;
  private lastStatus = 0;

  constructor(private readonly options: OutboxRelayOptions) {}

  start(): void {
    this.stopping = new AbortController();
    this.running = this.run();
  }

  /** Says that a commit left packs. */
  nudge(): void {
    this.nudged = true;
    this.wake?.();
  }

  /** Ends after the request in flight; what is left waits for the next holder. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake?.();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const session = this.options.store.client.startSession();
      const writer = this.options.log.writer();
      let lease: StreamLease | null = null;
      try {
        lease = await this.options.outbox.acquire(session.id);
        if (lease) await this.hold(lease, session, writer);
        else await this.rest(500);
      } catch (error) {
        this.options.onTrouble?.(error instanceof Error ? error : new Error(String(error)));
        if (error instanceof FencedError) lease = null;
        await this.rest(300);
      } finally {
        if (lease) await this.options.outbox.release(lease).catch(() => undefined);
        await writer.close().catch(() => undefined);
        await session.endSession().catch(() => undefined);
      }
    }
  }

  private async hold(lease: StreamLease, session: Session, writer: LogWriter): Promise<void> {
    await writer.connect();
    this.lastRenewal = performance.now();
    // Everything that has a number goes first, whatever its amount: a later number must not overtake it.
    while (await this.deliver(await this.options.outbox.unsent(), lease, writer));
    while (!this.stopping.signal.aborted) {
      this.nudged = false;
      const packs = await this.options.outbox.number(session, lease);
      if (packs.length > 0) {
        this.lastRenewal = performance.now();
        await this.deliver(packs, lease, writer);
        continue;
      }
      await this.renewIfDue(lease);
      await this.reportIfDue();
      const republished = await this.deliver(await this.options.outbox.unsent(), lease, writer);
      if (!republished && !this.nudged) await this.pause(this.options.pollMs ?? 1500);
    }
  }

  /**
   * Sends packs request by request, each repeated as it is until it is acknowledged, then marks them.
   * @returns false where there were none
   */
  private async deliver(packs: readonly NumberedPack[], lease: StreamLease, writer: LogWriter): Promise<boolean> {
    if (packs.length === 0) return false;
    const sourceOf = ({ streamId = lease.streamId }: NumberedPack): string => `${this.options.sourcePrefix}/${streamId}`;
    for (const request of requestsOf(packs, sourceOf)) {
      for (let attempt = 1; ; attempt++) {
        await this.renewIfDue(lease);
        try {
          await writer.append(this.options.topic, request);
          break;
        } catch (error) {
          this.options.onTrouble?.(error instanceof Error ? error : new Error(String(error)));
          if (this.stopping.signal.aborted) throw error;
          await this.rest(Math.min(2000, 100 * attempt));
        }
      }
      this.options.metrics?.sent(this.options.topic, request.length);
    }
    await this.options.outbox.markSent(packs);
    await this.reportIfDue();
    return true;
  }

  private async renewIfDue(lease: StreamLease): Promise<void> {
    if (performance.now() - this.lastRenewal < RENEW_MS) return;
    await this.options.outbox.renew(lease);
    this.lastRenewal = performance.now();
  }

  private async reportIfDue(): Promise<void> {
    const metrics = this.options.metrics ?? noMetrics;
    if (metrics === noMetrics || performance.now() - this.lastStatus < STATUS_MS) return;
    this.lastStatus = performance.now();
    const { waitingPacks, oldestSeconds } = await this.options.outbox.status();
    metrics.outbox(waitingPacks, oldestSeconds);
  }

  /** Waits whatever is committed meanwhile: for a lease, an engine, the same request again. */
  private async rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  /** Waits until a commit of this process wakes it, or for `ms`. */
  private async pause(ms: number): Promise<void> {
    if (this.stopping.signal.aborted) return;
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    await Promise.race([woken, sleep(ms)]);
    this.wake = undefined;
  }
}

/** Requests of at most 900 KB a partition, in the order of the numbers: a broker refuses a larger one and splits none. */
function* requestsOf(packs: readonly NumberedPack[], sourceOf: (pack: NumberedPack) => string): Generator<OutgoingRecord[]> {
  let request: OutgoingRecord[] = [];
  const bytes = new Map<number, number>();
  for (const pack of packs) {
    const source = sourceOf(pack);
    for (const [index, event] of pack.events.entries()) {
      const sequence = pack.numbers[index];
      if (sequence === undefined) throw new Error(`pack ${pack._id}: event ${event.id} has no number`);
      const headers = toKafkaHeaders({ ...event, source, sequence });
      const size = Buffer.byteLength(event.data) + event.key.length + sizeOf(headers) + 64;
      const before = bytes.get(event.partition) ?? 0;
      if (before > 0 && before + size > MAX_PACK_BYTES) {
        yield request;
        request = [];
        bytes.clear();
      }
      bytes.set(event.partition, (bytes.get(event.partition) ?? 0) + size);
      request.push({ partition: event.partition, key: event.key, headers, value: event.data });
    }
  }
  if (request.length > 0) yield request;
}

function sizeOf(headers: Readonly<Record<string, string>>): number {
  return Object.values(EVENT_HEADERS).reduce((sum, name) => sum + name.length + (headers[name]?.length ?? 0) + 4, 0);
}
