import type { DossierState, PlainDate } from '@thongsuot/contracts';
import type { IndexSpec, PackId } from '@thongsuot/mongo-store';
import { passesOnIndex } from '@thongsuot/service-kit';
import type { OwnFacts } from '../../domain/dossier';
import type { ImportProgress } from '../../features/import-dossiers/run-import';

export const DOSSIERS = 'dossiers';
export const FIELDS = 'fields';
export const IMPORTS = 'imports';
export const IMPORT_SOURCES = 'import-sources';
export const APOLOGIES = 'apologies';

/** A dossier as stored. */
export interface DossierRow {
  /** Dossier code. */
  _id: string;
  /** The handling system that stated it last. */
  source: string;
  state: DossierState;
  own: OwnFacts;
  latenessReason: string | null;
  /** Raised by every write; guards it. */
  rev: number;
  /** Changes stated to the world so far. */
  changes: number;
  lastPackId: PackId;
  /** `<area versions from the country down>/#<code>`: lists of an area are one range. */
  place: string;
  /** While open: the same with the promised day before the code, so that lists come by urgency. */
  openPlace?: string;
  /** While the clock has something to do about its apologies: the day it does. */
  nextApologyOn?: PlainDate;
  /** Where figures do not count it (withdrawn, turned away at the desk, counted by its lead): whether it is open. */
  countsNowhere?: 'open' | 'done';
  /** While its holder ends before it is resolved: the day it passes to the heir. */
  passesOn?: PlainDate;
}

/** Label of a lĩnh vực as first imported. */
export interface FieldRow {
  /** Folded key. */
  _id: string;
  label: string;
}

/** Resume row and counters of one import. */
export interface ImportRow extends ImportProgress {
  _id: string;
  source: string;
  actor: string;
  /** The attempt that may write; a later one under the same key takes over. */
  runId: string;
  at: Date;
}

/** A handling system: who imports from it now, and when it was last heard. */
export interface ImportSourceRow {
  _id: string;
  /** Business day of its last whole file: what happened later is not known here yet. */
  heardOn?: PlainDate;
  runId: string;
  importId: string;
  until: Date;
}

/** An apology owed, sent or missed. */
export interface ApologyRow {
  /** `<kind>#<dossier code>`. */
  _id: string;
  dossierCode: string;
  kind: 'letter' | 'public';
  state: 'raised' | 'sent' | 'missed' | 'lapsed';
  areaVersion: string;
  agency: string | null;
  dueOn: PlainDate;
  raisedOn: PlainDate | null;
  sentOn: PlainDate | null;
  newDueOn: PlainDate | null;
  reason: string | null;
  inTime: boolean | null;
  /** `<place of the dossier>#<kind>`: lists of an area are one range. */
  order: string;
}

/** Kept as long as idempotency keys are. */
const IMPORT_KEPT_SECONDS = 7 * 24 * 3600;

export const oneStopCollections: readonly string[] = [DOSSIERS, FIELDS, IMPORTS, IMPORT_SOURCES, APOLOGIES];

export const oneStopIndexes: readonly IndexSpec[] = [
  { collection: DOSSIERS, name: 'place', keys: { place: 1 }, serves: 'dossiers of an area with everything in it, by code' },
  {
    collection: DOSSIERS,
    name: 'open-place',
    keys: { openPlace: 1 },
    // By range, not by existence: the laptop's store uses a partial index only where the query's range lies in the filter's.
    partialFilter: { openPlace: { $gte: '' } },
    serves: 'open dossiers of an area with everything in it, the most urgent of each unit first',
  },
  {
    collection: DOSSIERS,
    name: 'next-apology',
    keys: { source: 1, nextApologyOn: 1 },
    partialFilter: { nextApologyOn: { $gte: '' } },
    serves: 'dossiers of a source whose apology the clock has come to',
  },
  {
    collection: DOSSIERS,
    name: 'counts-nowhere',
    keys: { countsNowhere: 1 },
    partialFilter: { countsNowhere: { $gte: '' } },
    serves: 'count of the dossiers that no figure counts, for consistency',
  },
  passesOnIndex(DOSSIERS, 'dossiers that pass to the heir of an area that has ended'),
  {
    collection: IMPORTS,
    name: 'kept',
    keys: { at: 1 },
    serves: 'resume rows older than seven days, to let go',
    expireAfterSeconds: IMPORT_KEPT_SECONDS,
  },
  { collection: APOLOGIES, name: 'order', keys: { order: 1 }, serves: 'apologies of an area with everything in it' },
];
