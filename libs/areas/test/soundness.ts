import { AreaTree } from '../src/area-tree';
import { AreaVersion } from '../src/area-version';
import { dayAfter } from '../src/days';

/** What is wrong with a tree, in words; empty for a sound one. Written from the definitions, not from the code it checks. */
export function unsoundness(tree: AreaTree): string[] {
  const { versions, successions } = tree.parts;
  return [
    ...versions
      .filter((version) => version.parentId !== null && !coveredByParent(tree, version))
      .map(({ id }) => `${id} outlives its parent`),
    ...versions
      .filter(({ validFrom, validTo }) => validFrom !== null && validTo !== null && validTo < validFrom)
      .map(({ id }) => `${id} has no day`),
    ...overlaps(versions),
    ...successions
      .filter(({ from, to }) => {
        const end = tree.byId(from).validTo;
        return end === null || tree.byId(to).validFrom !== dayAfter(end);
      })
      .map(({ from, to }) => `${to} does not begin when ${from} ends`),
    ...versions.flatMap(({ id }) => {
      const links = tree.successorsOf(id);
      if (links.length === 0) return [];
      const distinct = new Set(links.map((link) => link.id)).size === links.length;
      const oneDefault = links.filter((link) => link.isDefault).length === 1;
      const extents = links.every((link) => link.extent === (links.length > 1 ? 'part' : 'whole'));
      return distinct && oneDefault && extents ? [] : [`successions of ${id} contradict each other`];
    }),
  ];
}

function coveredByParent(tree: AreaTree, version: AreaVersion): boolean {
  const parent = tree.byId(version.parentId ?? '');
  const from = (parent.validFrom ?? '') <= (version.validFrom ?? '');
  return from && (parent.validTo ?? '9999') >= (version.validTo ?? '9999');
}

function overlaps(versions: readonly AreaVersion[]): string[] {
  const byCode = new Map<string, AreaVersion[]>();
  for (const version of versions) byCode.set(version.code, [...(byCode.get(version.code) ?? []), version]);
  return [...byCode.values()].flatMap((owners) =>
    owners.flatMap((a) =>
      owners
        .filter(
          (b) => a.id < b.id && (a.validFrom ?? '') <= (b.validTo ?? '9999') && (b.validFrom ?? '') <= (a.validTo ?? '9999'),
        )
        .map((b) => `${a.id} and ${b.id} overlap`),
    ),
  );
}
