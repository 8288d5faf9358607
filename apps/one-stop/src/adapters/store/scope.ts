import { ProblemError, type PlainDate } from '@thongsuot/contracts';
import { getSeenArea, type Caller, type Kit } from '@thongsuot/service-kit';
import { pathOf } from './place';
import type { DossierRow } from './rows';

/** The part of the country a list is about. */
export interface ListPlace {
  /** Prefix of the places in it. */
  readonly prefix: string;
  /** Given: only the units of that area itself, of that agency (null: its People's Committee). */
  readonly agency?: string | null;
}

/**
 * The part of the country that a caller asks for and may see; without `area` or `unit` all they see.
 * @throws ProblemError `area-unknown`, `forbidden`
 */
export function listPlace(
  kit: Kit,
  caller: Caller,
  query: { area?: string | undefined; unit?: string | undefined; on?: PlainDate | undefined },
): ListPlace {
  const [unitArea, agency = null] = query.unit?.split('/') ?? [];
  const code = unitArea ?? query.area ?? caller.area;
  if (code === null) {
    if (caller.role !== 'administrator') throw new ProblemError('forbidden');
    return { prefix: '' };
  }
  const { area } = getSeenArea(kit, caller, code, query.on);
  const path = pathOf(kit.areas.tree, area.id);
  return unitArea === undefined ? { prefix: path } : { prefix: `${path}#`, agency };
}

/** The dossier where it is there and the caller may see it; otherwise none is there. @throws ProblemError `not-found` */
export function mustSee(kit: Kit, caller: Caller, row: DossierRow | null): DossierRow {
  if (!row || row.state.deleted) throw new ProblemError('not-found');
  if (caller.role === 'administrator') return row;
  const root = caller.area === null ? undefined : kit.areas.tree.findByCode(caller.area, caller.on ?? kit.clock.today());
  if (!root || !row.place.startsWith(pathOf(kit.areas.tree, root.id))) throw new ProblemError('not-found');
  return row;
}
