import { systemClock } from '@thongsuot/calendar';
import { queueEffects, type Effect } from '@thongsuot/messaging';
import type { Tx } from '@thongsuot/mongo-store';
import type { Held, Mail, Outgoing, Post } from '../../features/ports';
import { HELD, type HeldDoc } from './people';
import { messageId } from './writes';

export const MAIL = 'email';
export const POST = 'webhook';

/** What a mail is sent from; the address is no part of it. */
export interface MailPayload {
  readonly person: string;
  readonly subject: string;
  readonly text: string;
  readonly at: string;
}

/** What a webhook is sent: the very bytes, so that a repeat is the same. */
export interface PostPayload {
  readonly webhook: string;
  readonly body: string;
}

/** Where messages go from here, in this transaction. */
export function outgoingIn(tx: Tx): Outgoing {
  const at = systemClock.now().toISOString();
  return {
    hold: (rows) => hold(tx, rows),
    mail: (mails) =>
      queueEffects(
        tx,
        mails.map((mail) => mailEffect(mail, at)),
      ),
    post: (posts) =>
      queueEffects(
        tx,
        posts.map((post) => postEffect(post, at)),
      ),
  };
}

/** Id of what waits. */
export function heldId({ person, message }: Pick<Held, 'person' | 'message'>): string {
  return `${person}:${message}`;
}

async function hold(tx: Tx, rows: readonly Held[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.collection<HeldDoc>(HELD).bulkWrite(
    rows.map((row) => ({
      updateOne: { filter: { _id: heldId(row) }, update: { $setOnInsert: { ...row } }, upsert: true },
    })),
    { session: tx.session, ordered: false },
  );
}

function mailEffect({ key, person, kind, subject, text }: Mail, at: string): Effect<MailPayload> {
  const id = messageId(key);
  const about = { to: person, kind, order: `${at}:${id}` };
  return { id, kind: MAIL, payload: { person, subject, text, at }, about };
}

/** A post as an effect; `at` is the time that its body tells. */
export function postEffect({ key, webhook, kind, data }: Post, at: string): Effect<PostPayload> {
  const id = `msg_${messageId(key).replaceAll('-', '')}`;
  const body = JSON.stringify({ type: kind, timestamp: at, data });
  return { id, kind: POST, payload: { webhook, body }, about: { to: webhook, kind, order: `${at}:${id}` } };
}
