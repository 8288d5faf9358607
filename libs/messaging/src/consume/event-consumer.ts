import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@thongsuot/calendar';
import { ProblemError } from '@thongsuot/contracts';
import {
  FencedError,
  Ledger,
  ParkedEvents,
  isEngineError,
  subjectKey,
  type LedgerPosition,
  type PartitionRef,
  type Session,
  type Store,
  type UnitOfWork,
} from '@thongsuot/mongo-store';
import { partitionKey, type EventLog, type LogReader, type LogRecord, type ReaderWork } from '../log/event-log';
import { noMetrics, type MessagingMetrics } from '../metrics';
import { Attempt, type BatchHandler } from './batch-handler';
import { checkBounds } from './bounds';
import { sortArrivals, type Sorted } from './parking';
import { PartitionState, type Arrival } from './partition-state';
import { eventOf, replayParked } from './replay';

/** What a consumer needs. */
export interface EventConsumerOptions {
  readonly store: Store;
  readonly unitOfWork: UnitOfWork;
  readonly log: EventLog;
  readonly group: string;
  /** Figures and ledger of one rule set; a rebuild has another beside the live one. */
  readonly generation?: string;
  readonly topics: readonly string[];
  /** Names of the events it acts on (`dossier.changed`); the others are stepped over unread. All unless told. */
  readonly events?: readonly string[];
  readonly handler: BatchHandler;
  /** Park later events of a subject behind a parked one. True unless told. */
  readonly orderSensitive?: boolean;
  /** How long events are gathered before a commit. */
  readonly gatherMs?: number;
  /** Events of one commit, at most. */
  readonly eventsMax?: number;
  readonly metrics?: MessagingMetrics;
  readonly onTrouble?: (message: string, error: Error | null, detail: Record<string, unknown>) => void;
}

/** How a consumer is. */
export interface ConsumerHealth {
  /** False once it crashed: the process should be replaced. */
  readonly live: boolean;
  /** False while an engine is out of reach, a partition is stopped, or nothing is assigned yet. */
  readonly ready: boolean;
  readonly reasons: readonly string[];
  /** Seconds since the last commit or idle look. */
  readonly sinceProgressSeconds: number;
}

const HOLES_MAX = 20;

/**
 * Reads topics as one member of a group and applies each event exactly once: its effect and the ledger's step are one
 * transaction, and each partition's numbers tell repeats from gaps. Reading runs ahead of the commits within bounds.
 */
export class EventConsumer {
  private readonly ledger: Ledger;
  private readonly parked: ParkedEvents;
  private readonly metrics: MessagingMetrics;
  private readonly interests: ReadonlySet<string> | null;
  private readonly eventsMax: number;
  private readonly orderSensitive: boolean;
  private reader: LogReader | undefined;
  private session: Session | undefined;
  private partitions = new Map<string, PartitionState>();
  private waitingSubjects = new Set<string>();
  private epoch = 0;
  private assigned = false;
  private running = false;
  private crash: Error | null = null;
  private engineTrouble: string | null = null;
  private progressAt = systemClock.now().getTime();
  private loop: Promise<void> | undefined;
  private restart: Promise<void> | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private spaceWaiters: (() => void)[] = [];
  /** Events of the next commit, at most: halved while a poisoned one is looked for. */
  private limit: number;
  /** Partition whose events the next commit begins with. */
  private rotation = 0;
  /** Why the present reader reads no more, until another takes its place. */
  private readerFailure: Error | null = null;

  constructor(private readonly options: EventConsumerOptions) {
    const generation = options.generation ?? 'live';
    this.ledger = new Ledger(options.store, options.group, generation);
    this.parked = new ParkedEvents(options.store, options.group, generation);
    this.metrics = options.metrics ?? noMetrics;
    this.interests = options.events ? new Set(options.events) : null;
    this.eventsMax = options.eventsMax ?? 5000;
    this.limit = this.eventsMax;
    this.orderSensitive = options.orderSensitive ?? true;
  }

