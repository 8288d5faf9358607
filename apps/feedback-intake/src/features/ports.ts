import type { FeedbackState, PlainDate } from '@thongsuot/contracts';
import type { Feedback } from '../domain/feedback';
import type { Sender } from '../domain/requirements';

/** A feedback as kept, with what guards its next change. */
export interface KeptFeedback {
  readonly feedback: Feedback;
  readonly rev: number;
  readonly erased: boolean;
}

/** What is kept under a key of its own and goes with it. */
export interface Personal {
  readonly sender: Sender;
  readonly content: string;
  readonly trackingCode: string;
}

/** What a use case needs of the store and the outbox: one transaction. */
export interface FeedbackTransaction {
  insert(feedback: Feedback, personal: Personal): Promise<void>;
  /** @throws ProblemError `not-found` */
  get(id: string): Promise<KeptFeedback>;
  /** @throws ProblemError `not-found` */
  getByTrackingCode(code: string): Promise<KeptFeedback>;
  /** Keeps the next state under the next revision. @throws ProblemError `conflict` where someone was quicker */
  replace(before: KeptFeedback, after: Feedback): Promise<void>;
  /** Adds a sealed supplement of the sender. */
  addSupplement(id: string, on: PlainDate, content: string): Promise<void>;
  /** Null once erased. */
  findSender(id: string): Promise<Sender | null>;
  findContent(id: string): Promise<{ content: string; supplements: { on: PlainDate; content: string }[] } | null>;
  /** Throws the key of the record away; true where there was one. */
  dropKey(id: string, on: PlainDate): Promise<boolean>;
  publish(event: 'received' | 'forwarded' | 'answered' | 'published', change: Change): void;
  audit(actor: string, action: string, id: string, detail?: Readonly<Record<string, unknown>>): void;
}

/** A change of one feedback, as it is told to others. */
export interface Change {
  readonly on: PlainDate;
  readonly before: FeedbackState | null;
  readonly after: FeedbackState;
}
