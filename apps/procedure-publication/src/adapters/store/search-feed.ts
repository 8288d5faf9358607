import { Injectable } from '@nestjs/common';
import { Kit } from '@thongsuot/service-kit';
import { SearchIndex, type Searchable } from '../../domain/catalogue/search-index';
import { PROCEDURES } from './indexes';
import type { ProcedureDoc } from './rows';

const FRESH_MS = 1_000;
/** A transaction may commit this long after it took its stamp, behind one that took a later one. */
const OVERLAP_MS = 10_000;

/**
 * Keeps this replica's {@link SearchIndex} level with the store: reads the procedures written since it last looked, at most
 * once a second, and never lets a question wait for it except the first and those after a write of its own.
 */
@Injectable()
export class SearchFeed {
  private readonly known = new Map<string, Searchable & { rev: number }>();
  private index: SearchIndex | undefined;
  private latest = '';
  private readAt = -Infinity;
  private newAt = -Infinity;
  private isStale = true;
  private reading: Promise<void> | undefined;

  constructor(private readonly kit: Kit) {}

  /** What this process wrote must be found by its next question. */
  markStale(): void {
    this.isStale = true;
  }

  async current(): Promise<SearchIndex> {
    if (this.isStale || !this.index) {
      await this.reading;
      await this.read();
    } else if (performance.now() - this.readAt > FRESH_MS) {
      void this.read().catch((error: unknown) => {
        this.kit.logger.warn({ reason: error instanceof Error ? error.message : '' }, 'search keeps what it knows');
      });
    }
    return (this.index ??= new SearchIndex([]));
  }

  private read(): Promise<void> {
    return (this.reading ??= this.refresh().finally(() => {
      this.reading = undefined;
    }));
  }

  private async refresh(): Promise<void> {
    this.isStale = false;
    this.readAt = performance.now();
    const since = performance.now() - this.newAt > OVERLAP_MS ? this.latest : before(this.latest, OVERLAP_MS);
    const filter = this.index ? { stamp: { $gt: since } } : {};
    const fields = { name: 1, field: 1, agency: 1, lifeEvents: 1, announced: 1, rev: 1, stamp: 1 };
    let changed = this.index === undefined;
    for await (const doc of this.kit.store.collection<ProcedureDoc>(PROCEDURES).find(filter).project<ProcedureDoc>(fields)) {
      const { _id: code, name, field, agency, lifeEvents, announced, rev, stamp } = doc;
      if (stamp > this.latest) {
        this.latest = stamp;
        this.newAt = performance.now();
      }
      if (this.known.get(code)?.rev === rev) continue;
      this.known.set(code, { code, name, field, agency, lifeEvents, announced, rev });
      changed = true;
    }
    if (changed) this.index = new SearchIndex(this.known.values());
  }
}

/** The stamp `ms` before a stamp: its first 48 bits are milliseconds. */
function before(stamp: string, ms: number): string {
  if (stamp === '') return '';
  const hex = Math.max(0, Number.parseInt(stamp.replace('-', '').slice(0, 12), 16) - ms)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