  async start(): Promise<void> {
    this.running = true;
    await this.openReader().catch((error: unknown) => {
      if (!isEngineError(error)) throw error;
      this.rejoin(`the log is out of reach: ${(error as Error).message}`);
    });
    this.loop = this.commitLoop();
  }

  /** Commits nothing more; what was read and not committed is read again by the next holder. */
  async stop(): Promise<void> {
    this.running = false;
    this.freeSpace();
    await this.restart;
    await this.reader?.close().catch(() => undefined);
    await this.loop;
    await this.session?.endSession().catch(() => undefined);
  }

  health(): ConsumerHealth {
    const reasons = [
      ...(this.crash ? [`crashed: ${this.crash.message}`] : []),
      ...(this.engineTrouble ? [this.engineTrouble] : []),
      ...(this.assigned ? [] : ['no partitions assigned yet']),
      ...[...this.partitions.entries()].filter(([, state]) => state.stopped).map(([key]) => `${key} stopped`),
    ];
    const sinceProgressSeconds = (systemClock.now().getTime() - this.progressAt) / 1000;
    const stuck = this.running && this.engineTrouble === null && sinceProgressSeconds > 120;
    return { live: this.crash === null && !stuck, ready: reasons.length === 0, reasons, sinceProgressSeconds };
  }

  /** Now where nothing waits; else the time of the last applied event of the partition that is furthest behind. */
  asOf(): Date {
    const waiting = [...this.partitions.values()].filter((state) => state.stopped || state.behind > 0 || state.buffer.length > 0);
    const times = waiting.map((state) =>
      state.held.position.lastEventTime === null ? 0 : Date.parse(state.held.position.lastEventTime),
    );
    return times.length === 0 ? systemClock.now() : new Date(Math.min(...times));
  }

  /** Positions as committed, for `/consistency`. */
  positions(): ReturnType<Ledger['positions']> {
    return this.ledger.positions();
  }

  /** The parked events of this group. */
  parkedEvents(): ParkedEvents {
    return this.parked;
  }

  /**
   * Applies a parked event after its cause was mended, in one transaction with its row; the events behind it in its
   * subject follow in order, up to the next one that is poisoned itself.
   * @returns how many were applied
   * @throws ProblemError `not-found`; `conflict` where it was settled already, waits behind another event of its subject,
   * or its partition is held by another process.
   */
  replay(id: string): Promise<number> {
    return this.settle(() =>
      replayParked(id, this.parked, this.orderSensitive, async (row) => {
        const state = this.partitions.get(partitionKey(row));
        if (!state)
          throw new ProblemError('conflict', { detail: `${row.topic}/${String(row.partition)} is held by another process` });
        const event = eventOf(row);
        await this.commit([{ state, position: state.held.position }], async (attempt) => {
          if (!(await this.parked.settle(attempt.tx.session, row._id, 'applied', systemClock.now())))
            throw new ProblemError('conflict');
          await this.options.handler([event], attempt);
        });
        state.held.rev++;
      }),
    );
  }

  /**
   * Gives a parked event up: it is never applied; what waits behind it is left for {@link replay}.
   * @throws ProblemError `not-found`; `conflict` where it was settled already.
   */
  drop(id: string): Promise<void> {
    return this.settle(async () => {
      if (!(await this.parked.findById(id))) throw new ProblemError('not-found');
      await this.options.unitOfWork.run(async (tx) => {
        if (!(await this.parked.settle(tx.session, id, 'dropped', systemClock.now()))) throw new ProblemError('conflict');
      });
    });
  }

  /** Settles parked events between two commits, and tells what still waits. */
  private settle<T>(work: () => Promise<T>): Promise<T> {
    return this.exclusively(() => work().finally(() => this.lookAtParked()));
  }

