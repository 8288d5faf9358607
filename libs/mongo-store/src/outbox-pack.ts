import type { IndexSpec } from './indexes';
import type { PackId } from './pack-id';

export const OUTBOX_COLLECTION = 'outbox';
export const STREAM_COLLECTION = 'streams';

/** Days a sent pack is kept for `republish`. */
const SENT_KEPT_SECONDS = 7 * 24 * 3600;

/** One event as it waits in a pack: everything its Kafka record needs but the number. */
export interface OutboxEvent {
  readonly id: string;
  readonly type: string;
  readonly dataschema: string;
  readonly subject: string;
  /** Area version whose unit owns the fact: the record's key. */
  readonly key: string;
  readonly partition: number;
  /** Business or wall-clock moment the fact became true, ISO 8601. */
  readonly time: string;
  readonly traceparent?: string;
  /** JSON text of the data. */
  readonly data: string;
}

/** `new` = waits for its numbers; `numbered` = has them, no acknowledgement yet; `sent` = on the topic. */
export type PackState = 'new' | 'numbered' | 'sent';

/** The events of one command, in one document (2,800 events/s as documents of their own; 19,000/s as packs). */
export interface OutboxPack {
  _id: PackId;
  at: Date;
  state: PackState;
  events: OutboxEvent[];
  /** Relay turn that numbered it: packs are sent in the order (turn, _id). */
  turn: number | null;
  /** Number of each event within its partition, same order as `events`. */
  numbers: number[] | null;
  /** Stream it was numbered under: sent again, it keeps its source. Missing before it is numbered. */
  streamId?: string;
  sentAt: Date | null;
}

/** Lease and counter of a service's stream in one document, so that whoever counts holds the lease. */
export interface StreamRow {
  _id: 'outbox';
  /** Part of `ce_source`; a restored database gets a new one. */
  streamId: string;
  /** The restore that it began after; missing for the first stream. */
  restoredFrom?: string;
  /** Raised at each take-over; a relay of an older epoch can number nothing. */
  epoch: number;
  owner: string | null;
  lsid: unknown;
  until: Date;
  turn: number;
  /** Next number of each partition. */
  next: number[];
}

export const outboxIndexes: readonly IndexSpec[] = [
  { collection: OUTBOX_COLLECTION, name: 'state', keys: { state: 1, _id: 1 }, serves: 'the oldest packs that wait for a number' },
  {
    collection: OUTBOX_COLLECTION,
    name: 'numbered',
    keys: { state: 1, turn: 1, _id: 1 },
    serves: 'packs numbered and not sent, in their order',
  },
  {
    collection: OUTBOX_COLLECTION,
    name: 'sent-kept',
    keys: { sentAt: 1 },
    serves: 'packs sent more than seven days ago, to let go',
    expireAfterSeconds: SENT_KEPT_SECONDS,
  },
];
