import { Injectable } from '@nestjs/common';
import type { Store } from '@thongsuot/mongo-store';
import { FLOWS, type FactGroup } from '../../domain/flow';
import type { HalfRange, MemberRow } from '../../domain/member-rows';
import { unpackRows } from '../../domain/packed-rows';
import type { Figures } from '../../features/answer-roll-up/answer-roll-up';
import { Projection } from './projection';
import { PAGES, ROW_SEPARATOR, figuresOf, type PageDocument } from './pages';

/**
 * Reads pages of areas up to the end of a window and sums each row: what lies before the window (stocks follow from it) and
 * the window itself. Partitions are summed here because a dossier may move between them.
 */
export async function readRows(
  store: Store,
  generation: string,
  facts: FactGroup,
  areas: readonly string[],
  window: HalfRange,
): Promise<MemberRow[]> {
  const width = FLOWS[facts].length;
  const sums = new Map<string, MemberRow>();
  const lastYear = window.to.slice(0, 4);
  const filter = {
    g: figuresOf(generation, facts),
    area: areas.length === 1 ? (areas[0] as string) : { $in: [...areas] },
    year: { $lte: lastYear },
  };
  for (const page of await store.collection<PageDocument>(PAGES).find(filter).toArray()) {
    const rows = page.rows.map((name) => {
      const key = page.area + ROW_SEPARATOR + name;
      let row = sums.get(key);
      if (row === undefined) {
        const [member = '', rowKey = ''] = name.split(ROW_SEPARATOR);
        row = { area: page.area, member, row: rowKey, before: new Int32Array(width), window: new Int32Array(width) };
        sums.set(key, row);
      }
      return row;
    });
    for (const [half, bytes] of Object.entries(page.h)) {
      const at = `${page.year}-${half}`;
      if (at > window.to) continue;
      const part = at < window.from ? 'before' : 'window';
      unpackRows(bytes.buffer, width, (place, column, count) => {
        const counters = rows[place]?.[part];
        if (counters) counters[column] = (counters[column] ?? 0) + count;
      });
    }
  }
  return [...sums.values()];
}

/** Figures of the live generation. */
@Injectable()
export class FigureReader implements Figures {
  constructor(private readonly projection: Projection) {}

  async rows(facts: FactGroup, areas: readonly string[], window: HalfRange): Promise<MemberRow[]> {
    const { generation } = await this.projection.open();
    return readRows(this.projection.kit.store, generation._id, facts, areas, window);
  }
}
