import { randomUUID } from 'node:crypto';
import { systemClock, type Clock } from '@thongsuot/calendar';
import { FencedError, isDuplicateKey } from './errors';
import { OUTBOX_COLLECTION, STREAM_COLLECTION, type OutboxPack, type StreamRow } from './outbox-pack';
import type { Session, Store } from './store';
import { killSessions, runTransaction, type SessionId } from './transaction';
import type { UnitOfWork } from './unit-of-work';

/** The lease a relay holds on its service's stream. */
export interface StreamLease {
  readonly streamId: string;
  readonly epoch: number;
  /** Turns numbered so far, as this holder knows; the store moves it on. */
  turn: number;
}

/** Packs of one turn, with their numbers. */
export type NumberedPack = OutboxPack & { turn: number; numbers: number[] };

/** A stream that took the place of another. */
export interface NewStream {
  readonly streamId: string;
  /** The stream that ended. */
  readonly before: string;
  /** Last number of each partition under the stream that ended. */
  readonly lastNumbers: readonly number[];
}

/** What waits in an outbox. */
export interface OutboxStatus {
  readonly streamId: string | null;
  readonly owner: string | null;
  readonly epoch: number;
  /** Packs without an acknowledgement. */
  readonly waitingPacks: number;
  /** Age of the oldest of them, seconds; 0 when none waits. */
  readonly oldestSeconds: number;
  /** Events ever numbered, over all partitions. */
  readonly numbered: number;
}

const PACKS_A_TURN_MAX = 64;

/** The relay's side of the outbox: lease, numbering, marking. */
export class OutboxRelayStore {
  constructor(
    private readonly store: Store,
    private readonly owner: string,
    private readonly partitions: number,
    private readonly leaseMs = 10_000,
    private readonly clock: Clock = systemClock,
  ) {}

  /**
   * Takes the lease where none holds it: raises the epoch and ends the old holder's session, so that what it left half
   * done neither blocks nor commits. Null while another holds it.
   */
  async acquire(lsid: SessionId | undefined): Promise<StreamLease | null> {
    const now = this.clock.now();
    const before = await this.streams.findOne({ _id: 'outbox' });
    if (!before) {
      const next = Array.from({ length: this.partitions }, () => 1);
      const row: StreamRow = {
        _id: 'outbox',
        streamId: randomUUID(),
        epoch: 0,
        owner: null,
        lsid: null,
        until: new Date(0),
        turn: 0,
        next,
      };
      await this.streams.insertOne(row).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
    } else if (before.until > now && before.owner !== this.owner) return null;
    else if (before.next.length !== this.partitions) {
      throw new Error(
        `the stream has ${String(before.next.length)} partitions, the contract ${String(this.partitions)}: a new count is a new topic`,
      );
    }
    if (before?.lsid) await killSessions(this.store.client, [before.lsid as SessionId]);
    const row = await this.streams.findOneAndUpdate(
      { _id: 'outbox', $or: [{ until: { $lte: now } }, { owner: this.owner }] },
      { $inc: { epoch: 1 }, $set: { owner: this.owner, lsid: lsid ?? null, until: this.untilFrom(now) } },
      { returnDocument: 'after', writeConcern: { w: 'majority', journal: true } },
    );
    return row ? { streamId: row.streamId, epoch: row.epoch, turn: row.turn } : null;
  }

  /** @throws FencedError when the lease is another's by now. */
  async renew(lease: StreamLease): Promise<void> {
    const result = await this.streams.updateOne(
      { _id: 'outbox', epoch: lease.epoch },
      { $set: { until: this.untilFrom(this.clock.now()) } },
    );
    if (result.matchedCount !== 1) throw new FencedError(`outbox lease of epoch ${String(lease.epoch)} was taken over`);
  }

  /** Gives the lease back, so that a successor need not wait for it to run out. */
  async release(lease: StreamLease): Promise<void> {
    await this.streams.updateOne(
      { _id: 'outbox', epoch: lease.epoch },
      { $set: { until: new Date(0), owner: null, lsid: null } },
    );
  }

