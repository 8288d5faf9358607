import { dateOf } from '@thongsuot/calendar';
import { digestOf } from '../../domain/digest';
import type { TemplateBook } from '../../domain/template';
import type { Follower, Held, Mail, Outgoing, SpreadMessage } from '../ports';
import { mailTo } from '../spread-messages/spread-messages';

const ROWS_A_TICK = 300;

/** What letting go needs, in one transaction. */
export interface ReleaseWork {
  /** What is due by now, the longest held first. */
  toRelease(now: Date, max: number): Promise<Held[]>;
  /** All that one person's digest of one moment gathers. */
  digestOf(person: string, releaseAt: Date): Promise<Held[]>;
  remove(rows: readonly Held[]): Promise<void>;
  people(ids: readonly string[]): Promise<Follower[]>;
  messages(ids: readonly string[]): Promise<SpreadMessage[]>;
  readonly outgoing: Pick<Outgoing, 'mail'>;
  readonly templates: TemplateBook;
  readonly publicUrl: string | undefined;
  /** Business clock. */
  readonly now: Date;
}

/**
 * Lets go what quiet hours and digests held, about 300 messages a call. What its reader no longer wants (the address is
 * gone) is dropped.
 *
 * @returns how many were let go; 0 when none is left
 */
export async function releaseHeld(work: ReleaseWork): Promise<number> {
  const due = await work.toRelease(work.now, ROWS_A_TICK);
  if (due.length === 0) return 0;
  const singles = due.filter(({ digest }) => !digest);
  const moments = new Map(due.filter(({ digest }) => digest).map((row) => [`${row.person} ${row.releaseAt.toISOString()}`, row]));
  const digests: Held[][] = [];
  for (const { person, releaseAt } of moments.values()) digests.push(await work.digestOf(person, releaseAt));
  const rows = [...singles, ...digests.flat()];
  const people = new Map((await work.people([...new Set(rows.map(({ person }) => person))])).map((one) => [one.id, one]));
  const messages = new Map((await work.messages([...new Set(rows.map(({ message }) => message))])).map((one) => [one.id, one]));
  const mails: Mail[] = [];
  for (const { person, message: id } of singles) {
    const [to, message] = [people.get(person), messages.get(id)];
    if (to && message) mails.push(mailTo(message, person, to.choices.language, work));
  }
  for (const gathered of digests) {
    const mail = digestMail(gathered, people, messages);
    if (mail !== null) mails.push(mail);
  }
  await work.outgoing.mail(mails);
  await work.remove(rows);
  return rows.length;
}

function digestMail(
  rows: readonly Held[],
  people: ReadonlyMap<string, Follower>,
  messages: ReadonlyMap<string, SpreadMessage>,
): Mail | null {
  const [first] = rows;
  const to = first && people.get(first.person);
  const lines = rows.flatMap(({ message }) => messages.get(message) ?? []).map((one) => ({ ...one, unitName: one.areaName }));
  if (!to || lines.length === 0) return null;
  const { person, releaseAt } = first;
  const key = `digest:${person}:${releaseAt.toISOString()}`;
  return { key, person, kind: 'digest', ...digestOf(lines, to.choices.language, dateOf(releaseAt)) };
}
