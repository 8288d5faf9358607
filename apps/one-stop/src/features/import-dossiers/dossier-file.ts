import {
  DOSSIER_COLUMNS,
  ProblemError,
  REQUIRED_DOSSIER_COLUMNS,
  type DossierColumnName,
  type DossierRow,
} from '@thongsuot/contracts';
import { finding, type Finding, type FindingCode } from '../../domain/finding';

/** One row as a file gives it. */
export interface FileRow {
  /** Row of the file; the header is row 1. */
  readonly number: number;
  /** Null where the row is no row at all; `findings` then say why. */
  readonly row: DossierRow | null;
  readonly findings: readonly Finding[];
  /** The row's content, for recognising the same file again. */
  readonly content: string;
}

/** A file whose header was read; its rows come as they are asked for. */
export interface DossierFile {
  /** What the header has to say: unknown columns. */
  readonly findings: readonly Finding[];
  readonly rows: AsyncIterable<FileRow>;
}

/** Longest row, bytes: the columns of a dossier fit twenty times over, a file that is no table does not. */
export const ROW_BYTES_MAX = 64 * 1024;

const NAMES: ReadonlySet<string> = new Set(DOSSIER_COLUMNS.map((column) => column.name));

/** True for a column of the import. */
export function isDossierColumn(name: string): name is DossierColumnName {
  return NAMES.has(name);
}

/** The refusal of a file as a whole from a row on; what came before it stays. */
export function unreadable(row: number, column: string | null, code: FindingCode): ProblemError {
  const item = finding(row, column, code);
  return new ProblemError('file-unreadable', { detail: item.message, errors: [item] });
}

/**
 * The columns of a header; null for those that are ignored.
 * @throws ProblemError `file-unreadable` naming each required column that is missing or any that occurs twice
 */
export function readHeader(cells: readonly string[]): { columns: (DossierColumnName | null)[]; findings: Finding[] } {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const repeated = names.find((name, index) => isDossierColumn(name) && names.indexOf(name) !== index);
  if (repeated !== undefined) throw unreadable(1, repeated, 'column-repeated');
  const missing = REQUIRED_DOSSIER_COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const errors = missing.map((name) => finding(1, name, 'column-missing'));
    throw new ProblemError('file-unreadable', { detail: errors[0]?.message ?? '', errors });
  }
  return {
    columns: names.map((name) => (isDossierColumn(name) ? name : null)),
    findings: names.flatMap((name) =>
      name === '' || isDossierColumn(name) ? [] : [finding(1, name.slice(0, 100), 'column-unknown')],
    ),
  };
}