  /** The oldest packs that have numbers and no acknowledgement, in the order they must be sent; as many as one turn has. */
  async unsent(): Promise<NumberedPack[]> {
    const packs = await this.packs.find({ state: 'numbered' }).sort({ turn: 1, _id: 1 }).limit(PACKS_A_TURN_MAX).toArray();
    return packs.map((pack) => pack as NumberedPack);
  }

  /**
   * Numbers the oldest packs in one snapshot transaction that writes the stream first under its own epoch (only reading
   * it would be write skew: two relays could both find themselves in charge). Empty when nothing waits.
   * The turn is part of the guard: a commit that took hold although its answer was lost must not be followed by a second
   * numbering, whose packs would overtake the first one's.
   * @throws FencedError when the lease is another's by now, or a turn was numbered that this holder has no answer of.
   */
  async number(session: Session, lease: StreamLease): Promise<NumberedPack[]> {
    if (!(await this.packs.findOne({ state: 'new' }, { projection: { _id: 1 } }))) return [];
    const packs = await runTransaction(session, async () => {
      const stream = await this.streams.findOneAndUpdate(
        { _id: 'outbox', epoch: lease.epoch, turn: lease.turn },
        { $inc: { turn: 1 }, $set: { until: this.untilFrom(this.clock.now()) } },
        { session, returnDocument: 'after' },
      );
      if (!stream) throw new FencedError(`outbox lease of epoch ${String(lease.epoch)} was taken over`);
      const fresh = await this.packs.find({ state: 'new' }, { session }).sort({ _id: 1 }).limit(PACKS_A_TURN_MAX).toArray();
      const next = [...stream.next];
      const numbered = fresh.map((pack): NumberedPack => ({
        ...pack,
        state: 'numbered',
        turn: stream.turn,
        streamId: stream.streamId,
        numbers: pack.events.map((event) => {
          const number = next[event.partition];
          if (number === undefined) throw new Error(`event ${event.id}: no partition ${String(event.partition)}`);
          next[event.partition] = number + 1;
          return number;
        }),
      }));
      if (numbered.length === 0) return [];
      await this.packs.bulkWrite(
        numbered.map(({ _id, turn, numbers }) => ({
          updateOne: {
            filter: { _id },
            update: { $set: { state: 'numbered' as const, turn, numbers, streamId: stream.streamId } },
          },
        })),
        { session, ordered: true },
      );
      await this.streams.updateOne({ _id: 'outbox' }, { $set: { next } }, { session });
      return numbered;
    });
    lease.turn++;
    return packs;
  }

  /** Marks packs whose every event was acknowledged. */
  async markSent(packs: readonly NumberedPack[]): Promise<void> {
    const sentAt = this.clock.now();
    await this.packs.updateMany({ _id: { $in: packs.map((pack) => pack._id) } }, { $set: { state: 'sent', sentAt } });
  }

  /**
   * Lets packs that were sent since `since` be sent again under their old numbers; consumers take each number once.
   * @returns how many packs will go again
   */
  async republish(since: Date): Promise<number> {
    const result = await this.packs.updateMany(
      { state: 'sent', sentAt: { $gte: since } },
      { $set: { state: 'numbered', sentAt: null } },
    );
    return result.modifiedCount;
  }

