import { AreaVersionId, PlainDate } from '@thongsuot/contracts';
import { z } from 'zod';
import type { AreaTree } from './area-tree';
import { isValidOn } from './area-version';
import type { Mapped } from './succession-path';

/** How a total over several trees is read: on the tree of the fact's date, or carried to the tree of a later day. */
export const Reading = z.enum(['as-was', 'as-now']).describe('as-was: the tree of that date; as-now: mapped through successions');
export type Reading = z.infer<typeof Reading>;

/** Where a fact owned by `id` counts under a reading; `on` is the day whose tree as-now means. */
export function readArea(tree: AreaTree, reading: Reading, id: string, on: PlainDate): Mapped {
  return reading === 'as-was' ? { id: tree.byId(id).id, estimated: false } : tree.currentOf(id, on);
}

/** Areas whose own facts make up the total of one area. */
export interface SourceArea extends Mapped {
  /** Area on the tree of `on` that the facts are shown at: the area asked for or one below it. */
  readonly shownAt: AreaVersionId;
}

/**
 * Every area whose own facts count in the total of `areaId` under a reading. As-was: the area and what lies in it, on
 * all days of its life. As-now: those and every earlier version that leads to one of them on day `on`; `estimated` as
 * in {@link AreaTree.currentOf}.
 */
export function sourcesOf(tree: AreaTree, reading: Reading, areaId: string, on: PlainDate): SourceArea[] {
  if (reading === 'as-was') {
    return tree.parts.versions
      .filter((version) => tree.isWithin(version.id, areaId))
      .map(({ id }) => ({ id, shownAt: id, estimated: false }));
  }
  return mappedOnto(tree, on).filter(({ shownAt }) => tree.isWithin(shownAt, areaId, on));
}

const cache = new WeakMap<AreaTree, Map<PlainDate, SourceArea[]>>();
const CACHED_DAYS_MAX = 4;

/** All versions that had begun by `on` with their as-now place. Kept per tree for the few days that readers ask for. */
function mappedOnto(tree: AreaTree, on: PlainDate): SourceArea[] {
  const byDay = cache.get(tree) ?? new Map<PlainDate, SourceArea[]>();
  cache.set(tree, byDay);
  const known = byDay.get(on);
  if (known) return known;
  const mapped = tree.parts.versions
    .filter((version) => isValidOn(version, on) || (version.validTo !== null && version.validTo < on))
    .flatMap((version) => {
      const current = tree.findCurrentOf(version.id, on);
      return current ? [{ id: version.id, shownAt: current.id, estimated: current.estimated }] : [];
    });
  if (byDay.size >= CACHED_DAYS_MAX) byDay.delete([...byDay.keys()][0] ?? on);
  byDay.set(on, mapped);
  return mapped;
}
