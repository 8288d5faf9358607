import type { DossierColumnName } from '@thongsuot/contracts';
import { finding, type Finding } from '../../domain/finding';
import {
  ROW_BYTES_MAX,
  isDossierColumn,
  unreadable,
  type DossierFile,
  type FileRow,
} from '../../features/import-dossiers/dossier-file';
import { utf8 } from './utf8';

/**
 * Opens a file of one JSON object a line, keys as the CSV columns; numbers, true and false may stand without quotes. Rows
 * count lines from 1.
 * @throws ProblemError `file-unreadable` for a file without a line; the rows throw it at a line that is too long
 */
export async function openNdjson(body: AsyncIterable<Buffer>): Promise<DossierFile> {
  const at = { row: 1 };
  const rows = rowsOf(
    linesOf(
      utf8(body, () => at.row),
      at,
    ),
    at,
  );
  const first = await rows.next();
  if (first.done) throw unreadable(1, null, 'not-json');
  return { findings: [], rows: from(first.value, rows) };
}

async function* from(first: FileRow, rest: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  yield first;
  yield* rest;
}

async function* linesOf(texts: AsyncIterable<string>, at: { row: number }): AsyncGenerator<string> {
  let rest = '';
  for await (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.length > ROW_BYTES_MAX) throw unreadable(at.row, null, 'row-too-long');
      yield line;
    }
    if (rest.length > ROW_BYTES_MAX) throw unreadable(at.row, null, 'row-too-long');
  }
  yield rest;
}

async function* rowsOf(lines: AsyncIterable<string>, at: { row: number }): AsyncGenerator<FileRow> {
  const unknown = new Set<string>();
  for await (const line of lines) {
    const number = at.row;
    at.row += 1;
    if (line.trim() !== '') yield rowOf(line, number, unknown);
  }
}

function rowOf(content: string, number: number, unknown: Set<string>): FileRow {
  const value = parsed(content);
  if (value === null) return { number, row: null, findings: [finding(number, null, 'not-json')], content };
  const row: Partial<Record<DossierColumnName, string>> = {};
  const findings: Finding[] = [];
  for (const [key, cell] of Object.entries(value)) {
    if (!isDossierColumn(key)) {
      // Said once a column; a file of a thousand odd names is not worth a thousand findings.
      if (unknown.has(key) || unknown.size >= 100) continue;
      unknown.add(key);
      findings.push(finding(number, key.slice(0, 100), 'column-unknown'));
    } else if (typeof cell === 'string') row[key] = cell;
    else if (typeof cell === 'number' || typeof cell === 'boolean') row[key] = String(cell);
    else if (cell !== null) return { number, row: null, findings: [finding(number, key, 'not-json')], content };
  }
  return { number, row, findings, content };
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
