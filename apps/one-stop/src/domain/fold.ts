import type { DossierState } from '@thongsuot/contracts';
import { sameState, stateAfterImport, type OwnFacts } from './dossier';

/** One change of one dossier, as its event tells it. */
export interface Change {
  readonly before: DossierState | null;
  readonly after: DossierState;
}

/** What the rows of a chunk did; received rows that were refused are not among them. */
export interface FoldCounts {
  accepted: number;
  unchanged: number;
  corrected: number;
}

/** Outcome of {@link foldStates}. */
export interface Folded {
  /** In the order of the rows; repeats of a code follow one another. */
  readonly changes: readonly Change[];
  /** Last state of each dossier that changed. */
  readonly last: ReadonlyMap<string, DossierState>;
  readonly counts: FoldCounts;
}

/**
 * Folds stated states in order onto what is known. Cutting a file into chunks anywhere gives the same states, the same
 * changes and the same counts.
 * @param before state of a dossier, null where it is not known
 */
export function foldStates(
  stated: readonly DossierState[],
  before: (code: string) => DossierState | null,
  own: (code: string) => OwnFacts,
): Folded {
  const changes: Change[] = [];
  const last = new Map<string, DossierState>();
  const counts: FoldCounts = { accepted: 0, unchanged: 0, corrected: 0 };
  for (const each of stated) {
    const known = last.get(each.code) ?? before(each.code);
    const after = stateAfterImport(known, each, own(each.code));
    if (known === null) counts.accepted += 1;
    else if (sameState(known, after)) {
      counts.unchanged += 1;
      continue;
    } else counts.corrected += 1;
    changes.push({ before: known, after });
    last.set(each.code, after);
  }
  return { changes, last, counts };
}
