import { hostname } from 'node:os';
import type { ClientSession } from 'mongodb';
import { systemClock, type Clock } from '@thongsuot/calendar';
import type { IndexSpec } from './indexes';
import type { Session, Store } from './store';
import { killSessions, type SessionId } from './transaction';

const COLLECTION = 'processes';
const LEASE_MS = 8000;
const RENEW_MS = 3000;

interface ProcessRow {
  _id: string;
  host: string;
  pid: number;
  sessions: SessionId[];
  until: Date;
}

export const sessionPoolIndexes: readonly IndexSpec[] = [
  { collection: COLLECTION, name: 'until', keys: { until: 1 }, serves: 'processes whose lease ran out, to end their sessions' },
];

/**
 * The sessions that commands run in: few (concurrency brings no speed, only conflicts) and written down, so that whoever
 * finds this process dead can end them. A killed process otherwise keeps the locks of its open transactions for a
 * minute, and the client that repeats its command waits for all of it.
 */
export class SessionPool {
  private readonly idle: Session[] = [];
  private readonly waiting: ((session: Session) => void)[] = [];
  private readonly all: Session[] = [];
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly store: Store,
    private readonly processId: string,
    private readonly clock: Clock,
  ) {}

  /** Opens and registers `size` sessions, and ends those of processes whose lease ran out. */
  static async open(store: Store, processId: string, size = 12, clock: Clock = systemClock): Promise<SessionPool> {
    const pool = new SessionPool(store, processId, clock);
    for (let each = 0; each < size; each++) pool.all.push(store.client.startSession());
    pool.idle.push(...pool.all);
    await pool.register();
    await pool.endDeadSessions();
    pool.timer = setInterval(() => {
      // A missed renewal is made up by the next one; commands report an unreachable store themselves.
      pool
        .register()
        .then(() => pool.endDeadSessions())
        .catch(() => undefined);
    }, RENEW_MS);
    return pool;
  }

  /** Runs `work` with a session that nobody else uses meanwhile. */
  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = this.idle.pop() ?? (await new Promise<ClientSession>((resolve) => this.waiting.push(resolve)));
    try {
      return await work(session);
    } finally {
      const next = this.waiting.shift();
      if (next) next(session);
      else this.idle.push(session);
    }
  }

  /** Waits for no one: to be called once nothing uses the pool any more. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.all.map((session) => session.endSession()));
    await this.rows.deleteOne({ _id: this.processId }).catch(() => undefined);
  }

  private get rows(): ReturnType<typeof this.store.collection<ProcessRow>> {
    return this.store.collection<ProcessRow>(COLLECTION);
  }

  private async register(): Promise<void> {
    const sessions = this.all.map((session) => session.id).filter((id): id is SessionId => id !== undefined);
    const until = new Date(this.clock.now().getTime() + LEASE_MS);
    await this.rows.updateOne(
      { _id: this.processId },
      { $set: { host: hostname(), pid: process.pid, sessions, until } },
      { upsert: true },
    );
  }

  private async endDeadSessions(): Promise<void> {
    const dead = await this.rows.find({ until: { $lt: this.clock.now() } }).toArray();
    for (const row of dead) {
      await killSessions(this.store.client, row.sessions);
      await this.rows.deleteOne({ _id: row._id, until: row.until });
    }
  }
}
