import type { AreaChanged, AreaVersionState, Succession as PublishedSuccession } from '@thongsuot/contracts';
import { AreaTree } from './area-tree';
import type { AreaVersion, Succession } from './area-version';

/** What an act did to a tree, in the words of `area.changed`. */
export type AreaDifference = Pick<AreaChanged, 'before' | 'after' | 'successions'>;

type Kind = PublishedSuccession['kind'];

/**
 * What tells `next` from `tree`, complete enough for {@link applyAreaChanged} to repeat it elsewhere: every version
 * touched as it stood and stands, the new ones, and all successions that leave one of them. An heir that the act names
 * among areas it leaves alone is told as a succession of kind `abolish`.
 * @param kindOf what the act says of a predecessor, by the code it had; what only went along is a `rename`
 */
export function areaDifference(tree: AreaTree, next: AreaTree, kindOf: (code: string) => Kind | undefined): AreaDifference {
  const touched = next.parts.versions.filter((version) => {
    const known = tree.findById(version.id);
    return !known || known.validTo !== version.validTo || known.parentId !== version.parentId;
  });
  const before = touched.flatMap((version) => tree.findById(version.id) ?? []);
  const successions = touched.flatMap((version) =>
    next.successorsOf(version.id).map(({ id, extent, isDefault }) => {
      const told = kindOf(version.code);
      const kind = extent === 'part' ? 'split' : told === undefined || told === 'split' ? mergedOrRenamed(next, id) : told;
      return { from: version.id, to: id, kind, isDefault };
    }),
  );
  const rules = next.parts.inheritanceRules.slice(tree.parts.inheritanceRules.length);
  const named = rules.flatMap(({ assignments, validFrom }) =>
    assignments.flatMap(({ code, heirCode }) => {
      const ended = touched.find((version) => version.code === code && version.validTo !== null && version.validTo < validFrom);
      const heir = next.findByCode(heirCode, validFrom);
      return ended && heir ? [{ from: ended.id, to: heir.id, kind: 'abolish' as const, isDefault: true }] : [];
    }),
  );
  return { before: before.map(stateOf), after: touched.map(stateOf), successions: [...successions, ...named] };
}

/**
 * The tree once an act published by the directory is applied: other services follow the areas by this alone.
 * @param act id of the act, kept with the versions it begins
 */
export function applyAreaChanged(tree: AreaTree, { after, successions }: AreaDifference, act?: string): AreaTree {
  const states = new Map(after.map((state) => [state.id, state]));
  const versions = tree.parts.versions.map((version): AreaVersion => {
    const state = states.get(version.id);
    states.delete(version.id);
    return state ? { ...version, parentId: state.parent, validTo: state.validTo } : version;
  });
  const born = [...states.values()].map(({ id, code, name, level, parent, validFrom, validTo }): AreaVersion => ({
    id,
    code,
    name,
    level,
    parentId: parent,
    validFrom,
    validTo,
    ...(act === undefined ? {} : { act }),
  }));
  const touched = new Set(after.map((state) => state.id));
  const kept = tree.parts.successions.filter(({ from }) => !touched.has(from));
  const told = successions.map(({ from, to, kind, isDefault }): Succession => ({
    from,
    to,
    extent: kind === 'split' ? 'part' : 'whole',
    isDefault,
  }));
  return AreaTree.from([...versions, ...born], [...kept, ...told], tree.parts.inheritanceRules);
}

function mergedOrRenamed(tree: AreaTree, id: string): Kind {
  return tree.predecessorsOf(id).length > 1 ? 'merge' : 'rename';
}

function stateOf({ id, code, name, level, parentId, validFrom, validTo }: AreaVersion): AreaVersionState {
  return { id, code, name, level, parent: parentId, validFrom, validTo };
}
