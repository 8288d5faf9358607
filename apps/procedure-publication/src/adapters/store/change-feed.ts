import type { Kit } from '@thongsuot/service-kit';
import type { Document, Filter } from 'mongodb';

const FRESH_MS = 1_000;
/** A transaction may commit this long after it took its stamp, behind one that took a later one. */
const OVERLAP_MS = 10_000;

/** What a feed follows: a collection whose documents carry the pack id of their last change under an index. */
export interface Followed<Row extends Document> {
  readonly collection: string;
  readonly stamp: keyof Row & string;
  readonly fields: Readonly<Partial<Record<keyof Row & string, 1>>>;
  /** Takes what was written since; the same row may come twice. */
  readonly take: (rows: readonly Row[], isFirst: boolean) => void;
}

/**
 * Keeps what this replica holds in memory level with the store: reads what was written since it last looked, at most once a
 * second, and lets no question wait for it except the first and those after a write of its own.
 */
export class ChangeFeed<Row extends Document> {
  private latest = '';
  private readAt = -Infinity;
  private newAt = -Infinity;
  private isStale = true;
  private isFilled = false;
  private reading: Promise<void> | undefined;

  constructor(
    private readonly kit: Kit,
    private readonly followed: Followed<Row>,
  ) {}

  /** What this process wrote must be seen by its next question. */
  markStale(): void {
    this.isStale = true;
  }

  /** Returns once a question may be answered. */
  async settle(): Promise<void> {
    if (this.isStale || !this.isFilled) {
      await this.reading?.catch(() => undefined);
      if (this.isStale || !this.isFilled) await this.read();
    } else if (performance.now() - this.readAt > FRESH_MS) {
      void this.read().catch((error: unknown) => {
        this.kit.logger.warn({ reason: error instanceof Error ? error.message : '' }, 'memory keeps what it knows');
      });
    }
  }

  private read(): Promise<void> {
    return (this.reading ??= this.refresh().finally(() => {
      this.reading = undefined;
    }));
  }

  private async refresh(): Promise<void> {
    const { collection, stamp, fields, take } = this.followed;
    this.isStale = false;
    this.readAt = performance.now();
    const since = performance.now() - this.newAt > OVERLAP_MS ? this.latest : before(this.latest, OVERLAP_MS);
    const filter = (this.isFilled ? { [stamp]: { $gt: since } } : {}) as Filter<Row>;
    const rows: Row[] = [];
    try {
      const cursor = this.kit.store
        .collection<Row>(collection)
        .find(filter)
        .project<Row>({ ...fields, [stamp]: 1 });
      for await (const row of cursor) {
        const at = String(row[stamp]);
        if (at > this.latest) {
          this.latest = at;
          this.newAt = performance.now();
        }
        rows.push(row);
        // The first reading is large: what was read is packed away before more comes.
        if (rows.length >= 500) take(rows.splice(0), !this.isFilled);
      }
    } catch (error) {
      this.isStale = true;
      throw error;
    }
    take(rows, !this.isFilled);
    this.isFilled = true;
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
