import type { DossierStanding, PlainDate } from '@thongsuot/contracts';
import type { Store } from '@thongsuot/mongo-store';
import { pageOfRows, placeOfCursor } from '@thongsuot/service-kit';
import type { Filter } from 'mongodb';
import type { ListPlace } from './scope';
import { within } from './place';
import { APOLOGIES, DOSSIERS, type ApologyRow, type DossierRow } from './rows';

/** A page and where the next one begins. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

/** What a list of dossiers is asked for. */
export interface DossierQuery {
  readonly state?: DossierStanding | undefined;
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Dossiers of a place: open ones by unit and urgency, the others by unit and code. */
export async function findDossiers(
  store: Store,
  place: ListPlace,
  query: DossierQuery,
  today: PlainDate,
  soon: PlainDate,
): Promise<Page<DossierRow>> {
  const key = query.state === undefined || query.state === 'resolved' ? 'place' : 'openPlace';
  const filter: Filter<DossierRow> = {
    [key]: within(place.prefix, startOf(query.cursor, place.prefix)),
    'state.deleted': false,
    ...(place.agency === undefined ? {} : { 'state.unit.agency': place.agency }),
    ...(query.state === 'resolved' ? { 'state.resolvedOn': { $ne: null } } : {}),
    ...(query.state === 'overdue' ? promised({ $lt: today }) : {}),
    ...(query.state === 'due-soon' ? promised({ $gte: today, $lte: soon }) : {}),
    ...(query.from === undefined && query.to === undefined
      ? {}
      : {
          'state.receivedOn': {
            ...(query.from === undefined ? {} : { $gte: query.from }),
            ...(query.to === undefined ? {} : { $lte: query.to }),
          },
        }),
  };
  const rows = await store
    .collection<DossierRow>(DOSSIERS)
    .find(filter)
    .sort({ [key]: 1 })
    .limit(query.limit + 1)
    .toArray();
  return pageOf(rows, query.limit, (row) => row[key] ?? '');
}

/** Apologies of a place, by unit and dossier. */
export async function findApologies(
  store: Store,
  place: ListPlace,
  query: {
    state?: ApologyRow['state'] | undefined;
    kind?: ApologyRow['kind'] | undefined;
    limit: number;
    cursor?: string | undefined;
  },
): Promise<Page<ApologyRow>> {
  const filter: Filter<ApologyRow> = {
    order: within(place.prefix, startOf(query.cursor, place.prefix)),
    ...(query.state === undefined ? {} : { state: query.state }),
    ...(query.kind === undefined ? {} : { kind: query.kind }),
  };
  const rows = await store
    .collection<ApologyRow>(APOLOGIES)
    .find(filter)
    .sort({ order: 1 })
    .limit(query.limit + 1)
    .toArray();
  return pageOf(rows, query.limit, (row) => row.order);
}

/** The promised day is the new one where it was set anew. */
function promised(range: Record<string, PlainDate>): Filter<DossierRow> {
  return { $or: [{ 'state.extendedDueOn': range }, { 'state.extendedDueOn': null, 'state.dueOn': range }] };
}

function pageOf<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => string): Page<Row> {
  const { items, nextCursor } = pageOfRows(rows, limit, keyOf, (row) => row);
  return { rows: items, nextCursor };
}

/** A cursor of another area would lead out of what the caller may see. */
function startOf(cursor: string | undefined, prefix: string): string | undefined {
  return placeOfCursor(cursor, (key) => key.startsWith(prefix));
}
