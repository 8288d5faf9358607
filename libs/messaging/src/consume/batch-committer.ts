import { systemClock } from '@thongsuot/calendar';
import {
  FencedError,
  isEngineError,
  isRefusedContent,
  subjectKey,
  type Ledger,
  type LedgerPosition,
  type ParkedEvents,
  type Session,
  type UnitOfWork,
} from '@thongsuot/mongo-store';
import { partitionKey } from '../log/event-log';
import type { MessagingMetrics } from '../metrics';
import { Attempt, type BatchHandler } from './batch-handler';
import { choosePartitions } from './choose-partitions';
import type { HeldPartitions } from './held-partitions';
import { sortArrivals, type Sorted } from './parking';
import type { Arrival, PartitionState } from './partition-state';

/** What the committing side of a consumer needs. */
export interface BatchCommitterOptions {
  readonly group: string;
  readonly held: HeldPartitions;
  readonly ledger: Ledger;
  readonly parked: ParkedEvents;
  readonly unitOfWork: UnitOfWork;
  readonly handler: BatchHandler;
  readonly metrics: MessagingMetrics;
  /** Events of one commit, at most. */
  readonly eventsMax: number;
  readonly orderSensitive: boolean;
  readonly session: () => Session | undefined;
}

/** How far a consumer may commit, until when. */
export interface Hold {
  /** Offset that is not committed, nor any after it, decimal, by `topic|partition`. */
  readonly marks: ReadonlyMap<string, string>;
  /** When the marks are void, whoever forgets to lift them. */
  readonly until: Date;
}

/** A partition and where a commit moves it. */
export interface Step {
  readonly state: PartitionState;
  readonly position: LedgerPosition;
}

type Taken = Step & { readonly count: number };

/** The committing side of a consumer: the ledger's steps, what is parked and what the handler does, in one transaction. */
export class BatchCommitter {
  /** Events of the next commit, at most: halved while a poisoned one is looked for. */
  private limit: number;
  /** The partitions that a commit which failed had taken: events of others between two attempts would hide the poisoned one. */
  private tryAgain: readonly PartitionState[] = [];
  /** The one event that a handler refused by itself; it is parked the second time. */
  private suspect: string | null = null;
  /** Before that second time the other partitions are taken once: what it lacked may stand there. */
  private isAsideDue = false;
  private waitingSubjects = new Set<string>();
  private hold: Hold | null = null;

  constructor(private readonly options: BatchCommitterOptions) {
    this.limit = options.eventsMax;
  }

  /** From now on nothing is committed past these marks; null lifts them. */
  holdAt(hold: Hold | null): void {
    this.hold = hold;
  }

  /** Asks the store anew what is parked. */
  async lookAtParked(): Promise<void> {
    const { parked, metrics, group } = this.options;
    this.waitingSubjects = await parked.subjects();
    metrics.parked(group, await parked.count());
  }

  /**
   * Commits what was gathered.
   * @returns the partitions it moved, and whether more is at hand
   */
  async commitGathered(): Promise<{ readonly moved: readonly Step[]; readonly more: boolean }> {
    const { held, metrics, group, eventsMax } = this.options;
    const aside = this.takeAside();
    const taken = aside.length > 0 ? aside : this.take();
    if (taken.length === 0) return { moved: [], more: false };
    const { epoch } = held;
    const arrivals = taken.flatMap(({ state, count }) => state.buffer.slice(0, count));
    const started = performance.now();
    let sorted: Sorted;
    try {
      sorted = await this.commitArrivals(arrivals, taken, new Map());
    } catch (error) {
      const engine = isEngineError(error) && !isRefusedContent(error);
      // The group moved on meanwhile: what was at hand is void, and read again by whoever holds it now.
      if (engine && epoch !== held.epoch) return { moved: [], more: true };
      if (engine || arrivals.length === 0) throw error;
      // What is wrong with these is looked for in their own turn.
      if (aside.length > 0) return { moved: [], more: true };
      this.tryAgain = taken.map(({ state }) => state);
      const poison = this.findPoison(arrivals, error);
      if (!poison || epoch !== held.epoch) return { moved: [], more: true };
      sorted = await this.commitArrivals(arrivals, taken, poison);
    }
    if (aside.length === 0) {
      this.tryAgain = [];
      this.limit = Math.min(eventsMax, this.limit * 2);
    }
    metrics.committed(group, (performance.now() - started) / 1000);
    // A revocation during the commit made new states; these are no longer looked at.
    if (epoch === held.epoch) {
      for (const state of held.all()) state.passedOver++;
      for (const { state, count, position } of taken) state.settled(count, position);
    }
    await this.count(sorted);
    return { moved: taken, more: arrivals.length > 0 && held.buffered() >= this.limit };
  }

