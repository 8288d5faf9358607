import { Injectable } from '@nestjs/common';
import { Kit } from '@thongsuot/service-kit';
import { SearchIndex, type Searchable } from '../../domain/catalogue/search-index';
import { ChangeFeed } from './change-feed';
import { PROCEDURES } from './indexes';
import type { ProcedureDoc } from './rows';

/** This replica's {@link SearchIndex}, level with the store. */
@Injectable()
export class SearchFeed {
  private readonly known = new Map<string, Searchable & { rev: number }>();
  private index: SearchIndex | undefined;
  private readonly feed: ChangeFeed<ProcedureDoc>;

  constructor(kit: Kit) {
    this.feed = new ChangeFeed<ProcedureDoc>(kit, {
      collection: PROCEDURES,
      stamp: 'stamp',
      fields: { name: 1, field: 1, agency: 1, lifeEvents: 1, announced: 1, rev: 1 },
      take: (rows) => {
        this.take(rows);
      },
    });
  }

  /** What this process wrote must be found by its next question. */
  markStale(): void {
    this.feed.markStale();
  }

  async current(): Promise<SearchIndex> {
    await this.feed.settle();
    return (this.index ??= new SearchIndex(this.known.values()));
  }

  private take(rows: readonly ProcedureDoc[]): void {
    for (const { _id: code, name, field, agency = '', lifeEvents = [], announced, rev } of rows) {
      if (this.known.get(code)?.rev === rev) continue;
      this.known.set(code, { code, name, field, agency, lifeEvents, announced, rev });
      this.index = undefined;
    }
  }
}
