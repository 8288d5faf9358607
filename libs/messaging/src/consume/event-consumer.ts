import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@thongsuot/calendar';
import { ProblemError } from '@thongsuot/contracts';
import {
  FencedError,
  Ledger,
  ParkedEvents,
  isEngineError,
  subjectKey,
  type PartitionRef,
  type Session,
  type Store,
  type UnitOfWork,
} from '@thongsuot/mongo-store';
import { partitionKey, type EventLog, type LogReader, type LogRecord, type ReaderWork } from '../log/event-log';
import { noMetrics, type MessagingMetrics } from '../metrics';
import { Attempt, type BatchHandler } from './batch-handler';
import { PoisonedEventError, applyOneByOne, sortArrivals } from './parking';
import { PartitionState, type Arrival } from './partition-state';
import { readBody, readHeaders } from './received-event';

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

  constructor(private readonly options: EventConsumerOptions) {
    const generation = options.generation ?? 'live';
    this.ledger = new Ledger(options.store, options.group, generation);
    this.parked = new ParkedEvents(options.store, options.group, generation);
    this.metrics = options.metrics ?? noMetrics;
    this.interests = options.events ? new Set(options.events) : null;
    this.eventsMax = options.eventsMax ?? 5000;
    this.orderSensitive = options.orderSensitive ?? true;
  }

  async start(): Promise<void> {
    this.running = true;
    await this.openReader();
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
   * subject follow in order.
   * @returns how many were applied
   */
  async replay(id: string): Promise<number> {
    const first = await this.parked.findById(id);
    if (!first) throw new ProblemError('not-found');
    const rows = (await this.parked.list(1000)).filter(
      (row) => row._id === id || (row.behind && row.topic === first.topic && row.subject === first.subject),
    );
    return this.exclusively(async () => {
      let applied = 0;
      for (const row of rows.sort((a, b) => Number(BigInt(a.offset) - BigInt(b.offset)))) {
        const state = this.partitions.get(partitionKey(row));
        if (!state)
          throw new ProblemError('conflict', { detail: `${row.topic}/${String(row.partition)} is held by another process` });
        const record: LogRecord = {
          topic: row.topic,
          partition: row.partition,
          offset: row.offset,
          key: row.key,
          headers: row.headers,
          value: Buffer.from(row.value, 'base64'),
        };
        const headers = readHeaders(record);
        if ('malformed' in headers) throw headers.malformed;
        const event = readBody(record, headers.attributes);
        if (event instanceof Error) throw event;
        await this.commit([], async (attempt) => {
          await this.ledger.advance(attempt.tx.session, state.held, state.held.position);
          if (!(await this.parked.settle(attempt.tx.session, row._id, 'applied', systemClock.now())))
            throw new ProblemError('conflict');
          await this.options.handler([event], attempt);
        });
        state.held.rev++;
        applied++;
      }
      this.waitingSubjects = await this.parked.subjects();
      this.metrics.parked(this.options.group, await this.parked.count());
      return applied;
    });
  }

  private async openReader(): Promise<void> {
    this.session = this.options.store.client.startSession();
    const reader = this.options.log.reader({ group: this.options.group, topics: this.options.topics });
    this.reader = reader;
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
    if (isEngineError(error)) this.rejoin(`the log is out of reach: ${error.message}`);
    else {
      this.crash = error;
      this.options.onTrouble?.('consumer crashed', error, {});
    }
  }

  /** Drops everything held in memory and joins the group anew. */
  private rejoin(reason: string): void {
    if (this.restart || !this.running) return;
    this.options.onTrouble?.('consumer rejoins', null, { reason });
    this.engineTrouble = reason;
    this.drop();
    this.restart = (async () => {
      for (let attempt = 1; this.running; attempt++) {
        try {
          await this.reader?.close().catch(() => undefined);
          await this.session?.endSession().catch(() => undefined);
          await sleep(Math.min(3000, 200 * attempt));
          if (this.running) await this.openReader();
          this.engineTrouble = null;
          return;
        } catch (error) {
          this.engineTrouble = error instanceof Error ? error.message : String(error);
        }
      }
    })().finally(() => {
      this.restart = null;
    });
  }

  private drop(): void {
    this.epoch++;
    this.assigned = false;
    this.partitions = new Map();
    this.freeSpace();
  }

  private async assign(refs: readonly PartitionRef[]): Promise<Map<string, string>> {
    this.drop();
    const epoch = this.epoch;
    const lsid = this.session?.id ?? null;
    const states = new Map<string, PartitionState>();
    for (const ref of refs) states.set(partitionKey(ref), new PartitionState(await this.ledger.claim(ref, lsid), this.interests));
    this.waitingSubjects = await this.parked.subjects();
    this.metrics.parked(this.options.group, await this.parked.count());
    if (epoch !== this.epoch) throw new FencedError('the group moved on while the ledger was read');
    await this.checkBounds(states);
    this.partitions = states;
    this.assigned = true;
    this.progressAt = systemClock.now().getTime();
    for (const [, state] of states) if (state.stopped) this.reader?.pause(state.held);
    return new Map([...states].map(([key, state]) => [key, state.readFrom]));
  }

  /** A topic that was made anew begins at 0 without a word: a position outside its bounds stops the partition. */
  private async checkBounds(states: ReadonlyMap<string, PartitionState>): Promise<void> {
    const admin = await this.options.log.admin();
    try {
      for (const topic of this.options.topics) {
        for (const { partition, first, end } of await admin.bounds(topic)) {
          const state = states.get(partitionKey({ topic, partition }));
          if (!state) continue;
          const at = BigInt(state.readFrom);
          state.behind = Number(BigInt(end) - at);
          if (at > BigInt(end) || at < BigInt(first))
            this.stopPartition(
              state,
              `position ${String(at)} is outside the topic (${first}–${end}): it was truncated or made anew`,
            );
        }
      }
    } finally {
      await admin.close();
    }
  }

  private stopPartition(state: PartitionState, reason: string): void {
    state.stopped = true;
    this.reader?.pause(state.held);
    this.metrics.gap(this.options.group, state.held.topic);
    this.options.onTrouble?.('partition stopped', null, { topic: state.held.topic, partition: state.held.partition, reason });
  }

  private async receive(ref: PartitionRef, records: readonly LogRecord[], behind: number, work: ReaderWork): Promise<void> {
    const state = this.partitions.get(partitionKey(ref));
    if (!state || state.stopped) return;
    let repeats = 0;
    for (const record of records) {
      const intake = state.take(record);
      if (intake.kind === 'repeat') repeats++;
      if (intake.kind === 'gap') {
        this.stopPartition(state, `number ${String(intake.expected)} is missing, ${String(intake.found)} came`);
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
        const committed = await this.exclusively(() => this.commitOnce());
        failures = 0;
        if (!this.restart) this.engineTrouble = null;
        this.progressAt = systemClock.now().getTime();
        this.metrics.progress(this.options.group, this.progressAt / 1000);
        if (committed < this.eventsMax) await sleep(this.options.gatherMs ?? 300);
      } catch (error) {
        if (error instanceof FencedError) this.rejoin(error.message);
        else {
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

  private async commitOnce(): Promise<number> {
    const taken = [...this.take()];
    if (taken.length === 0) return 0;
    const epoch = this.epoch;
    const poison = new Map<string, Error>();
    const arrivals = taken.flatMap(({ state, count }) => state.buffer.slice(0, count));
    const positions = taken.map(({ state, count }) => ({ state, count, position: state.positionAfter(count) }));
    const started = performance.now();
    for (let oneByOne = false; ;) {
      try {
        await this.commit(positions, (attempt) => this.apply(arrivals, poison, oneByOne, attempt));
        break;
      } catch (error) {
        if (isEngineError(error)) throw error;
        if (error instanceof PoisonedEventError) poison.set(error.eventId, error.reason);
        else if (oneByOne) throw error;
        oneByOne = true;
      }
    }
    this.metrics.committed(this.options.group, (performance.now() - started) / 1000);
    // A revocation during the commit made new states; these are no longer looked at.
    if (epoch === this.epoch) for (const { state, count, position } of positions) state.settled(count, position);
    await this.afterCommit(arrivals, poison, positions);
    return arrivals.length;
  }

  private async commit(
    positions: readonly { state: PartitionState; position: PartitionState['held']['position'] }[],
    apply: (attempt: Attempt) => Promise<void>,
  ): Promise<void> {
    const session = this.session;
    if (!session) throw new FencedError('no session');
    const epoch = this.epoch;
    let attempt: Attempt | undefined;
    await this.options.unitOfWork.runIn(session, async (tx) => {
      attempt = new Attempt(tx, epoch);
      // The ledger first: whoever lost the partition finds out before any figure is touched.
      for (const { state, position } of positions) await this.ledger.advance(session, state.held, position);
      await apply(attempt);
      await attempt.finish();
    });
    attempt?.committed();
  }

  private async apply(
    arrivals: readonly Arrival[],
    poison: ReadonlyMap<string, Error>,
    oneByOne: boolean,
    attempt: Attempt,
  ): Promise<void> {
    const place = { group: this.options.group, generation: this.ledger.generation };
    const { sound, parked } = sortArrivals(arrivals, poison, this.orderSensitive ? this.waitingSubjects : null, place);
    if (parked.length > 0) await this.parked.park(attempt.tx.session, parked);
    if (oneByOne) await applyOneByOne(sound, attempt, this.options.handler);
    else if (sound.length > 0) await this.options.handler(sound, attempt);
  }

  private *take(): Generator<{ state: PartitionState; count: number }> {
    let room = this.eventsMax;
    for (const state of this.partitions.values()) {
      const count = Math.min(room, state.buffer.length);
      const onlyRepeats = state.buffer.length === 0 && state.readFrom !== state.held.position.offset;
      if (count > 0 || onlyRepeats) yield { state, count };
      room -= count;
    }
  }

  private async afterCommit(
    arrivals: readonly Arrival[],
    poison: ReadonlyMap<string, Error>,
    positions: readonly { state: PartitionState; position: { offset: string } }[],
  ): Promise<void> {
    this.freeSpace();
    const byType = new Map<string, number>();
    for (const { type } of arrivals) byType.set(type, (byType.get(type) ?? 0) + 1);
    for (const [type, count] of byType) this.metrics.applied(this.options.group, type, count);
    if (
      poison.size > 0 ||
      arrivals.some(
        ({ content, record, subject }) => content instanceof Error || this.waitingSubjects.has(subjectKey(record.topic, subject)),
      )
    ) {
      this.waitingSubjects = await this.parked.subjects();
      this.metrics.parked(this.options.group, await this.parked.count());
    }
    for (const { state, position } of positions) {
      this.metrics.lag(this.options.group, state.held.topic, state.held.partition, state.behind + state.buffer.length);
      // Kafka's own offsets are a display for its tools: a failure to move them harms nothing.
      this.reader?.hint(state.held, position.offset).catch(() => undefined);
    }
  }
}
