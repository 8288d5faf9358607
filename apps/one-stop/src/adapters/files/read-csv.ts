import { Readable, type TransformOptions } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse, type Options } from 'csv-parse';
import type { DossierColumnName } from '@thongsuot/contracts';
import { finding } from '../../domain/finding';
import {
  ROW_BYTES_MAX,
  readHeader,
  unreadable,
  type DossierFile,
  type FileRow,
} from '../../features/import-dossiers/dossier-file';
import { utf8 } from './utf8';

/** Records taken from the parser at a time; keeps memory flat and the loop off the microtask queue. */
const RECORDS_BUFFERED = 512;

/**
 * Opens a CSV file: UTF-8, `,` or `;`, header row. The delimiter is that of the header.
 * @throws ProblemError `file-unreadable` for an empty or binary file, a header without the required columns; the rows
 * throw the same at a row that is too long or a quote that never closes
 */
export async function openCsv(body: AsyncIterable<Buffer>): Promise<DossierFile> {
  const at = { row: 1 };
  const text = utf8(body, () => at.row);
  let head = '';
  while (!/[\r\n]/.test(head)) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
    if (head.length > ROW_BYTES_MAX && !/[\r\n]/.test(head)) throw unreadable(1, null, 'row-too-long');
  }
  const line = /^[^\r\n]*/.exec(head)?.[0] ?? '';
  const options: Options & TransformOptions = {
    delimiter: count(line, ';') > count(line, ',') ? ';' : ',',
    max_record_size: ROW_BYTES_MAX,
    relax_column_count: true,
    // A quote inside an unquoted cell is text; it must not cost the rest of the file.
    relax_quotes: true,
    readableHighWaterMark: RECORDS_BUFFERED,
  };
  const parser = parse(options);
  // Its failure destroys the parser, whose reader below then throws it.
  pipeline(Readable.from(rejoined(head, text), { objectMode: false }), parser).catch(() => undefined);
  const records = (parser as AsyncIterable<string[]>)[Symbol.asyncIterator]();
  const header = await nextOf(records, at);
  const { columns, findings } = readHeader(header ?? []);
  return { findings, rows: rowsOf(records, columns, at) };
}

async function* rejoined(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (head !== '') yield head;
  for await (const text of rest) if (text !== '') yield text;
}

async function* rowsOf(
  records: AsyncIterator<string[]>,
  columns: readonly (DossierColumnName | null)[],
  at: { row: number },
): AsyncGenerator<FileRow> {
  for (;;) {
    const record = await nextOf(records, at);
    if (!record) return;
    const number = (at.row += 1);
    const [first] = record;
    if (record.length === 1 && first?.trim() === '') continue;
    const content = record.join('\u001f');
    if (record.length !== columns.length) {
      yield { number, row: null, findings: [finding(number, null, 'column-count')], content };
      continue;
    }
    const row: Partial<Record<DossierColumnName, string>> = {};
    for (let index = 0; index < columns.length; index += 1) {
      const name = columns[index];
      const cell = record[index];
      if (name && cell) row[name] = cell;
    }
    yield { number, row, findings: [], content };
  }
}

async function nextOf(records: AsyncIterator<string[]>, at: { row: number }): Promise<string[] | undefined> {
  try {
    const next = await records.next();
    return next.done ? undefined : next.value;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // What was read ahead is dropped with the failure, so the parser's own count says where it lies.
    const row = Number((error as CsvError & { records?: unknown }).records ?? at.row) + 1;
    throw unreadable(row, null, error.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'quote-not-closed');
  }
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
