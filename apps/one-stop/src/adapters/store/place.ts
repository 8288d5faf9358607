import type { AreaTree } from '@thongsuot/areas';
import type { DossierState } from '@thongsuot/contracts';
import { isOpen, promisedOn } from '../../domain/dossier';

const paths = new WeakMap<AreaTree, Map<string, string>>();

/** Area versions from the country down to `id`, each ended by a slash: an area's is the prefix of all that lie in it. */
export function pathOf(tree: AreaTree, id: string): string {
  let known = paths.get(tree);
  if (!known) paths.set(tree, (known = new Map<string, string>()));
  let path = known.get(id);
  if (path === undefined) {
    path = `${[id, ...tree.ancestors(id).map((area) => area.id)].reverse().join('/')}/`;
    known.set(id, path);
  }
  return path;
}

/** Every place that begins with `prefix`, behind `after` where given. */
export function within(prefix: string, after?: string): { $gt: string; $lt: string } | { $gte: string; $lt: string } {
  const end = `${prefix}\uffff`;
  return after === undefined ? { $gte: prefix, $lt: end } : { $gt: after, $lt: end };
}

/** Area version that holds a dossier now. */
export function holderOf(state: DossierState): string {
  return state.custody.at(-1)?.areaVersion ?? state.unit.areaVersion;
}

/** The sort keys of a dossier. */
export function placesOf(tree: AreaTree, state: DossierState): { place: string; openPlace?: string } {
  const path = pathOf(tree, holderOf(state));
  const place = `${path}#${state.code}`;
  return isOpen(state) ? { place, openPlace: `${path}#${promisedOn(state) ?? '9999-12-31'}#${state.code}` } : { place };
}
