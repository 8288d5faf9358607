import type { AreaTree } from '@thongsuot/areas';
import { mailOf } from '../../domain/mail';
import { mailModeOf } from '../../domain/preferences';
import { nextDigest, releasedAt } from '../../domain/quiet-hours';
import type { TemplateBook } from '../../domain/template';
import { watchedBy, withPredecessors } from '../../domain/watching';
import type { Follower, Held, Mail, Outgoing, Post, SpreadMessage, Subscription } from '../ports';

const MESSAGES_A_TICK = 50;

/** What handing messages to channels needs, in one transaction. */
export interface SpreadWork {
  toSpread(max: number): Promise<SpreadMessage[]>;
  markSpread(ids: readonly string[]): Promise<void>;
  /** People with an address who follow any of these; none where no mail can be sent. */
  followers(watched: readonly string[]): Promise<Follower[]>;
  /** Active subscriptions of any of these areas. */
  subscriptions(areas: readonly string[]): Promise<Subscription[]>;
  readonly outgoing: Outgoing;
  readonly tree: AreaTree;
  readonly templates: TemplateBook;
  readonly publicUrl: string | undefined;
  /** Business clock. */
  readonly now: Date;
}

/**
 * Hands messages that are new in an inbox to the people and addresses that want them, at most 50 a call.
 *
 * @returns how many were handed on; 0 when none is left
 */
export async function spreadMessages(work: SpreadWork): Promise<number> {
  const messages = await work.toSpread(MESSAGES_A_TICK);
  if (messages.length === 0) return 0;
  const watched = new Map(messages.map((message) => [message.id, new Set(watchedBy(unitOf(message), work.tree))]));
  const areas = new Map(messages.map((message) => [message.id, new Set(areasOf(message, work.tree))]));
  const followers = await work.followers([...new Set([...watched.values()].flatMap((keys) => [...keys]))]);
  const subscriptions = await work.subscriptions([...new Set([...areas.values()].flatMap((ids) => [...ids]))]);
  const held: Held[] = [];
  const mails: Mail[] = [];
  const posts: Post[] = [];
  for (const message of messages) {
    if (message.channels.includes('email')) {
      for (const follower of followers) {
        if (!follower.watch.some((key) => watched.get(message.id)?.has(key))) continue;
        const sent = forPerson(message, follower, work);
        if (sent === null) continue;
        if ('releaseAt' in sent) held.push(sent);
        else mails.push(sent);
      }
    }
    if (!message.channels.includes('webhook')) continue;
    for (const { id, area, kinds } of subscriptions) {
      if (!areas.get(message.id)?.has(area) || (kinds.length > 0 && !kinds.includes(message.kind))) continue;
      posts.push({ key: `webhook:${id}:${message.id}`, webhook: id, kind: message.kind, data: posted(message) });
    }
  }
  await work.outgoing.hold(held);
  await work.outgoing.mail(mails);
  await work.outgoing.post(posts);
  await work.markSpread(messages.map(({ id }) => id));
  return messages.length;
}

function forPerson(message: SpreadMessage, { id: person, choices }: Follower, work: SpreadWork): Held | Mail | null {
  const mode = mailModeOf(choices, message.kind);
  if (mode === 'none') return null;
  const base = { person, message: message.id };
  if (mode === 'digest') return { ...base, releaseAt: nextDigest(work.now, choices), digest: true };
  const releaseAt = releasedAt(work.now, choices.quietHours, message.urgent);
  if (releaseAt > work.now) return { ...base, releaseAt, digest: false };
  return mailTo(message, person, choices.language, work);
}

/** A message as a mail to one person. */
export function mailTo(
  message: SpreadMessage,
  person: string,
  language: 'vi' | 'en',
  words: Pick<SpreadWork, 'templates' | 'publicUrl'>,
): Mail {
  return { key: `mail:${person}:${message.id}`, person, kind: message.kind, ...mailOf(message, language, words) };
}

function unitOf({ areaVersion, unit }: SpreadMessage): Parameters<typeof watchedBy>[0] {
  return { areaVersion, agency: unit.split('/')[1] ?? null };
}

function areasOf({ areaPath }: SpreadMessage, tree: AreaTree): string[] {
  return areaPath.flatMap((id) => withPredecessors(tree, id));
}

function posted(message: SpreadMessage): Post['data'] {
  const { id, kind, severity, unit, areaCode, areaName, areaVersion, title, on, dueOn, link } = message;
  return { id, kind, severity, unit, area: { code: areaCode, name: areaName, areaVersion }, title, on, dueOn, link };
}