  private async lookAtParked(): Promise<void> {
    this.waitingSubjects = await this.parked.subjects();
    this.metrics.parked(this.options.group, await this.parked.count());
  }

  private async openReader(): Promise<void> {
    this.session = this.options.store.client.startSession();
    const reader = this.options.log.reader({ group: this.options.group, topics: this.options.topics });
    this.reader = reader;
    this.readerFailure = null;
    await reader.start({
      assigned: (refs) => this.assign(refs),
      records: (ref, records, behind, work) => this.receive(ref, records, behind, work),
      crashed: (error) => {
        this.onCrash(reader, error);
      },
    });
  }

  /** An engine out of reach is waited for; anything else ends this consumer for good and takes liveness down. */
  private onCrash(reader: LogReader, error: Error): void {
    if (!this.running || reader !== this.reader) return;
    this.readerFailure = error;
    if (isEngineError(error)) this.rejoin(`the log is out of reach: ${error.message}`);
    else this.fail(error);
  }

  private fail(error: Error): void {
    this.crash = error;
    this.options.onTrouble?.('consumer crashed', error, {});
  }

  /** Drops everything held in memory and joins the group anew. */
  private rejoin(reason: string): void {
    if (this.restart || !this.running) return;
    this.options.onTrouble?.('consumer rejoins', null, { reason });
    this.engineTrouble = reason;
    this.forget();
    this.restart = (async () => {
      for (let attempt = 1; this.running; attempt++) {
        try {
          await this.reader?.close().catch(() => undefined);
          await this.session?.endSession().catch(() => undefined);
          await sleep(Math.min(3000, 200 * attempt));
          if (this.running) await this.openReader();
          if (this.readerFailure) throw this.readerFailure;
          this.engineTrouble = null;
          return;
        } catch (error) {
          this.engineTrouble = error instanceof Error ? error.message : String(error);
        }
      }
    })().finally(() => {
      this.restart = null;
      // The new reader failed while its opening was still being settled.
      if (this.readerFailure && !this.crash) this.rejoin(this.readerFailure.message);
    });
  }

  private forget(): void {
    this.epoch++;
    this.assigned = false;
    this.partitions = new Map();
    this.freeSpace();
  }

  private async assign(refs: readonly PartitionRef[]): Promise<Map<string, string>> {
    this.forget();
    const epoch = this.epoch;
    // A commit under way ends first: to claim a row under it would fence this very process.
    return this.exclusively(() => this.claim(refs, epoch));
  }

  private async claim(refs: readonly PartitionRef[], epoch: number): Promise<Map<string, string>> {
    const lsid = this.session?.id ?? null;
    const states = new Map<string, PartitionState>();
    for (const ref of refs) states.set(partitionKey(ref), new PartitionState(await this.ledger.claim(ref, lsid), this.interests));
    await this.lookAtParked();
    const outside = await checkBounds(this.options.log, states);
    if (epoch !== this.epoch) throw new FencedError('the group moved on while the ledger was read');
    this.partitions = states;
    for (const { state, reason } of outside) this.stopPartition(state, reason);
    this.assigned = true;
    this.progressAt = systemClock.now().getTime();
    return new Map([...states].map(([key, state]) => [key, state.readFrom]));
  }

  /** Stops a partition and alarms. It is read on only where what is missing may yet come again. */
  private stopPartition(state: PartitionState, reason: string): void {
    state.stopped = true;
    if (!state.seeksMissing) this.reader?.pause(state.held);
    this.metrics.gap(this.options.group, state.held.topic);
    this.options.onTrouble?.('partition stopped', null, { topic: state.held.topic, partition: state.held.partition, reason });
  }

