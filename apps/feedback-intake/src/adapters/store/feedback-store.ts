import {
  FeedbackAnswered,
  FeedbackForwarded,
  FeedbackPublished,
  FeedbackReceived,
  ProblemError,
  type PlainDate,
} from '@thongsuot/contracts';
import type { AreaTree } from '@thongsuot/areas';
import type { IndexSpec, Store, Tx } from '@thongsuot/mongo-store';
import { passesOnIndex, passesOnOf } from '@thongsuot/service-kit';
import type { Collection, Filter } from 'mongodb';
import { isPending, type Feedback } from '../../domain/feedback';
import type { Sender } from '../../domain/requirements';
import { placesOf } from '../../domain/sight';
import type { Change, FeedbackTransaction, KeptFeedback, Personal } from '../../features/ports';
import type { Sealed, Vault, WrappedKey } from './vault';

export const FEEDBACK = 'feedback';
/** Apart from the records, so that erasing one key touches nothing else and a copy of the records opens nothing. */
const KEYS = 'feedback-keys';

/** A feedback as stored. */
export interface FeedbackRow {
  _id: string;
  rev: number;
  lastPackId: string;
  feedback: Feedback;
  /** Area versions it is seen from: those of its unit and handler, and all above. */
  within: string[];
  trackingHash: string;
  sealed: { sender: Sealed; content: Sealed; trackingCode: Sealed };
  supplements: { on: PlainDate; content: Sealed }[];
  erasedOn: PlainDate | null;
  /** While it is pending and the area of its handler ends: the day it passes to the heir; else null. */
  passesOn: PlainDate | null;
}

type KeyRow = WrappedKey & { _id: string };

export const feedbackIndexes: readonly IndexSpec[] = [
  {
    collection: FEEDBACK,
    name: 'tracking',
    keys: { trackingHash: 1 },
    unique: true,
    serves: 'the feedback of a tracking code',
  },
  {
    collection: FEEDBACK,
    name: 'within',
    keys: { within: 1, _id: -1 },
    serves: 'feedback in an area, newest first; with dueOn looked at in each',
  },
  {
    collection: FEEDBACK,
    name: 'within-state',
    keys: { within: 1, 'feedback.facts.state': 1, _id: -1 },
    serves: 'feedback of one state in an area, newest first',
  },
  {
    collection: FEEDBACK,
    name: 'handler',
    keys: { 'feedback.facts.handler.areaVersion': 1 },
    serves: 'what an area handles, when an act ends it',
  },
  passesOnIndex(FEEDBACK, 'pending feedback that passes to the heir of an area that has ended'),
  { collection: FEEDBACK, name: 'state', keys: { 'feedback.facts.state': 1 }, serves: 'counts by state for consistency' },
];

export const feedbackCollections: readonly string[] = [FEEDBACK, KEYS];

const EVENTS = {
  received: FeedbackReceived,
  forwarded: FeedbackForwarded,
  answered: FeedbackAnswered,
  published: FeedbackPublished,
} as const;

/** Reads outside transactions. */
export class FeedbackReader {
  constructor(
    private readonly store: Store,
    private readonly vault: Vault,
  ) {}

  async findPage(filter: {
    within: readonly string[];
    state: string | undefined;
    overdueOn: PlainDate | undefined;
    before: string | undefined;
    limit: number;
  }): Promise<FeedbackRow[]> {
    const query: Filter<FeedbackRow> = {
      within: { $in: [...filter.within] },
      ...(filter.state === undefined ? {} : { 'feedback.facts.state': filter.state }),
      ...(filter.overdueOn === undefined ? {} : { 'feedback.facts.dueOn': { $ne: null, $lt: filter.overdueOn } }),
      ...(filter.before === undefined ? {} : { _id: { $lt: filter.before } }),
    };
    return this.rows.find(query).sort({ _id: -1 }).limit(filter.limit).toArray();
  }

  async get(id: string): Promise<FeedbackRow> {
    return found(await this.rows.findOne({ _id: id }));
  }

  async getByTrackingCode(code: string): Promise<FeedbackRow> {
    return found(await this.rows.findOne({ trackingHash: this.vault.trackingHash(code) }));
  }

  /** The code of a feedback just sent, for the answer to its sender; null once erased. */
  async findTrackingCode(row: FeedbackRow): Promise<string | null> {
    const key = await this.store.collection<KeyRow>(KEYS).findOne({ _id: row._id });
    return key ? this.vault.unseal(this.vault.unwrap(row._id, key), row._id, 'tracking-code', row.sealed.trackingCode) : null;
  }

  /** Counts for `/consistency`. */
  async counts(states: readonly string[]): Promise<Record<string, number>> {
    const [feedback, keys, ...byState] = await Promise.all([
      this.rows.countDocuments({}),
      this.store.collection(KEYS).countDocuments({}),
      ...states.map((state) => this.rows.countDocuments({ 'feedback.facts.state': state })),
    ]);
    const count = new Map(states.map((state, index) => [state, byState[index] ?? 0]));
    const of = (state: string): number => count.get(state) ?? 0;
    // As figures count them: what was refused was never received, what was published was answered.
    const counted = { counted: feedback - of('refused'), everAnswered: of('answered') + of('published') };
    return { feedback, keys, ...counted, ...Object.fromEntries(count) };
  }

  private get rows(): Collection<FeedbackRow> {
    return this.store.collection<FeedbackRow>(FEEDBACK);
  }
}

