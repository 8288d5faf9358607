import { randomUUID } from 'node:crypto';
import {
  MAX_EVENT_BYTES,
  MAX_PACK_BYTES,
  MAX_PACK_EVENTS,
  ProblemError,
  partitionOf,
  type EventType,
  type DataOf,
} from '@thongsuot/contracts';
import { systemClock, type Clock } from '@thongsuot/calendar';
import type { Collection, Document } from 'mongodb';
import { AUDIT_COLLECTION, type AuditEntry, type AuditRow } from './audit';
import { OUTBOX_COLLECTION, type OutboxEvent, type OutboxPack } from './outbox-pack';
import { packIdAfter, packIdAt, uuidV7, type PackId } from './pack-id';
import type { SessionPool } from './session-pool';
import type { Session, Store } from './store';
import { runTransaction } from './transaction';

/** A fact to be published, as a command states it. */
export interface Emission<E extends EventType = EventType> {
  /** Aggregate whose events keep their order. */
  readonly subject: string;
  /** Area version whose unit owns the fact, at any level. */
  readonly key: string;
  readonly data: DataOf<E>;
  /** When the fact became true: the business clock's moment unless told. */
  readonly time?: Date;
}

/** One transaction of a command or a reaction: state, events, audit and keys stand or fall together. */
export interface Tx {
  readonly session: Session;
  collection<T extends Document = Document>(name: string): Collection<T>;
  /**
   * Names the pack that this transaction's events go into, later than `lastPackId` of an aggregate it touches. Call it
   * for each aggregate that is written, with the `lastPackId` read from it, and store the answer there: events of one
   * aggregate then keep their order even where another machine's clock runs ahead.
   */
  stamp(lastPackId: PackId | null | undefined): PackId;
  /** Publishes a fact once, and only if, this transaction commits. Refuses data its schema does not name. */
  emit<E extends EventType>(type: E, emission: Emission<E>): void;
  audit(entry: AuditEntry): void;
}

/** What the events of a service need to know of their topic. */
export interface PublishingOptions {
  readonly partitions: number;
  /** Business clock: the time of the events. */
  readonly clock: Clock;
  /** W3C trace context of what runs now, if traced. */
  readonly traceparent?: () => string | undefined;
  /** Told after each commit that left packs, to wake the relay. */
  readonly onCommitted?: () => void;
}

/** The aggregate at hand was last written under a pack id later than ours: begin again, above it. */
class FloorRaised extends Error {
  constructor(readonly floor: PackId) {
    super('pack id floor raised');
  }
}

/**
 * Runs commands: one transaction writes the aggregate, the audit row and the outbox packs of its events. Nothing that
 * all commands share is written, so two commands meet only where they touch the same aggregate.
 */
export class UnitOfWork {
  constructor(
    private readonly store: Store,
    private readonly pool: SessionPool,
    private readonly publishing: PublishingOptions | null,
  ) {}

  /** Runs `work` in a transaction of its own; it may run more than once and must have no effect but through `tx`. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.pool.use((session) => this.runIn(session, work));
  }

  /** The same on a session that the caller keeps (consumers keep one, so that a successor can end it). */
  async runIn<T>(session: Session, work: (tx: Tx) => Promise<T>): Promise<T> {
    let floor: PackId | null = null;
    for (;;) {
      let emitted = false;
      try {
        const answer: T = await runTransaction(session, async () => {
          const draft = new TxDraft(this.store, session, this.publishing, floor);
          const result = await work(draft);
          emitted = await draft.flush();
          return result;
        });
        if (emitted) this.publishing?.onCommitted?.();
        return answer;
      } catch (error) {
        if (!(error instanceof FloorRaised)) throw error;
        floor = error.floor;
      }
    }
  }
}

class TxDraft implements Tx {
  private packId: PackId | undefined;
  private readonly events: OutboxEvent[] = [];
  private readonly audits: AuditRow[] = [];

  constructor(
    private readonly store: Store,
    readonly session: Session,
    private readonly publishing: PublishingOptions | null,
    private readonly floor: PackId | null,
  ) {}

  collection<T extends Document = Document>(name: string): Collection<T> {
    return this.store.collection<T>(name);
  }

  stamp(lastPackId: PackId | null | undefined): PackId {
    this.packId ??= packIdAfter(lastPackId && (!this.floor || lastPackId > this.floor) ? lastPackId : this.floor, systemClock);
    if (lastPackId && lastPackId >= this.packId) throw new FloorRaised(lastPackId);
    return this.packId;
  }

  emit<E extends EventType>(type: E, emission: Emission<E>): void {
    if (!this.publishing) throw new Error(`${type.type}: this service publishes nothing`);
    const data = JSON.stringify(type.writer.parse(emission.data));
    const bytes = Buffer.byteLength(data);
    if (bytes > MAX_EVENT_BYTES) {
      throw new ProblemError('event-too-large', {
        detail: `${type.name} ${emission.subject}: ${String(bytes)} > ${String(MAX_EVENT_BYTES)} bytes`,
      });
    }
    const traceparent = this.publishing.traceparent?.();
    this.events.push({
      id: uuidV7(systemClock),
      type: type.type,
      dataschema: type.dataschema,
      subject: emission.subject,
      key: emission.key,
      partition: partitionOf(emission.key, this.publishing.partitions),
      time: (emission.time ?? this.publishing.clock.now()).toISOString(),
      ...(traceparent === undefined ? {} : { traceparent }),
      data,
    });
  }

  audit(entry: AuditEntry): void {
    const at = systemClock.now();
    this.audits.push({ _id: `${at.toISOString()}-${randomUUID()}`, at, ...entry });
  }

  /** Writes what was emitted and audited; true if any pack was written. */
  async flush(): Promise<boolean> {
    const { session } = this;
    if (this.audits.length > 0) await this.collection<AuditRow>(AUDIT_COLLECTION).insertMany(this.audits, { session });
    if (this.events.length === 0) return false;
    const first = this.stamp(null);
    const at = systemClock.now();
    const packs = packed(this.events).map((events, index): OutboxPack => ({
      _id: packIdAt(first, index),
      at,
      state: 'new',
      events,
      turn: null,
      numbers: null,
      sentAt: null,
    }));
    await this.collection<OutboxPack>(OUTBOX_COLLECTION).insertMany(packs, { session });
    return true;
  }
}

/** Cuts events into packs of at most 1,000 events and 900 KB, in order. */
function packed(events: readonly OutboxEvent[]): OutboxEvent[][] {
  const packs: OutboxEvent[][] = [];
  let current: OutboxEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = Buffer.byteLength(event.data) + 300;
    if (current.length > 0 && (current.length >= MAX_PACK_EVENTS || bytes + size > MAX_PACK_BYTES)) {
      packs.push(current);
      current = [];
      bytes = 0;
    }
    current.push(event);
    bytes += size;
  }
  packs.push(current);
  return packs;
}