  /** One transaction of ledger steps and what `apply` does. */
  async commit(steps: readonly Step[], apply: (attempt: Attempt) => Promise<void>): Promise<void> {
    const { held, ledger, unitOfWork } = this.options;
    const session = this.options.session();
    if (!session) throw new FencedError('no session');
    const { epoch } = held;
    let attempt: Attempt | undefined;
    await unitOfWork.runIn(session, async (tx) => {
      attempt = new Attempt(tx, epoch, ledger.generation);
      // The ledger first: whoever lost the partition finds out before any figure is touched.
      await ledger.advance(
        session,
        steps.map(({ state, position }) => ({ held: state.held, position })),
      );
      await apply(attempt);
      await attempt.finish();
    });
    attempt?.committed();
  }

  private async commitArrivals(
    arrivals: readonly Arrival[],
    steps: readonly Step[],
    poison: ReadonlyMap<string, Error>,
  ): Promise<Sorted> {
    const { group, ledger, parked, handler, orderSensitive } = this.options;
    const place = { group, generation: ledger.generation };
    const sorted = sortArrivals(arrivals, poison, orderSensitive ? this.waitingSubjects : null, place);
    await this.commit(steps, async (attempt) => {
      if (sorted.parked.length > 0) await parked.park(attempt.tx.session, sorted.parked);
      if (sorted.sound.length > 0) await handler(sorted.sound, attempt);
    });
    return sorted;
  }

  /** The event to park: where it was refused by itself, and twice, for what it met the first time may just have been written. */
  private findPoison(arrivals: readonly Arrival[], error: unknown): ReadonlyMap<string, Error> | null {
    const [only, ...others] = arrivals;
    this.limit = Math.max(1, arrivals.length >> 1);
    if (!only || others.length > 0) return null;
    if (this.suspect !== only.eventId) {
      this.suspect = only.eventId;
      this.isAsideDue = true;
      return null;
    }
    this.suspect = null;
    return new Map([[only.eventId, error instanceof Error ? error : new Error(String(error))]]);
  }

  /** What the next commit takes: after a failure the same partitions, else those that are due. */
  private take(): Taken[] {
    const states = this.options.held.all();
    // A hold may stop them where they stand: the others must then still come to their marks.
    const again = this.tryAgain.filter((state) => states.includes(state) && this.allowed(state) > 0);
    return this.choose(again.length > 0 ? again : states, this.limit);
  }

  /** Once, after an event was refused by itself: what waits in the other partitions. */
  private takeAside(): Taken[] {
    if (!this.isAsideDue) return [];
    this.isAsideDue = false;
    const others = this.options.held.all().filter((state) => !this.tryAgain.includes(state) && this.allowed(state) > 0);
    return this.choose(others, this.options.eventsMax);
  }

  private choose(states: readonly PartitionState[], room: number): Taken[] {
    const chosen = choosePartitions(states, room, (state) => this.allowed(state));
    const onlyRepeats = ({ buffer, readFrom, held }: PartitionState): boolean =>
      buffer.length === 0 && readFrom !== held.position.offset;
    const taken = chosen.filter(({ state, count }) => count > 0 || onlyRepeats(state));
    return taken.map(({ state, count }) => ({ state, count, position: state.positionAfter(count) }));
  }

  /** How many of the events that wait in a partition may be committed. */
  private allowed({ held, buffer }: PartitionState): number {
    if (this.hold !== null && this.hold.until <= systemClock.now()) this.hold = null;
    const mark = this.hold?.marks.get(partitionKey(held));
    if (mark === undefined) return buffer.length;
    const beyond = buffer.findIndex(({ record }) => BigInt(record.offset) >= BigInt(mark));
    return beyond < 0 ? buffer.length : beyond;
  }

  private async count({ sound, parked }: Sorted): Promise<void> {
    const { metrics, group, held } = this.options;
    held.freeSpace();
    const byType = new Map<string, number>();
    for (const { type } of sound) byType.set(type, (byType.get(type) ?? 0) + 1);
    for (const [type, count] of byType) metrics.applied(group, type, count);
    // Known at once, so that a later event of the subject waits even where the store cannot be asked just now.
    for (const { topic, subject } of parked) this.waitingSubjects.add(subjectKey(topic, subject));
    if (parked.length > 0) metrics.parked(group, await this.options.parked.count());
  }
}
