import { systemClock } from '@thongsuot/calendar';
import { FencedError, isDuplicateKey } from './errors';
import type { Session, Store } from './store';
import { killSessions, type SessionId } from './transaction';

/** Collection of all ledger rows. */
export const LEDGER_COLLECTION = 'ledger';

/** One partition of one topic, as a consumer names it. */
export interface PartitionRef {
  readonly topic: string;
  readonly partition: number;
}

/** How far a group has come in a partition; Kafka's own offsets only follow it. */
export interface LedgerPosition {
  /** Offset of the next record to read. */
  readonly offset: string;
  /** Last number applied, by `ce_source`. */
  readonly known: ReadonlyMap<string, number>;
  /** Time of the last event applied, ISO 8601; null before the first. */
  readonly lastEventTime: string | null;
  /** Events stepped past since the beginning, parked ones included: compared with the producer's count by `/consistency`. */
  readonly applied: number;
}

interface LedgerRow {
  _id: string;
  group: string;
  generation: string;
  topic: string;
  partition: number;
  rev: number;
  lsid: SessionId | null;
  offset: string;
  known: { source: string; number: number }[];
  lastEventTime: string | null;
  applied: number;
  at: Date;
}

/** A ledger row that this process holds: valid until another claims it. */
export interface HeldRow extends PartitionRef {
  rev: number;
  position: LedgerPosition;
}

/** The rows of one group and generation. A projection commits its figures together with them, or not at all. */
export class Ledger {
  constructor(
    private readonly store: Store,
    readonly group: string,
    readonly generation: string,
  ) {}

  /**
   * Takes a partition over: ends what the former holder left open, raises the revision so that it can commit no more, and
   * answers where to go on.
   */
  async claim(ref: PartitionRef, lsid: SessionId | null): Promise<HeldRow> {
    const _id = this.idOf(ref);
    const before = await this.rows.findOne({ _id });
    if (before?.lsid) await killSessions(this.store.client, [before.lsid]);
    for (;;) {
      try {
        const row = await this.rows.findOneAndUpdate(
          { _id },
          {
            $inc: { rev: 1 },
            $set: { lsid, at: systemClock.now() },
            $setOnInsert: {
              group: this.group,
              generation: this.generation,
              topic: ref.topic,
              partition: ref.partition,
              offset: '0',
              known: [],
              lastEventTime: null,
              applied: 0,
            },
          },
          { upsert: true, returnDocument: 'after', writeConcern: { w: 'majority', journal: true } },
        );
        if (!row) throw new Error(`ledger row ${_id} did not come back`);
        return { ...ref, rev: row.rev, position: positionOf(row) };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  /**
   * Moves held rows on, inside the transaction that holds their effects.
   * @throws FencedError when another process has claimed one of them since.
   */
  async advance(session: Session, steps: readonly { held: HeldRow; position: LedgerPosition }[]): Promise<void> {
    if (steps.length === 0) return;
    const at = systemClock.now();
    const { matchedCount } = await this.rows.bulkWrite(
      steps.map(({ held, position: { offset, known, lastEventTime, applied } }) => ({
        updateOne: {
          filter: { _id: this.idOf(held), rev: held.rev },
          update: {
            $inc: { rev: 1 },
            $set: {
              offset,
              known: [...known].map(([source, number]) => ({ source, number })),
              lastEventTime,
              applied,
              at,
            },
          },
        },
      })),
      { session, ordered: true },
    );
    if (matchedCount === steps.length) return;
    const names = steps.map(({ held }) => `${this.idOf(held)} at revision ${String(held.rev)}`);
    throw new FencedError(`held by another: one of ${names.join(', ')}`);
  }

  /** All positions of this group and generation, for comparing generations and for `/consistency`. */
  async positions(session?: Session): Promise<(PartitionRef & { position: LedgerPosition })[]> {
    const prefix = `${this.group}|${this.generation}|`;
    const rows = await this.rows.find({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } }, session ? { session } : {}).toArray();
    return rows.map((row) => ({ topic: row.topic, partition: row.partition, position: positionOf(row) }));
  }

  private get rows(): ReturnType<typeof this.store.collection<LedgerRow>> {
    return this.store.collection<LedgerRow>(LEDGER_COLLECTION);
  }

  private idOf({ topic, partition }: PartitionRef): string {
    return `${this.group}|${this.generation}|${topic}|${String(partition)}`;
  }
}

/** Collections that {@link Ledger} needs; rows are found by `_id` alone. */
export const ledgerCollections: readonly string[] = [LEDGER_COLLECTION];

function positionOf(row: LedgerRow): LedgerPosition {
  return {
    offset: row.offset,
    known: new Map(row.known.map((each) => [each.source, each.number])),
    lastEventTime: row.lastEventTime,
    applied: row.applied,
  };
}
