import { WriteConcern, type ClientSession, type MongoClient, type TransactionOptions } from 'mongodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient, isUnknownCommit } from './errors';

/** Snapshot reads; durable on a majority, journalled: an answer given to a client survives any crash. */
export const DURABLE: TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: new WriteConcern('majority', undefined, true),
};

/** Bounds of the repeats of one transaction. */
export interface TransactionRetry {
  /** Repeats after a write conflict before the error is thrown on. */
  readonly attemptsMax?: number;
  /** No repeat begins later than this after the first attempt. */
  readonly withinMs?: number;
}

/**
 * Runs `work` in one transaction of `session` and commits it. A write conflict runs `work` again from the start, so it
 * must have no effect outside the session; a commit without an answer is sent again, which the store takes once.
 */
export async function runTransaction<T>(
  session: ClientSession,
  work: (session: ClientSession) => Promise<T>,
  { attemptsMax = 30, withinMs = 15_000 }: TransactionRetry = {},
): Promise<T> {
  const until = performance.now() + withinMs;
  for (let attempt = 1; ; attempt++) {
    session.startTransaction(DURABLE);
    try {
      const answer = await work(session);
      await commit(session);
      return answer;
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
      if (!isTransient(error) || attempt >= attemptsMax || performance.now() > until) throw error;
      await sleep(Math.min(200, 4 * attempt + Math.floor(Math.random() * 12)));
    }
  }
}

async function commit(session: ClientSession): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await session.commitTransaction();
      return;
    } catch (error) {
      if (!isUnknownCommit(error) || attempt >= 10) throw error;
      await sleep(50 * attempt);
    }
  }
}

/** The lsid of a session, as the store knows it. */
export type SessionId = NonNullable<ClientSession['id']>;

/** Ends sessions of a process that is gone, and with them the locks its open transactions still hold. */
export async function killSessions(client: MongoClient, ids: readonly SessionId[]): Promise<void> {
  if (ids.length > 0) await client.db('admin').command({ killSessions: ids.map((id) => ({ id: id.id })) });
}
