import type { IndexSpec } from './indexes';
import type { Session, Store } from './store';

export const PARKED_COLLECTION = 'parked-events';

/** An event that cannot be applied as it is, kept until someone mends the cause and replays it. */
export interface ParkedRow {
  /** `<group>|<generation>|<event id>`, or the record's place where it has no readable id. */
  _id: string;
  group: string;
  generation: string;
  topic: string;
  partition: number;
  offset: string;
  eventId: string;
  type: string;
  subject: string;
  /** Key of the record; null where it had none. */
  key: string | null;
  /** Headers and value as they stood in the topic; the value in base64. */
  headers: Record<string, string>;
  value: string;
  error: { name: string; message: string };
  /** True where the event itself is sound and only waits behind another of its subject. */
  behind: boolean;
  state: 'parked' | 'applied' | 'dropped';
  at: Date;
  settledAt: Date | null;
}

export const parkedIndexes: readonly IndexSpec[] = [
  {
    collection: PARKED_COLLECTION,
    name: 'oldest-open',
    keys: { group: 1, generation: 1, state: 1, topic: 1, partition: 1, at: 1 },
    serves: 'the parked events of a group, oldest first, and the subjects that wait',
  },
  {
    collection: PARKED_COLLECTION,
    name: 'subject',
    keys: { group: 1, generation: 1, topic: 1, subject: 1 },
    serves: 'the events parked behind one of their subject',
  },
];

/** The parked events of one group and generation. */
export class ParkedEvents {
  constructor(
    private readonly store: Store,
    private readonly group: string,
    private readonly generation: string,
  ) {}

  /** Parks events in the transaction that moves the ledger past them; a repeat changes nothing. */
  async park(session: Session, rows: readonly ParkedRow[]): Promise<void> {
    for (const row of rows) {
      await this.rows.updateOne({ _id: row._id }, { $setOnInsert: row }, { upsert: true, session });
    }
  }

  /** Subjects with an event parked, by topic: later ones of theirs wait behind it where order matters. */
  async subjects(): Promise<Set<string>> {
    const rows = await this.rows.find({ ...this.own, state: 'parked' }, { projection: { topic: 1, subject: 1 } }).toArray();
    return new Set(rows.map((row) => subjectKey(row.topic, row.subject)));
  }

  count(): Promise<number> {
    return this.rows.countDocuments({ ...this.own, state: 'parked' });
  }

  /** Parked events, oldest of each partition first. */
  list(limit = 100): Promise<ParkedRow[]> {
    return this.rows
      .find({ ...this.own, state: 'parked' })
      .sort({ topic: 1, partition: 1, at: 1 })
      .limit(limit)
      .toArray();
  }

  /** Parked events of one subject, in the order they came. */
  async ofSubject(topic: string, subject: string): Promise<ParkedRow[]> {
    const rows = await this.rows.find({ ...this.own, topic, subject, state: 'parked' }).toArray();
    return rows.sort((a, b) => (BigInt(a.offset) < BigInt(b.offset) ? -1 : 1));
  }

  findById(id: string): Promise<ParkedRow | null> {
    return this.rows.findOne({ _id: id, ...this.own });
  }

  /** Settles a parked event in the transaction that holds its effect; false when someone else settled it first. */
  async settle(session: Session, id: string, state: 'applied' | 'dropped', at: Date): Promise<boolean> {
    const result = await this.rows.updateOne(
      { _id: id, ...this.own, state: 'parked' },
      { $set: { state, settledAt: at } },
      { session },
    );
    return result.modifiedCount === 1;
  }

  private get own(): { group: string; generation: string } {
    return { group: this.group, generation: this.generation };
  }

  private get rows(): ReturnType<typeof this.store.collection<ParkedRow>> {
    return this.store.collection<ParkedRow>(PARKED_COLLECTION);
  }
}

/** Key of a subject within its topic. */
export function subjectKey(topic: string, subject: string): string {
  return `${topic}|${subject}`;
}
