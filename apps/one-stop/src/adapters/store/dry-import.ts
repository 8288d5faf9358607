import type { DossierState } from '@thongsuot/contracts';
import { findEach, type Store } from '@thongsuot/mongo-store';
import { NO_OWN_FACTS } from '../../domain/dossier';
import { foldStates } from '../../domain/fold';
import {
  NO_PROGRESS,
  progressAfter,
  type Chunk,
  type ImportProgress,
  type ImportSession,
} from '../../features/import-dossiers/run-import';
import { DOSSIERS, FIELDS, type DossierRow, type FieldRow } from './rows';

/** Repeats of a code further apart than this many changed dossiers are told as new: memory stays flat. */
const REMEMBERED_MAX = 50_000;

/** Says what an import would do, and stores nothing. */
export class DryImport implements ImportSession {
  private progress: ImportProgress = NO_PROGRESS;
  private readonly remembered = new Map<string, DossierState>();
  private readonly labels = new Map<string, string>();

  constructor(private readonly store: Store) {}

  async begin(): Promise<ImportProgress> {
    for (const { _id, label } of await this.store.collection<FieldRow>(FIELDS).find().toArray()) this.labels.set(_id, label);
    return this.progress;
  }

  async apply(chunk: Chunk): Promise<void> {
    const codes = chunk.states.map(({ code }) => code);
    const rows = await findEach(this.store.collection<DossierRow>(DOSSIERS), '_id', codes);
    const known = new Map(rows.map((row) => [row._id, row]));
    const { counts, last } = foldStates(
      chunk.states.map((state) => this.labelled(state)),
      (code) => this.remembered.get(code) ?? known.get(code)?.state ?? null,
      (code) => known.get(code)?.own ?? NO_OWN_FACTS,
    );
    for (const [code, state] of last) if (this.remembered.size < REMEMBERED_MAX) this.remembered.set(code, state);
    this.progress = progressAfter(this.progress, chunk, counts);
  }

  finish(): Promise<ImportProgress> {
    return Promise.resolve(this.progress);
  }

  release(): Promise<void> {
    return Promise.resolve();
  }

  private labelled(state: DossierState): DossierState {
    const { fieldKey, fieldLabel } = state;
    if (fieldKey === null || fieldLabel === null) return state;
    const first = this.labels.get(fieldKey);
    if (first === undefined) this.labels.set(fieldKey, fieldLabel);
    return { ...state, fieldLabel: first ?? fieldLabel };
  }
}