  /**
   * Begins a stream of its own for a database that was restored: numbers given out after the backup are known to consumers,
   * and whatever took one of them again would be dropped as a repeat. What waits for a number takes it under the old stream,
   * as it did before the loss: consumers drop what they have already had. What has a number keeps its stream.
   * To be called before anything is written to the restored database: a pack of a later command would take an old number too.
   * @param restoredFrom names the restore; a stream that began after it is left as it is
   * @returns null where nothing was to be done: nothing was ever published, or another process did it
   * @throws FencedError where another process took the lease meanwhile: ask again
   */
  async beginNewStream(unitOfWork: UnitOfWork, restoredFrom: string): Promise<NewStream | null> {
    const session = this.store.client.startSession();
    try {
      const lease = await this.seize(session.id, restoredFrom);
      if (!lease) return null;
      while ((await this.number(session, lease)).length > 0);
      await this.packs.updateMany(
        { state: { $in: ['numbered', 'sent'] }, streamId: { $exists: false } },
        { $set: { streamId: lease.streamId } },
      );
      return await unitOfWork.run(async (tx) => {
        const streamId = randomUUID();
        const fresh = Array.from({ length: this.partitions }, () => 1);
        const freed = { owner: null, lsid: null, until: new Date(0) };
        const ended = await this.streams.findOneAndUpdate(
          { _id: 'outbox', epoch: lease.epoch },
          { $inc: { epoch: 1 }, $set: { streamId, restoredFrom, next: fresh, ...freed } },
          { session: tx.session, returnDocument: 'before' },
        );
        if (!ended) throw new FencedError(`outbox lease of epoch ${String(lease.epoch)} was taken over`);
        const stream = { streamId, before: ended.streamId, lastNumbers: ended.next.map((number) => number - 1) };
        tx.audit({
          actor: this.owner,
          action: 'outbox.beginNewStream',
          subject: `stream ${streamId}`,
          detail: { ...stream, restoredFrom },
        });
        return stream;
      });
    } finally {
      await session.endSession();
    }
  }

  /** Takes the lease from whoever holds it, under a name that no relay goes by; null where the stream began after this restore. */
  private async seize(lsid: SessionId | undefined, restoredFrom: string): Promise<StreamLease | null> {
    const notBegun = { _id: 'outbox', restoredFrom: { $ne: restoredFrom } } as const;
    const before = await this.streams.findOne(notBegun);
    if (before?.lsid) await killSessions(this.store.client, [before.lsid as SessionId]);
    const row = await this.streams.findOneAndUpdate(
      notBegun,
      {
        $inc: { epoch: 1 },
        $set: { owner: `${this.owner}/new-stream`, lsid: lsid ?? null, until: this.untilFrom(this.clock.now()) },
      },
      { returnDocument: 'after', writeConcern: { w: 'majority', journal: true } },
    );
    return row && { streamId: row.streamId, epoch: row.epoch, turn: row.turn };
  }

  async status(): Promise<OutboxStatus> {
    const [stream, waitingPacks, oldestNew, oldestNumbered] = await Promise.all([
      this.streams.findOne({ _id: 'outbox' }),
      this.packs.countDocuments({ state: { $in: ['new', 'numbered'] } }),
      this.packs
        .find({ state: 'new' }, { projection: { at: 1 } })
        .sort({ _id: 1 })
        .limit(1)
        .next(),
      this.packs
        .find({ state: 'numbered' }, { projection: { at: 1 } })
        .sort({ _id: 1 })
        .limit(1)
        .next(),
    ]);
    const oldest = [oldestNew, oldestNumbered].flatMap((pack) => (pack ? [pack.at.getTime()] : []));
    return {
      streamId: stream?.streamId ?? null,
      owner: stream?.owner ?? null,
      epoch: stream?.epoch ?? 0,
      waitingPacks,
      oldestSeconds: oldest.length === 0 ? 0 : Math.max(0, (this.clock.now().getTime() - Math.min(...oldest)) / 1000),
      numbered: (stream?.next ?? []).reduce((sum, number) => sum + number - 1, 0),
    };
  }

  private get packs(): ReturnType<typeof this.store.collection<OutboxPack>> {
    return this.store.collection<OutboxPack>(OUTBOX_COLLECTION);
  }

  private get streams(): ReturnType<typeof this.store.collection<StreamRow>> {
    return this.store.collection<StreamRow>(STREAM_COLLECTION);
  }

  private untilFrom(now: Date): Date {
    return new Date(now.getTime() + this.leaseMs);
  }
}
