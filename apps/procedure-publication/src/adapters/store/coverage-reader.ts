import type { AreaVersion } from '@thongsuot/areas';
import type { CoverageView, PlainDate, PostingChannel } from '@thongsuot/contracts';
import type { Kit } from '@thongsuot/service-kit';
import { addFigures, noFigures, unitCoverage, type Figures } from '../../domain/coverage';
import { PostingBook, RuleBook, unitsOf } from './ledger-reader';

const UNITS_AT_ONCE = 50;

/** Coverage of an area with everything in it: its units' figures summed, and under each area directly below. */
export async function coverageOf(kit: Kit, root: AreaVersion, on: PlainDate): Promise<CoverageView> {
  const { tree } = kit.areas;
  const units = unitsOf(tree, root, on);
  const rules = await RuleBook.read(
    kit,
    tree,
    units.map(({ id }) => id),
  );
  const total = noFigures();
  const procedures = { required: 0, posted: 0 };
  const byChannel = new Map<PostingChannel, Figures>();
  const children = new Map(
    tree
      .children(root.id, on)
      .map((area): [string, { area: AreaVersion; figures: Figures }] => [area.id, { area, figures: noFigures() }]),
  );
  for (let at = 0; at < units.length; at += UNITS_AT_ONCE) {
    const some = units.slice(at, at + UNITS_AT_ONCE);
    const postings = await PostingBook.read(
      kit,
      tree,
      some.map(({ id }) => id),
    );
    for (const unit of some) {
      const part = unitCoverage(
        unit.level,
        rules.inForce(unit.id, on),
        (code, channel) => postings.find(unit.id, code, channel),
        on,
      );
      addFigures(total, part);
      procedures.required += part.procedures.required;
      procedures.posted += part.procedures.posted;
      for (const [channel, figures] of part.byChannel) {
        const sum = byChannel.get(channel) ?? noFigures();
        byChannel.set(channel, sum);
        addFigures(sum, figures);
      }
      const child = [unit, ...tree.ancestors(unit.id)].map(({ id }) => children.get(id)).find((each) => each !== undefined);
      if (child) addFigures(child.figures, part);
    }
  }
  const ref = ({ id, code, name, level }: AreaVersion): CoverageView['area'] => ({ id, code, name, level });
  return {
    area: ref(root),
    on,
    ...total,
    procedures,
    byChannel: [...byChannel].sort(([a], [b]) => (a < b ? -1 : 1)).map(([channel, figures]) => ({ channel, ...figures })),
    children: [...children.values()]
      .sort((a, b) => (a.area.code < b.area.code ? -1 : 1))
      .map(({ area, figures }) => ({ area: ref(area), ...figures })),
  };
}
