import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@thongsuot/calendar';
import { ProblemError } from '@thongsuot/contracts';
import {
  FencedError,
  Ledger,
  ParkedEvents,
  isEngineError,
  type PartitionRef,
  type Session,
  type Store,
  type UnitOfWork,
} from '@thongsuot/mongo-store';
import { partitionKey, type EventLog, type LogReader } from '../log/event-log';
import { noMetrics, type MessagingMetrics } from '../metrics';
import { BatchCommitter, type Hold } from './batch-committer';
import type { BatchHandler } from './batch-handler';
import { checkBounds } from './bounds';
import { HeldPartitions } from './held-partitions';
import { PartitionState } from './partition-state';
import { RecordIntake } from './record-intake';
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
  /** False while an engine is out of reach or nothing is assigned yet. */
  readonly ready: boolean;
  readonly reasons: readonly string[];
  /** Partitions stopped by a gap (`topic|partition`). The others go on and what was applied stays readable: it is an alarm. */
  readonly gaps: readonly string[];
  /** Seconds since the last commit or idle look. */
  readonly sinceProgressSeconds: number;
}

/**
 * Reads topics as one member of a group and applies each event exactly once: its effect and the ledger's step are one
 * transaction, and each partition's numbers tell repeats from gaps. Reading runs ahead of the commits within bounds.
 */
export class EventConsumer {
  private readonly ledger: Ledger;
  private readonly parked: ParkedEvents;
  private readonly metrics: MessagingMetrics;
  private readonly interests: ReadonlySet<string> | null;
  private readonly orderSensitive: boolean;
  private readonly held = new HeldPartitions();
  private readonly intake: RecordIntake;
  private readonly committer: BatchCommitter;
  private reader: LogReader | undefined;
  private session: Session | undefined;
  private running = false;
  private crash: Error | null = null;
  private engineTrouble: string | null = null;
  private progressAt = systemClock.now().getTime();
  private loop: Promise<void> | undefined;
  private restart: Promise<void> | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  /** Why the present reader reads no more, until another takes its place. */
  private readerFailure: Error | null = null;

  constructor(private readonly options: EventConsumerOptions) {
    const { group, store, unitOfWork, handler, eventsMax = 5000, orderSensitive = true, generation = 'live' } = options;
    this.ledger = new Ledger(store, group, generation);
    this.parked = new ParkedEvents(store, group, generation);
    this.metrics = options.metrics ?? noMetrics;
    this.interests = options.events ? new Set(options.events) : null;
    this.orderSensitive = orderSensitive;
    const { held, ledger, parked, metrics } = this;
    this.intake = new RecordIntake({
      ...{ group, held, metrics },
      bufferedMax: eventsMax * 2,
      reader: () => this.reader,
      isRunning: () => this.running,
      onStopped: (detail) => options.onTrouble?.('partition stopped', null, detail),
    });
    const session = (): Session | undefined => this.session;
    const tuning = { eventsMax, orderSensitive };
    this.committer = new BatchCommitter({ group, held, ledger, parked, unitOfWork, handler, metrics, session, ...tuning });
  }

  async start(): Promise<void> {
    this.running = true;
    await this.ledger.positions().then(
      (positions) => {
        this.held.startFrom(positions);
      },
      (error: unknown) => {
        if (!isEngineError(error)) throw error;
      },
    );
    await this.openReader().catch((error: unknown) => {
      if (!isEngineError(error)) throw error;
      this.rejoin(`the log is out of reach: ${(error as Error).message}`);
    });
    this.loop = this.commitLoop();
  }

  /** Commits nothing more; what was read and not committed is read again by the next holder. */
  async stop(): Promise<void> {
    this.running = false;
    this.held.freeSpace();
    await this.restart;
    await this.reader?.close().catch(() => undefined);
    await this.loop;
    this.metrics.ended(this.options.group);
    await this.session?.endSession().catch(() => undefined);
  }

  health(): ConsumerHealth {
    const reasons = [
      ...(this.crash ? [`crashed: ${this.crash.message}`] : []),
      ...(this.engineTrouble ? [this.engineTrouble] : []),
      ...(this.held.isAssigned ? [] : ['no partitions assigned yet']),
    ];
    const sinceProgressSeconds = (systemClock.now().getTime() - this.progressAt) / 1000;
    const stuck = this.running && this.engineTrouble === null && sinceProgressSeconds > 120;
    const [live, ready, gaps] = [this.crash === null && !stuck, reasons.length === 0, this.held.stopped()];
    return { live, ready, reasons, gaps, sinceProgressSeconds };
  }

  /**
   * How old the figures are: now where nothing waits in the partitions held here, else the time of the last applied event of
   * the one that is furthest behind. While none is held, what it was when one last was.
   */
  asOf(): Date {
    return this.held.asOf();
  }

  /** Positions as committed, for `/consistency`. */
  positions(): ReturnType<Ledger['positions']> {
    return this.ledger.positions();
  }

  /** Name of the generation whose ledger it moves. */
  get generation(): string {
    return this.ledger.generation;
  }

  /** Commits nothing past the marks for a while, so that another generation can come to stand level with this one; null lifts them. */
  holdAt(hold: Hold | null): void {
    this.committer.holdAt(hold);
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
        const state = this.held.find(row);
        if (!state)
          throw new ProblemError('conflict', { detail: `${row.topic}/${String(row.partition)} is held by another process` });
        const event = eventOf(row);
        await this.committer.commit([{ state, position: state.held.position }], async (attempt) => {
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
    return this.exclusively(() => work().finally(() => this.committer.lookAtParked()));
  }

  private async openReader(): Promise<void> {
    this.session = this.options.store.client.startSession();
    const reader = this.options.log.reader({ group: this.options.group, topics: this.options.topics });
    this.reader = reader;
    this.readerFailure = null;
    await reader.start({
      assigned: (refs) => this.assign(refs),
      records: (ref, records, behind, work) => this.intake.receive(ref, records, behind, work),
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
    this.held.forget();
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

  private async assign(refs: readonly PartitionRef[]): Promise<Map<string, string>> {
    this.held.forget();
    const { epoch } = this.held;
    // A commit under way ends first: to claim a row under it would fence this very process.
    return this.exclusively(() => this.claim(refs, epoch));
  }

  private async claim(refs: readonly PartitionRef[], epoch: number): Promise<Map<string, string>> {
    const lsid = this.session?.id ?? null;
    const states = new Map<string, PartitionState>();
    for (const ref of refs) states.set(partitionKey(ref), new PartitionState(await this.ledger.claim(ref, lsid), this.interests));
    await this.committer.lookAtParked();
    const outside = await checkBounds(this.options.log, states);
    if (epoch !== this.held.epoch) throw new FencedError('the group moved on while the ledger was read');
    this.held.hold(states);
    for (const { state, reason } of outside) this.intake.stop(state, reason);
    this.progressAt = systemClock.now().getTime();
    return new Map([...states].map(([key, state]) => [key, state.readFrom]));
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
    const { moved, more } = await this.committer.commitGathered();
    for (const { state, position } of moved) {
      this.metrics.lag(this.options.group, state.held.topic, state.held.partition, state.behind + state.buffer.length);
      // Kafka's own offsets are a display for its tools: a failure to move them harms nothing.
      this.reader?.hint(state.held, position.offset).catch(() => undefined);
    }
    return more;
  }
}
