import { createHash } from 'node:crypto';
import { Controller, Inject, Res } from '@nestjs/common';
import {
  ProblemError,
  getProcedureFeed,
  getProcedureRss,
  getScreenData,
  getScreenWorker,
  printPosting,
  showProcedures,
  showScreen,
  type AnswerOf,
  type InputOf,
  type PlainDate,
  type ScreenView,
} from '@thongsuot/contracts';
import { From, Handles, Input, Kit, dayAsked, type Caller } from '@thongsuot/service-kit';
import QRCode from 'qrcode';
import { SearchIndex } from '../../domain/catalogue/search-index';
import { listPage, procedurePage } from '../../domain/channels/embed-page';
import { jsonFeed, rssFeed, type FeedHead } from '../../domain/channels/feeds';
import type { Page } from '../../domain/channels/html';
import { postingPage } from '../../domain/channels/posting-page';
import { SCREEN_WORKER, screenPage } from '../../domain/channels/screen-page';
import { partText, type Shown } from '../../domain/channels/shown';
import { shownBy } from '../store/shown-reader';
import { areaOn } from './scope';

/** DI token of the address that citizens reach the system by. */
export const PUBLIC_URL = Symbol('public url');

interface Reply {
  header(name: string, value: string): unknown;
}

const KEPT_SECONDS = 300;

/** Channels that the system serves itself, for anyone: always the version in force on the day. */
@Controller()
export class ChannelsController {
  constructor(
    private readonly kit: Kit,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Handles(showScreen)
  async screen(
    @Input() { query }: InputOf<typeof showScreen>,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    return this.send(reply, screenPage(await this.screenOf(query, caller)));
  }

  @Handles(getScreenData)
  async screenData(@Input() { query }: InputOf<typeof getScreenData>, @From() caller: Caller): Promise<ScreenView> {
    return this.screenOf(query, caller);
  }

  @Handles(getScreenWorker)
  worker(@Res({ passthrough: true }) reply: Reply): string {
    reply.header('content-type', 'text/javascript; charset=utf-8');
    return SCREEN_WORKER;
  }

  @Handles(showProcedures)
  async procedures(
    @Input() { query }: InputOf<typeof showProcedures>,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const { name, on, shown } = await this.of(query.unit, query.on, caller);
    const links = { unitQuery: unitQueryOf(query) };
    if (query.code !== undefined) return this.send(reply, procedurePage(name, on, one(shown, query.code), links));
    const q = query.q ?? '';
    return this.send(reply, listPage(name, on, q === '' ? shown : matching(shown, q), q, links));
  }

  @Handles(printPosting)
  async posting(
    @Input() { query }: InputOf<typeof printPosting>,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const { name, on, shown } = await this.of(query.unit, query.on, caller);
    const address = this.linkOf(query.unit, query.procedure);
    const qr = await QRCode.toString(address, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
    return this.send(reply, postingPage(name, on, one(shown, query.procedure), address, qr));
  }

  @Handles(getProcedureFeed)
  async feed(
    @Input() { query }: InputOf<typeof getProcedureFeed>,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<AnswerOf<typeof getProcedureFeed>> {
    const { head, shown } = await this.headOf(query, caller);
    reply.header('content-type', 'application/feed+json; charset=utf-8');
    reply.header('cache-control', `public, max-age=${KEPT_SECONDS}`);
    return jsonFeed(head, shown);
  }

  @Handles(getProcedureRss)
  async rss(
    @Input() { query }: InputOf<typeof getProcedureRss>,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const { head, shown } = await this.headOf(query, caller);
    reply.header('content-type', 'application/rss+xml; charset=utf-8');
    reply.header('cache-control', `public, max-age=${KEPT_SECONDS}`);
    return rssFeed(head, shown);
  }

  private async of(
    code: string,
    day: PlainDate | undefined,
    caller: Caller,
  ): Promise<{ name: string; on: PlainDate; shown: Shown[] }> {
    const on = dayAsked(this.kit, caller, day);
    const unit = areaOn(this.kit, caller, code, on);
    return { name: unit.name, on, shown: await shownBy(this.kit, unit, on) };
  }

  private async screenOf(query: InputOf<typeof showScreen>['query'], caller: Caller): Promise<ScreenView> {
    const { name, on, shown } = await this.of(query.unit, query.on, caller);
    const items = shown.map(({ code, name: title, field, parts }) => ({
      ...{ code, name: title, field, timeLimit: partText(parts, 'timeLimit'), fee: partText(parts, 'fee') },
      ...{ documents: partText(parts, 'documents'), agency: partText(parts, 'agency') },
    }));
    return { unit: name, on, items };
  }

  private async headOf(
    query: InputOf<typeof getProcedureRss>['query'],
    caller: Caller,
  ): Promise<{ head: FeedHead; shown: Shown[] }> {
    const { name, on, shown } = await this.of(query.area, query.on, caller);
    const home = `${this.publicUrl}/api/v1/embed/procedures?unit=${query.area}`;
    return { head: { unit: name, on, home, linkOf: (code) => this.linkOf(query.area, code) }, shown };
  }

  private linkOf(unit: string, code: string): string {
    return `${this.publicUrl}/api/v1/embed/procedures?unit=${unit}&code=${encodeURIComponent(code)}`;
  }

  /** Sends a page that may stand in any website and run nothing but what it came with. */
  private send(reply: Reply, { html, style, script }: Page): string {
    const allowed = [`style-src '${hashOf(style)}'`, script === null ? `script-src 'none'` : `script-src '${hashOf(script)}'`];
    const rest =
      "default-src 'none'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'";
    reply.header('content-type', 'text/html; charset=utf-8');
    reply.header('content-security-policy', `${rest}; frame-ancestors *; ${allowed.join('; ')}`);
    reply.header('cache-control', 'public, max-age=60');
    return html;
  }
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function one(shown: readonly Shown[], code: string): Shown {
  const found = shown.find((each) => each.code === code);
  if (!found) throw new ProblemError('procedure-unknown', { detail: code });
  return found;
}

function unitQueryOf({ unit, on }: { unit: string; on?: PlainDate | undefined }): string {
  return new URLSearchParams({ unit, ...(on === undefined ? {} : { on }) }).toString();
}

function matching(shown: readonly Shown[], q: string): Shown[] {
  const index = new SearchIndex(
    shown.map(({ code, name, field, parts }) => ({
      code,
      name,
      field,
      agency: parts.agency ?? '',
      lifeEvents: [],
      announced: true,
    })),
  );
  const found = new Set(index.find({ q, announcedOnly: false }).map(({ code }) => code));
  return shown.filter(({ code }) => found.has(code));
}
