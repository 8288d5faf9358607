import { COUNTRY_ID } from '@thongsuot/areas';
import type { Kit } from '@thongsuot/service-kit';
import { FLOWS, type FactGroup } from '../../domain/flow';
import { unpackRows } from '../../domain/packed-rows';
import { BOOKS, figuresOf, type BookDocument } from './books';
import { GENERATIONS, type GenerationDocument } from './generations';

/** Sums of every counter over the whole country and all time, for `/consistency`: compared with the owners' own counts. */
export async function countFigures(kit: Kit): Promise<Record<string, number>> {
  const live = await kit.store.collection<GenerationDocument>(GENERATIONS).findOne({ state: 'live' });
  if (!live) return {};
  const counts: Record<string, number> = {};
  for (const facts of Object.keys(FLOWS) as FactGroup[]) {
    const names: readonly string[] = FLOWS[facts];
    const country = kit.store.collection<BookDocument>(BOOKS).find({ book: COUNTRY_ID, g: figuresOf(live._id, facts) });
    for await (const { h } of country) {
      for (const bytes of Object.values(h)) {
        unpackRows(bytes.buffer, names.length, (_row, column, count) => {
          const name = `${facts}.${names[column] ?? ''}`;
          counts[name] = (counts[name] ?? 0) + count;
        });
      }
    }
  }
  return counts;
}
