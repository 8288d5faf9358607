import type { AreaVersionId, MessageChannel, MessageKind, PlainDate, PreferencesContent, UnitRef } from '@thongsuot/contracts';
import type { MailText, MailedMessage } from '../domain/mail';
import type { Severity } from '../domain/message';

/** A message in an inbox, on its way to the other channels. */
export interface SpreadMessage extends MailedMessage {
  readonly id: string;
  readonly areaVersion: AreaVersionId;
  readonly areaCode: string;
  readonly areaPath: readonly string[];
  readonly severity: Severity;
  readonly channels: readonly MessageChannel[];
  readonly urgent: boolean;
}

/** A person who follows units and can be written to. */
export interface Follower {
  readonly id: string;
  readonly choices: PreferencesContent;
  readonly watch: readonly string[];
}

/** A subscription that is active. */
export interface Subscription {
  readonly id: string;
  readonly area: string;
  readonly kinds: readonly MessageKind[];
}

/** Something that waits for the end of quiet hours or for a digest. */
export interface Held {
  readonly person: string;
  readonly message: string;
  readonly releaseAt: Date;
  readonly digest: boolean;
}

/** A mail to a person; their address is looked up when it is sent. */
export interface Mail extends MailText {
  /** What makes it the same mail. */
  readonly key: string;
  readonly person: string;
  readonly kind: MessageKind | 'digest';
}

/** What a webhook is told. */
export interface Post {
  readonly key: string;
  readonly webhook: string;
  readonly kind: MessageKind;
  readonly data: PostedMessage;
}

/** A message as webhooks are given it. */
export interface PostedMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly severity: Severity;
  readonly unit: UnitRef | string;
  readonly area: { readonly code: string; readonly name: string; readonly areaVersion: string };
  readonly title: { readonly vi: string; readonly en: string };
  readonly on: PlainDate;
  readonly dueOn: PlainDate | null;
  readonly link: string | null;
}

/** Where mails, posts and what waits for its hour go, in one transaction. */
export interface Outgoing {
  hold(rows: readonly Held[]): Promise<void>;
  mail(mails: readonly Mail[]): Promise<void>;
  post(posts: readonly Post[]): Promise<void>;
}