  private async receive(ref: PartitionRef, records: readonly LogRecord[], behind: number, work: ReaderWork): Promise<void> {
    const state = this.partitions.get(partitionKey(ref));
    if (!state) return;
    if (state.stopped) {
      if (records.some((record) => state.findsMissing(record))) {
        state.stopped = false;
        this.reader?.seek(ref, state.readFrom);
      }
      return;
    }
    let repeats = 0;
    for (const record of records) {
      const intake = state.take(record);
      if (intake.kind === 'repeat') repeats++;
      if (intake.kind === 'gap') {
        this.stopPartition(state, `number ${String(intake.expected)} is missing, ${String(intake.found)} came`);
        break;
      }
      if (intake.kind === 'restarted') {
        this.stopPartition(
          state,
          `offset ${record.offset} brings unseen number ${String(intake.found)}: the topic was made anew`,
        );
        break;
      }
      if (intake.kind === 'hole') {
        if (++state.holes > HOLES_MAX) this.stopPartition(state, `offset ${record.offset} came where ${state.readFrom} was due`);
        else this.reader?.seek(ref, state.readFrom);
        break;
      }
      state.holes = 0;
    }
    if (repeats > 0) this.metrics.repeated(this.options.group, repeats);
    state.behind = behind;
    this.metrics.lag(this.options.group, ref.topic, ref.partition, behind + state.buffer.length);
    await this.waitForSpace(state, work);
  }

  /** Holds the reader back while more waits than two commits take; it stays a live member meanwhile. */
  private async waitForSpace(state: PartitionState, work: ReaderWork): Promise<void> {
    while (
      this.running &&
      !work.isStale() &&
      this.partitions.get(partitionKey(state.held)) === state &&
      this.buffered() >= this.eventsMax * 2
    ) {
      await Promise.race([new Promise<void>((resolve) => this.spaceWaiters.push(resolve)), sleep(1000)]);
      await work.heartbeat();
    }
  }

  private buffered(): number {
    let sum = 0;
    for (const state of this.partitions.values()) sum += state.buffer.length;
    return sum;
  }

  private freeSpace(): void {
    const waiters = this.spaceWaiters;
    this.spaceWaiters = [];
    for (const each of waiters) each();
  }

  private async commitLoop(): Promise<void> {
    let failures = 0;
    while (this.running) {
      try {
        const more = await this.exclusively(() => this.commitOnce());
        failures = 0;
        if (!this.restart) this.engineTrouble = null;
        this.progressAt = systemClock.now().getTime();
        this.metrics.progress(this.options.group, this.progressAt / 1000);
        if (!more) await sleep(this.options.gatherMs ?? 300);
      } catch (error) {
        if (error instanceof FencedError) this.rejoin(error.message);
        else if (!isEngineError(error)) {
          this.fail(error instanceof Error ? error : new Error(String(error)));
          return;
        } else {
          failures++;
          this.engineTrouble = error instanceof Error ? error.message : String(error);
          this.options.onTrouble?.('commit failed, trying again', error instanceof Error ? error : null, { failures });
        }
        await sleep(Math.min(3000, 200 * (failures + 1)));
      }
    }
  }

  /** Commits are one at a time; a replay waits for its turn between them. */
  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** Commits what was gathered; true where more is at hand. */
  private async commitOnce(): Promise<boolean> {
    const taken = this.take();
    if (taken.length === 0) return false;
    const epoch = this.epoch;
    const arrivals = taken.flatMap(({ state, count }) => state.buffer.slice(0, count));
    const positions = taken.map(({ state, count }) => ({ state, count, position: state.positionAfter(count) }));
    const poison = new Map<string, Error>();
    const started = performance.now();
    let sorted: Sorted;
    try {
      sorted = await this.commitArrivals(arrivals, positions, poison);
    } catch (error) {
      // The group moved on meanwhile: what was at hand is void, and read again by whoever holds it now.
      if (isEngineError(error) && epoch !== this.epoch) return true;
      if (isEngineError(error) || arrivals.length === 0) throw error;
      if (arrivals.length > 1) {
        this.limit = arrivals.length >> 1;
        return true;
      }
      for (const { eventId } of arrivals) poison.set(eventId, error instanceof Error ? error : new Error(String(error)));
      sorted = await this.commitArrivals(arrivals, positions, poison);
    }
    this.limit = Math.min(this.eventsMax, this.limit * 2);
    this.metrics.committed(this.options.group, (performance.now() - started) / 1000);
    // A revocation during the commit made new states; these are no longer looked at.
    if (epoch === this.epoch) for (const { state, count, position } of positions) state.settled(count, position);
    await this.afterCommit(sorted, positions);
    return arrivals.length > 0 && this.buffered() >= this.limit;
  }

