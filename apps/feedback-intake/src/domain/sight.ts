import type { AreaTree } from '@thongsuot/areas';
import type { FeedbackState, PlainDate, UnitAt } from '@thongsuot/contracts';

/** What of a caller decides what they see. */
export interface Viewer {
  readonly role: string | null;
  readonly area: string | null;
  readonly on: PlainDate | null;
}

/** Area versions that a fact lies in: those of the unit it is about and of its handler, with everything above them. */
export function placesOf(tree: AreaTree, units: readonly UnitAt[]): string[] {
  return [...new Set(units.flatMap((unit) => chain(tree, unit.areaVersion)))];
}

/** Every version a viewer answers for: their own area, and what it took over whole. Null is the whole country. */
export function rootsOf(viewer: Viewer, tree: AreaTree, today: PlainDate): readonly string[] | null {
  if (viewer.role === 'administrator') return null;
  if (viewer.area === null || (viewer.role !== 'officer' && viewer.role !== 'leader')) return [];
  const own = tree.findByCode(viewer.area, viewer.on ?? today);
  return own ? withPredecessors(tree, own.id) : [];
}

/** An area's version with those it took over, so that what they left open is found under it. */
export function withPredecessors(tree: AreaTree, id: string): string[] {
  const found = [id];
  for (const at of found) {
    for (const link of tree.predecessorsOf(at)) {
      if ((link.extent === 'whole' || link.isDefault) && !found.includes(link.id)) found.push(link.id);
    }
  }
  return found;
}

/** True where one of `places` lies under one of the viewer's roots. */
export function seesPlaces(roots: readonly string[] | null, places: readonly string[]): boolean {
  return roots === null || places.some((place) => roots.includes(place));
}

/**
 * Whether a viewer may learn who sent a feedback: only who handles it or stands above the handler, and, where it complains
 * of an act, only who stands strictly above the unit complained of. An officer's token names an area, not an agency, so
 * the whole area of an accused agency is kept out.
 */
export function mayKnowSender(
  roots: readonly string[] | null,
  tree: AreaTree,
  facts: Pick<FeedbackState, 'unit' | 'handler' | 'kind'>,
): boolean {
  if (roots === null) return true;
  const handles = seesPlaces(roots, chain(tree, facts.handler.areaVersion));
  if (facts.kind === 'regulation') return handles;
  return handles && !roots.includes(facts.unit.areaVersion) && seesPlaces(roots, chain(tree, facts.unit.areaVersion));
}

/** Who a new feedback goes to: an act is looked at one level above whoever is complained of, a regulation by its owner. */
export function firstHandler(tree: AreaTree, unit: UnitAt, kind: FeedbackState['kind']): UnitAt {
  if (kind === 'regulation') return unit;
  const above = tree.ancestors(unit.areaVersion)[0];
  return above === undefined || above.level === 'country' ? unit : { areaVersion: above.id, agency: null };
}

function chain(tree: AreaTree, id: string): string[] {
  return tree.findById(id) ? [id, ...tree.ancestors(id).map((area) => area.id)] : [id];
}

/** Whether a viewer may read the wording: it may tell who wrote it, so the unit complained of reads it only while it handles it. */
export function mayReadContent(
  roots: readonly string[] | null,
  tree: AreaTree,
  facts: Pick<FeedbackState, 'unit' | 'handler' | 'kind'>,
): boolean {
  if (roots === null || seesPlaces(roots, chain(tree, facts.handler.areaVersion))) return true;
  return seesPlaces(roots, chain(tree, facts.unit.areaVersion)) && !roots.includes(facts.unit.areaVersion);
}
