import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Controller, StreamableFile } from '@nestjs/common';
import { getCatalogueHsds, getCatalogueJsonLd, type InputOf, type PlainDate } from '@thongsuot/contracts';
import { From, Handles, Input, Kit, dayAsked, type Caller } from '@thongsuot/service-kit';
import { CPSV_CONTEXT, cpsvOf, type PublishedVersion } from '../../domain/open-data/cpsv-ap';
import { hsdsOf } from '../../domain/open-data/hsds';
import { codesInForce } from '../store/ledger-reader';
import { ProcedureStore } from '../store/procedure-store';
import { SearchFeed } from '../store/search-feed';
import { areaOn } from './scope';

const AT_ONCE = 100;

/** The catalogue for others, as announced: streamed, so that its size is no matter of memory. */
@Controller()
export class OpenDataController {
  constructor(
    private readonly kit: Kit,
    private readonly procedures: ProcedureStore,
    private readonly index: SearchFeed,
  ) {}

  @Handles(getCatalogueJsonLd)
  async jsonLd(@Input() { query }: InputOf<typeof getCatalogueJsonLd>, @From() caller: Caller): Promise<StreamableFile> {
    const { codes, on } = await this.asked(query, caller);
    const head = `{"@context":${JSON.stringify(CPSV_CONTEXT)},"@graph":[\n`;
    const body = this.stream(codes, on, head, cpsvOf, '\n]}\n');
    return new StreamableFile(Readable.from(body), { type: 'application/ld+json; charset=utf-8' });
  }

  @Handles(getCatalogueHsds)
  async hsds(@Input() { query }: InputOf<typeof getCatalogueHsds>, @From() caller: Caller): Promise<StreamableFile> {
    const { codes, on } = await this.asked(query, caller);
    const page = {
      total_items: codes.length,
      total_pages: 1,
      page_number: 1,
      size: codes.length,
      first_page: true,
      last_page: true,
    };
    const head = `${JSON.stringify({ version: '3.0', ...page, empty: codes.length === 0 }).slice(0, -1)},"contents":[\n`;
    const body = this.stream(codes, on, head, (version) => hsdsOf(version, uuidOf), '\n]}\n');
    return new StreamableFile(Readable.from(body), { type: 'application/json; charset=utf-8' });
  }

  private async asked(
    query: InputOf<typeof getCatalogueJsonLd>['query'],
    caller: Caller,
  ): Promise<{ codes: string[]; on: PlainDate }> {
    const on = dayAsked(this.kit, caller, query.on);
    const area = query.area === undefined ? undefined : areaOn(this.kit, caller, query.area, on);
    const codes = area && new Set(await codesInForce(this.kit, area, on));
    const hits = (await this.index.current()).find({ announcedOnly: true, codes });
    return { codes: hits.map(({ code }) => code), on };
  }

  private async *stream(
    codes: readonly string[],
    on: PlainDate,
    head: string,
    view: (version: PublishedVersion) => unknown,
    tail: string,
  ): AsyncGenerator<string> {
    yield head;
    let separator = '';
    for (let at = 0; at < codes.length; at += AT_ONCE) {
      const histories = await this.procedures.historiesOf(codes.slice(at, at + AT_ONCE));
      let text = '';
      for (const versions of histories.values()) {
        text += separator + JSON.stringify(view(this.procedures.pick(versions, on, false)));
        separator = ',\n';
      }
      yield text;
    }
    yield tail;
  }
}

/** UUID of a text by name (version 5's layout over SHA-256's first bytes, version 8): the same text, the same id. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(`thongsuot/open-data/${text}`).digest().subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