/** One transaction of a use case. */
export class StoredFeedbackTransaction implements FeedbackTransaction {
  private readonly read = new Map<string, FeedbackRow>();

  constructor(
    private readonly tx: Tx,
    private readonly vault: Vault,
    private readonly tree: AreaTree,
  ) {}

  async insert(feedback: Feedback, personal: Personal): Promise<void> {
    const { id } = feedback.facts;
    const { dataKey, stored } = this.vault.makeKey(id);
    const seal = (part: string, text: string): Sealed => this.vault.seal(dataKey, id, part, text);
    await this.rows.insertOne(
      {
        _id: id,
        rev: 1,
        lastPackId: this.tx.stamp(null),
        feedback,
        within: placesOf(this.tree, [feedback.facts.unit, feedback.facts.handler]),
        trackingHash: this.vault.trackingHash(personal.trackingCode),
        sealed: {
          sender: seal('sender', JSON.stringify(personal.sender)),
          content: seal('content', personal.content),
          trackingCode: seal('tracking-code', personal.trackingCode),
        },
        supplements: [],
        erasedOn: null,
        passesOn: passesOnOf(this.tree, feedback.facts.handler.areaVersion),
      },
      { session: this.tx.session },
    );
    await this.keys.insertOne({ _id: id, ...stored }, { session: this.tx.session });
  }

  async get(id: string): Promise<KeptFeedback> {
    return this.kept(await this.rows.findOne({ _id: id }, { session: this.tx.session }));
  }

  async getByTrackingCode(code: string): Promise<KeptFeedback> {
    const trackingHash = this.vault.trackingHash(code);
    return this.kept(await this.rows.findOne({ trackingHash }, { session: this.tx.session }));
  }

  async replace(before: KeptFeedback, after: Feedback): Promise<void> {
    const row = this.rowOf(after.facts.id);
    const { matchedCount } = await this.rows.updateOne(
      { _id: row._id, rev: before.rev },
      {
        $set: {
          feedback: after,
          rev: before.rev + 1,
          lastPackId: this.tx.stamp(row.lastPackId),
          within: placesOf(this.tree, [after.facts.unit, after.facts.handler]),
          passesOn: isPending(after.facts) ? passesOnOf(this.tree, after.facts.handler.areaVersion) : null,
        },
      },
      { session: this.tx.session },
    );
    if (matchedCount !== 1) throw new ProblemError('conflict');
  }

  async addSupplement(id: string, on: PlainDate, content: string): Promise<void> {
    const key = await this.findKey(id);
    if (!key) throw new ProblemError('conflict', { detail: 'Nội dung đã được xóa / Its content was erased' });
    const part = `supplement-${String(this.rowOf(id).supplements.length)}`;
    const sealed = this.vault.seal(key, id, part, content);
    await this.rows.updateOne({ _id: id }, { $push: { supplements: { on, content: sealed } } }, { session: this.tx.session });
  }

  async findSender(id: string): Promise<Sender | null> {
    const key = await this.findKey(id);
    return key ? (JSON.parse(this.vault.unseal(key, id, 'sender', this.rowOf(id).sealed.sender)) as Sender) : null;
  }

  async findContent(id: string): Promise<{ content: string; supplements: { on: PlainDate; content: string }[] } | null> {
    const key = await this.findKey(id);
    if (!key) return null;
    const { sealed, supplements } = this.rowOf(id);
    return {
      content: this.vault.unseal(key, id, 'content', sealed.content),
      supplements: supplements.map(({ on, content }, index) => ({
        on,
        content: this.vault.unseal(key, id, `supplement-${String(index)}`, content),
      })),
    };
  }

  async dropKey(id: string, on: PlainDate): Promise<boolean> {
    const { deletedCount } = await this.keys.deleteOne({ _id: id }, { session: this.tx.session });
    await this.rows.updateOne({ _id: id }, { $set: { erasedOn: on }, $inc: { rev: 1 } }, { session: this.tx.session });
    return deletedCount === 1;
  }

  publish(event: keyof typeof EVENTS, change: Change): void {
    // Under the unit it is about, which never changes: one feedback stays in one partition whoever handles it.
    const { id, unit } = change.after;
    this.tx.emit(EVENTS[event], { subject: id, key: unit.areaVersion, data: change });
  }

  audit(actor: string, action: string, id: string, detail?: Readonly<Record<string, unknown>>): void {
    this.tx.audit({ actor, action, subject: `feedback/${id}`, ...(detail === undefined ? {} : { detail }) });
  }

  private kept(row: FeedbackRow | null): KeptFeedback {
    const known = found(row);
    this.read.set(known._id, known);
    return { feedback: known.feedback, rev: known.rev, erased: known.erasedOn !== null };
  }

  private rowOf(id: string): FeedbackRow {
    return found(this.read.get(id) ?? null);
  }

  private async findKey(id: string): Promise<Buffer | null> {
    const row = await this.keys.findOne({ _id: id }, { session: this.tx.session });
    return row && this.vault.unwrap(id, row);
  }

  private get rows(): Collection<FeedbackRow> {
    return this.tx.collection<FeedbackRow>(FEEDBACK);
  }

  private get keys(): Collection<KeyRow> {
    return this.tx.collection<KeyRow>(KEYS);
  }
}

function found(row: FeedbackRow | null): FeedbackRow {
  if (!row) throw new ProblemError('not-found');
  return row;
}
