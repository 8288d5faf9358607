import { randomUUID } from 'node:crypto';
import { systemClock } from '@thongsuot/calendar';
import { ProblemError, importDossiers } from '@thongsuot/contracts';
import { MongoServerError } from 'mongodb';
import { hashOf, isDuplicateKey, type Tx } from '@thongsuot/mongo-store';
import type { Kit } from '@thongsuot/service-kit';
import {
  NO_PROGRESS,
  progressAfter,
  type Chunk,
  type ImportProgress,
  type ImportSession,
} from '../../features/import-dossiers/run-import';
import type { Rules } from '../../config/rules';
import { OutboxGauge } from './outbox-gauge';
import { IMPORTS, IMPORT_SOURCES, type ImportRow, type ImportSourceRow } from './rows';
import { writeDossiers } from './write-dossiers';

/** The source is free again this long after its importer fell silent. */
const LEASE_MS = 10_000;
const RACES_MAX = 5;
/** A source that nobody imports from. */
const FREE = new Date(0);

/** Who imports what, under which name. */
export interface ImportName {
  readonly actor: string;
  readonly source: string;
  /** Idempotency-Key or content hash; null: an import that cannot be continued. */
  readonly key: string | null;
}

/** An import into the store: one transaction a chunk holds dossiers, events, counters and the resume row. */
export class StoredImport implements ImportSession {
  private readonly runId = randomUUID();
  private readonly importId: string;
  private progress: ImportProgress = NO_PROGRESS;
  private labels: ReadonlyMap<string, string> = new Map();
  private readonly gauge: OutboxGauge;

  constructor(
    private readonly kit: Kit,
    private readonly rules: Rules,
    private readonly name: ImportName,
  ) {
    this.importId = name.key === null ? this.runId : hashOf([name.actor, name.source, name.key].join('\n'));
    this.gauge = new OutboxGauge(kit.store);
  }

  async begin(): Promise<ImportProgress> {
    const { actor, source } = this.name;
    const now = systemClock.now();
    try {
      // The same import sent again takes over from its own dead or hanging attempt at once.
      await this.sources.updateOne(
        { _id: source, $or: [{ until: { $lte: now } }, { importId: this.importId }] },
        { $set: { runId: this.runId, importId: this.importId, until: this.until() } },
        { upsert: true },
      );
    } catch (error) {
      if (isDuplicateKey(error)) throw new ProblemError('import-in-progress');
      throw error;
    }
    const row = await this.imports.findOneAndUpdate(
      { _id: this.importId },
      { $set: { runId: this.runId, at: now }, $setOnInsert: { source, actor, ...NO_PROGRESS } },
      { upsert: true, returnDocument: 'after', writeConcern: { w: 'majority', journal: true } },
    );
    if (row) this.progress = row;
    return this.progress;
  }

  async apply(chunk: Chunk): Promise<void> {
    await this.gauge.waitUntilYoung(() => this.keepSource());
    for (let race = 1; ; race += 1) {
      try {
        const { progress, labels } = await this.kit.unitOfWork.run((tx) => this.write(tx, chunk));
        this.progress = progress;
        this.labels = labels;
        return;
      } catch (error) {
        // Another source brought the same dossier or field a moment before, or the clock moved it: read it anew.
        if (!(isDuplicateKey(error) || isLostTransaction(error)) || race >= RACES_MAX) throw error;
      }
    }
  }

  async finish(): Promise<ImportProgress> {
    this.progress = { ...this.progress, done: true };
    await this.imports.updateOne(
      { _id: this.importId, runId: this.runId },
      { $set: { done: true } },
      { writeConcern: { w: 'majority', journal: true } },
    );
    await this.sources.updateOne({ _id: this.name.source, runId: this.runId }, { $set: { heardOn: this.kit.clock.today() } });
    return this.progress;
  }

  async release(): Promise<void> {
    await this.sources.updateOne({ _id: this.name.source, runId: this.runId }, { $set: { until: FREE } });
  }

  private async write(tx: Tx, chunk: Chunk): Promise<{ progress: ImportProgress; labels: ReadonlyMap<string, string> }> {
    const { session } = tx;
    const { actor, source } = this.name;
    const held = await tx
      .collection<ImportSourceRow>(IMPORT_SOURCES)
      .updateOne({ _id: source, runId: this.runId }, { $set: { until: this.until() } }, { session });
    if (held.matchedCount !== 1) throw new ProblemError('import-in-progress');
    const making = { tree: this.kit.areas.tree, rules: this.rules, source };
    const { counts, labels } = await writeDossiers(tx, chunk.states, this.labels, making);
    const progress = progressAfter(this.progress, chunk, counts);
    const moved = await tx
      .collection<ImportRow>(IMPORTS)
      .updateOne(
        { _id: this.importId, runId: this.runId, rows: this.progress.rows },
        { $set: { ...progress, at: systemClock.now() } },
        { session },
      );
    if (moved.matchedCount !== 1) throw new ProblemError('import-in-progress');
    const detail = { source, rows: chunk.rowsAfter, ...counts, refused: chunk.refused };
    tx.audit({ actor, action: importDossiers.id, subject: `import:${this.importId}`, detail });
    return { progress, labels };
  }

  private async keepSource(): Promise<void> {
    await this.sources.updateOne({ _id: this.name.source, runId: this.runId }, { $set: { until: this.until() } });
  }

  private until(): Date {
    return new Date(systemClock.now().getTime() + LEASE_MS);
  }

  private get sources(): ReturnType<typeof this.kit.store.collection<ImportSourceRow>> {
    return this.kit.store.collection<ImportSourceRow>(IMPORT_SOURCES);
  }

  private get imports(): ReturnType<typeof this.kit.store.collection<ImportRow>> {
    return this.kit.store.collection<ImportRow>(IMPORTS);
  }
}

const NO_SUCH_TRANSACTION = 251;

/** True where the store gave the transaction up between two statements; nothing of it is kept. */
function isLostTransaction(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === NO_SUCH_TRANSACTION;
}
