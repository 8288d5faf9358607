import { timingSafeEqual } from 'node:crypto';
import { Controller, Res } from '@nestjs/common';
import { systemClock } from '@thongsuot/calendar';
import {
  AreaVersionId,
  ProblemError,
  createCalendarFeed,
  deleteCalendarFeed,
  listCalendarFeeds,
  readCalendarFeed,
  type AnswerOf,
  type CalendarFeed,
  type InputOf,
} from '@thongsuot/contracts';
import { packIdAfter, type CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, getSeenArea, type Caller } from '@thongsuot/service-kit';
import type { Filter } from 'mongodb';
import { watchKeyOf } from '../../domain/watching';
import type { DueDayDoc } from '../store/collections';
import { FEEDS, PEOPLE, type FeedDoc, type PersonDoc } from '../store/people';
import { Sealer } from '../store/sealer';
import { CalendarWriter, type CalendarReply } from './calendar-writer';
import { ownArea } from './preferences.controller';

/** Feeds of one person, at most. */
const FEEDS_MAX = 10;

/** Private calendar addresses: what their person follows, for whoever holds the token. */
@Controller()
export class CalendarFeedsController {
  constructor(
    private readonly kit: Kit,
    private readonly sealer: Sealer,
    private readonly writer: CalendarWriter,
  ) {}

  @Handles(createCalendarFeed)
  async create(@From() caller: Caller, @Key() key: CommandKey | null): Promise<AnswerOf<typeof createCalendarFeed>> {
    const watch = await this.watchOf(caller);
    // The kept answer is the feed alone: its token is made of the id, and stored nowhere.
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const feeds = tx.collection<FeedDoc>(FEEDS);
      if ((await feeds.countDocuments({ person: caller.subject }, { session: tx.session })) >= FEEDS_MAX) {
        throw new ProblemError('conflict', { detail: `Tối đa ${FEEDS_MAX} đường dẫn / ${FEEDS_MAX} addresses at most` });
      }
      const doc: FeedDoc = { _id: packIdAfter(null, systemClock), person: caller.subject, createdAt: systemClock.now(), watch };
      await feeds.insertOne(doc, { session: tx.session });
      tx.audit({ actor: caller.subject, action: createCalendarFeed.id, subject: `calendar-feed ${doc._id}` });
      return feedOf(doc);
    });
    return { feed: answer, path: `/my-calendar.ics?token=${this.tokenOf(answer.id)}` };
  }

  @Handles(listCalendarFeeds)
  async list(@From() caller: Caller): Promise<AnswerOf<typeof listCalendarFeeds>> {
    const docs = await this.kit.store.collection<FeedDoc>(FEEDS).find({ person: caller.subject }).sort({ _id: 1 }).toArray();
    return { items: docs.map(feedOf), nextCursor: null };
  }

  @Handles(deleteCalendarFeed)
  async end(
    @Input() { params }: InputOf<typeof deleteCalendarFeed>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof deleteCalendarFeed>> {
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const filter = { _id: params.id, ...(caller.role === 'administrator' ? {} : { person: caller.subject }) };
      const { deletedCount } = await tx.collection<FeedDoc>(FEEDS).deleteOne(filter, { session: tx.session });
      if (deletedCount === 0) throw new ProblemError('not-found');
      tx.audit({ actor: caller.subject, action: deleteCalendarFeed.id, subject: `calendar-feed ${params.id}` });
      return { id: params.id };
    });
    return answer;
  }

  @Handles(readCalendarFeed)
  async read(
    @Input() { query }: InputOf<typeof readCalendarFeed>,
    @Res({ passthrough: true }) reply: CalendarReply,
  ): Promise<string> {
    const feed = await this.findFeed(query.token);
    if (feed === null) throw new ProblemError('not-found');
    return this.writer.write('của tôi', filterOf(feed.watch), reply, 'private, max-age=300');
  }

  private async findFeed(token: string): Promise<FeedDoc | null> {
    const bytes = Buffer.from(token, 'base64url');
    const id = uuidOf(bytes.subarray(0, 16));
    if (bytes.length !== 32 || !timingSafeEqual(bytes.subarray(16), this.sealer.proofOf(id))) return null;
    return this.kit.store.collection<FeedDoc>(FEEDS).findOne({ _id: id });
  }

  private tokenOf(id: string): string {
    return Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), this.sealer.proofOf(id)]).toString('base64url');
  }

  private async watchOf(caller: Caller): Promise<readonly string[]> {
    const person = await this.kit.store.collection<PersonDoc>(PEOPLE).findOne({ _id: caller.subject });
    if (person !== null) return person.watch;
    return ownArea(caller).map(({ unit, reach }) => {
      const { area } = getSeenArea(this.kit, caller, unit, undefined);
      return watchKeyOf({ areaVersion: AreaVersionId.parse(area.id), agency: null }, reach);
    });
  }
}

function feedOf({ _id, createdAt }: FeedDoc): CalendarFeed {
  return { id: _id, createdAt: createdAt.toISOString() };
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Due days of what is watched: a unit's own, those an area's units lead, or all of it. */
function filterOf(watch: readonly string[]): Filter<DueDayDoc> {
  const of = (reach: string): string[] =>
    watch.filter((key) => key.startsWith(`${reach}:`)).map((key) => key.slice(reach.length + 1));
  const areas = of('area');
  return {
    $or: [{ units: { $in: of('unit') } }, { areas: { $in: areas } }, { areaPath: { $in: of('below') } }],
  };
}
