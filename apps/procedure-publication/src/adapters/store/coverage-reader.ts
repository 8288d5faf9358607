import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import type { CoverageView, PlainDate, PostingChannel } from '@thongsuot/contracts';
import type { Kit } from '@thongsuot/service-kit';
import { addFigures, noFigures, type Figures } from '../../domain/coverage';
import type { CoverageFeed } from './coverage-feed';
import { unitsOf } from './ledger-reader';

/** An area's units, and for each the place of the area directly below that it lies in. */
interface Layout {
  readonly units: readonly AreaVersion[];
  readonly children: readonly AreaVersion[];
  readonly childAt: Int32Array;
}

const LAYOUTS_KEPT = 200;
const layouts = new WeakMap<AreaTree, Map<string, Layout>>();

/** Coverage of an area with everything in it: its units' figures summed, and under each area directly below. */
export async function coverageOf(kit: Kit, feed: CoverageFeed, root: AreaVersion, on: PlainDate): Promise<CoverageView> {
  const { units, children, childAt } = layoutOf(kit.areas.tree, root, on);
  const parts = await feed.of(units, on);
  const total = noFigures();
  const procedures = { required: 0, posted: 0 };
  const byChannel = new Map<PostingChannel, Figures>();
  const below = children.map(() => noFigures());
  parts.forEach((part, at) => {
    addFigures(total, part);
    procedures.required += part.procedures.required;
    procedures.posted += part.procedures.posted;
    for (const [channel, figures] of part.byChannel) {
      const sum = byChannel.get(channel) ?? noFigures();
      byChannel.set(channel, sum);
      addFigures(sum, figures);
    }
    const child = below[childAt[at] ?? -1];
    if (child) addFigures(child, part);
  });
  const ref = ({ id, code, name, level }: AreaVersion): CoverageView['area'] => ({ id, code, name, level });
  return {
    area: ref(root),
    on,
    ...total,
    procedures,
    byChannel: [...byChannel].sort(([a], [b]) => (a < b ? -1 : 1)).map(([channel, figures]) => ({ channel, ...figures })),
    children: children.map((area, at) => ({ area: ref(area), ...(below[at] ?? noFigures()) })),
  };
}

/** Walking a country's tree takes longer than its sums: the walk is kept for as long as the tree stands. */
function layoutOf(tree: AreaTree, root: AreaVersion, on: PlainDate): Layout {
  const known = layouts.get(tree) ?? new Map<string, Layout>();
  layouts.set(tree, known);
  const key = `${root.id}@${on}`;
  const found = known.get(key);
  if (found) return found;
  const units = unitsOf(tree, root, on);
  const children = [...tree.children(root.id, on)].sort((a, b) => (a.code < b.code ? -1 : 1));
  const placeOf = new Map(children.map(({ id }, at) => [id, at]));
  const childAt = Int32Array.from(units, (unit) => {
    const child = [unit, ...tree.ancestors(unit.id)].find(({ id }) => placeOf.has(id));
    return child ? (placeOf.get(child.id) ?? -1) : -1;
  });
  const made = { units, children, childAt };
  if (known.size >= LAYOUTS_KEPT) known.clear();
  known.set(key, made);
  return made;
}
