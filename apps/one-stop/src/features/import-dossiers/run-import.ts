import { createHash } from 'node:crypto';
import { ProblemError, type DossierImportResult, type DossierState } from '@thongsuot/contracts';
import type { Finding } from '../../domain/finding';
import { parseRow, type RowContext } from '../../domain/parse-row';
import type { DossierFile } from './dossier-file';

/** Rows written by one transaction. */
export const CHUNK_ROWS_MAX = 1000;
/** Findings told in an answer; all are counted. */
export const FINDINGS_TOLD_MAX = 1000;

/** How far an import has come; what its resume row holds. */
export interface ImportProgress {
  readonly rows: number;
  /** SHA-256 of those rows, to know the same file again. */
  readonly digest: string | null;
  readonly accepted: number;
  readonly unchanged: number;
  readonly corrected: number;
  readonly refused: number;
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
  readonly done: boolean;
}

/** An import before its first row. */
export const NO_PROGRESS: ImportProgress = {
  rows: 0,
  digest: null,
  accepted: 0,
  unchanged: 0,
  corrected: 0,
  refused: 0,
  findings: [],
  findingsTotal: 0,
  done: false,
};

/** Rows of one transaction, read and judged. */
export interface Chunk {
  readonly states: readonly DossierState[];
  readonly refused: number;
  readonly findings: readonly Finding[];
  /** Rows of the file up to and with this chunk. */
  readonly rowsAfter: number;
  readonly digestAfter: string;
}

/** Where an import writes to. */
export interface ImportSession {
  /** Takes the source and says how far this import came before. @throws ProblemError `import-in-progress` */
  begin(): Promise<ImportProgress>;
  /** Writes a chunk with its events and counters, all or nothing; chunks come one at a time, in order. */
  apply(chunk: Chunk): Promise<void>;
  /** The whole file is in. */
  finish(): Promise<ImportProgress>;
  /** Lets the source go, whatever happened. */
  release(): Promise<void>;
}

/**
 * Reads a file to its end and writes it chunk by chunk; the next chunk is read while one is written. A file that came half
 * way before continues behind its last written row.
 * @throws ProblemError `idempotency-key-reused` where another file comes under the name of one that was begun
 */
export async function runImport(
  file: DossierFile,
  session: ImportSession,
  context: RowContext,
  dryRun: boolean,
): Promise<DossierImportResult> {
  let writing: Promise<void> = Promise.resolve();
  try {
    const before = await session.begin();
    const chunks = new ChunkBuilder(before.rows === 0 ? file.findings : []);
    const digest = createHash('sha256');
    let rows = 0;
    for await (const { number, row, findings, content } of file.rows) {
      digest.update(content).update('\n');
      rows += 1;
      if (rows <= before.rows) {
        if (rows === before.rows && digest.copy().digest('hex') !== before.digest) throw anotherFile();
        continue;
      }
      if (before.done) throw anotherFile();
      chunks.add(row === null ? { findings } : parseRow(row, number, context), row === null ? [] : findings);
      if (chunks.size < CHUNK_ROWS_MAX) continue;
      const chunk = chunks.take(rows, digest.copy().digest('hex'));
      await writing;
      writing = applied(session, chunk);
    }
    if (rows < before.rows) throw anotherFile();
    await writing;
    if (chunks.size > 0 || chunks.hasFindings) await session.apply(chunks.take(rows, digest.copy().digest('hex')));
    return resultOf(before.done ? before : await session.finish(), dryRun);
  } finally {
    await writing.catch(() => undefined);
    await session.release();
  }
}

/** Rejections are met where the next chunk waits for this one. */
function applied(session: ImportSession, chunk: Chunk): Promise<void> {
  const writing = session.apply(chunk);
  writing.catch(() => undefined);
  return writing;
}

class ChunkBuilder {
  size = 0;
  private states: DossierState[] = [];
  private findings: Finding[];
  private refused = 0;

  constructor(headerFindings: readonly Finding[]) {
    this.findings = [...headerFindings];
  }

  get hasFindings(): boolean {
    return this.findings.length > 0;
  }

  add(parsed: { state?: DossierState; findings?: readonly Finding[] }, warnings: readonly Finding[]): void {
    this.size += 1;
    this.findings.push(...warnings);
    if (parsed.state) this.states.push(parsed.state);
    else {
      this.refused += 1;
      this.findings.push(...(parsed.findings ?? []));
    }
  }

  take(rowsAfter: number, digestAfter: string): Chunk {
    const { states, refused, findings } = this;
    this.size = 0;
    this.states = [];
    this.findings = [];
    this.refused = 0;
    return { states, refused, findings, rowsAfter, digestAfter };
  }
}

/** Progress after a chunk whose rows were counted so. */
export function progressAfter(
  before: ImportProgress,
  chunk: Chunk,
  counts: { accepted: number; unchanged: number; corrected: number },
): ImportProgress {
  return {
    rows: chunk.rowsAfter,
    digest: chunk.digestAfter,
    accepted: before.accepted + counts.accepted,
    unchanged: before.unchanged + counts.unchanged,
    corrected: before.corrected + counts.corrected,
    refused: before.refused + chunk.refused,
    findings: [...before.findings, ...chunk.findings].slice(0, FINDINGS_TOLD_MAX),
    findingsTotal: before.findingsTotal + chunk.findings.length,
    done: false,
  };
}

function resultOf(progress: ImportProgress, dryRun: boolean): DossierImportResult {
  const { rows, accepted, unchanged, corrected, refused, findings, findingsTotal } = progress;
  return { received: rows, accepted, unchanged, corrected, refused, findings: [...findings], findingsTotal, dryRun };
}

function anotherFile(): ProblemError {
  return new ProblemError('idempotency-key-reused', {
    detail: 'Tệp khác với tệp đã gửi cùng khóa / The file differs from the one sent under this key',
  });
}
