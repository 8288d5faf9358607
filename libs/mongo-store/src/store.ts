import mongoose, { type Connection } from 'mongoose';
import type { ClientSession, Collection, Db, Document, MongoClient } from 'mongodb';
import { retryWithBackOff } from './back-off';

/** Where a service keeps its state, and how to say that it waits for it. */
export interface StoreOptions {
  /** Connection string, without the database. */
  readonly uri: string;
  /** Database of this service: `<namespace>-<service>`. */
  readonly database: string;
  /** Told at each failed attempt to reach the store; attempts go on until `signal` aborts. */
  readonly onWaiting?: (attempt: number, error: Error) => void;
  readonly signal?: AbortSignal;
}

/**
 * One connection pool to a service's own database, shared by mongoose (aggregates) and the raw driver (outbox, ledger,
 * figures, imports). mongoose makes nothing by itself: collections and indexes come from the index registry.
 */
export interface Store {
  readonly connection: Connection;
  readonly client: MongoClient;
  readonly db: Db;
  collection<T extends Document = Document>(name: string): Collection<T>;
  close(): Promise<void>;
}

/** A store session: what a transaction is made in. Its `lsid` lets a successor end what a killed process left open. */
export type Session = ClientSession;

/**
 * Connects to the store, waiting for it with back-off for as long as it takes.
 * @throws only when `signal` aborts.
 */
export async function connectStore(options: StoreOptions): Promise<Store> {
  const connection = mongoose.createConnection();
  connection.set('autoIndex', false);
  connection.set('autoCreate', false);
  connection.set('bufferCommands', false);
  await retryWithBackOff(
    () =>
      connection.openUri(options.uri, {
        dbName: options.database,
        autoIndex: false,
        autoCreate: false,
        bufferCommands: false,
        maxPoolSize: 40,
        serverSelectionTimeoutMS: 3000,
        // A commit that gets no answer is repeated by the caller: a socket must not wait for ever.
        socketTimeoutMS: 45_000,
      }),
    { onFailure: options.onWaiting, signal: options.signal },
  );
  const client = connection.getClient();
  const db = client.db(options.database);
  return {
    connection,
    client,
    db,
    collection: <T extends Document>(name: string) => db.collection<T>(name),
    close: () => connection.close(),
  };
}
