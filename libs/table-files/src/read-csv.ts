import { parse } from 'csv-parse/sync';
import { readingOf, unreadable } from './file-problem';
import type { TableDocument } from './table';

/**
 * Decodes text: UTF-8 with or without BOM, UTF-16 with BOM. Other encodings (TCVN3, VNI, windows-1258) cannot be told
 * apart for certain and are refused rather than guessed.
 */
export function decodeText(content: Buffer): string {
  const encoding =
    content[0] === 0xff && content[1] === 0xfe ? 'utf-16le' : content[0] === 0xfe && content[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch (error) {
    throw unreadable(
      'Bảng mã của tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8',
      'The text is not UTF-8; save the file again as UTF-8',
      error,
    );
  }
}

/** The separator that splits the most lines; quoted separators do not count. */
export function separatorOf(text: string): ',' | ';' | '\t' {
  const bare = text.replace(/"(?:[^"]|"")*"/gu, '');
  const count = (separator: string): number => bare.split(separator).length;
  if (count('\t') > Math.max(count(','), count(';'))) return '\t';
  // An unquoted comma also stands in sentences, a semicolon between every two columns of a file that uses it.
  const lines = bare.split('\n').filter((line) => line.trim() !== '');
  const everyLine = (separator: string): number => lines.filter((line) => line.includes(separator)).length;
  return everyLine(';') > everyLine(',') ? ';' : ',';
}

/** Reads a .csv as one table; quoted cells may hold line breaks, rows may differ in length. */
export async function readCsv(content: Buffer): Promise<TableDocument> {
  const text = decodeText(content);
  const records = await readingOf({ vi: 'tệp .csv', en: 'the .csv' }, () =>
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
    }),
  );
  const rows = records.map((cells, index) => ({
    row: index + 1,
    cells: cells.map((cell, column) => ({ column, span: 1, continuesAbove: false, text: cell })),
  }));
  return { format: 'csv', blocks: [{ kind: 'table', table: { rows } }] };
}