  /** One transaction: the ledger's steps, what is parked, and what the handler does with the rest. */
  private async commitArrivals(
    arrivals: readonly Arrival[],
    positions: readonly Step[],
    poison: ReadonlyMap<string, Error>,
  ): Promise<Sorted> {
    const place = { group: this.options.group, generation: this.ledger.generation };
    const sorted = sortArrivals(arrivals, poison, this.orderSensitive ? this.waitingSubjects : null, place);
    await this.commit(positions, async (attempt) => {
      if (sorted.parked.length > 0) await this.parked.park(attempt.tx.session, sorted.parked);
      if (sorted.sound.length > 0) await this.options.handler(sorted.sound, attempt);
    });
    return sorted;
  }

  private async commit(steps: readonly Step[], apply: (attempt: Attempt) => Promise<void>): Promise<void> {
    const session = this.session;
    if (!session) throw new FencedError('no session');
    const epoch = this.epoch;
    let attempt: Attempt | undefined;
    await this.options.unitOfWork.runIn(session, async (tx) => {
      attempt = new Attempt(tx, epoch);
      // The ledger first: whoever lost the partition finds out before any figure is touched.
      for (const { state, position } of steps) await this.ledger.advance(session, state.held, position);
      await apply(attempt);
      await attempt.finish();
    });
    attempt?.committed();
  }

  /**
   * What the next commit takes: whole partitions in turn, so that a full one starves no other, and no part of one that does not
   * fit behind them. Effects are mostly kept by partition: few events of many partitions would touch as much as many do.
   */
  private take(): { state: PartitionState; count: number }[] {
    const states = [...this.partitions.values()];
    const taken: { state: PartitionState; count: number }[] = [];
    let room = this.limit;
    for (let looked = 0; looked < states.length; looked++) {
      const state = states[this.rotation % states.length] as PartitionState;
      const waiting = state.buffer.length;
      if (waiting > room && room < this.limit) break;
      const count = Math.min(room, waiting);
      const onlyRepeats = waiting === 0 && state.readFrom !== state.held.position.offset;
      if (count > 0 || onlyRepeats) taken.push({ state, count });
      room -= count;
      this.rotation++;
    }
    return taken;
  }

  private async afterCommit({ sound, parked }: Sorted, positions: readonly Step[]): Promise<void> {
    this.freeSpace();
    const byType = new Map<string, number>();
    for (const { type } of sound) byType.set(type, (byType.get(type) ?? 0) + 1);
    for (const [type, count] of byType) this.metrics.applied(this.options.group, type, count);
    // Known at once, so that a later event of the subject waits even where the store cannot be asked just now.
    for (const { topic, subject } of parked) this.waitingSubjects.add(subjectKey(topic, subject));
    if (parked.length > 0) this.metrics.parked(this.options.group, await this.parked.count());
    for (const { state, position } of positions) {
      this.metrics.lag(this.options.group, state.held.topic, state.held.partition, state.behind + state.buffer.length);
      // Kafka's own offsets are a display for its tools: a failure to move them harms nothing.
      this.reader?.hint(state.held, position.offset).catch(() => undefined);
    }
  }
}

/** A partition and where a commit moves it. */
interface Step {
  readonly state: PartitionState;
  readonly position: LedgerPosition;
}
