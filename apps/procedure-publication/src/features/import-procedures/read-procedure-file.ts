import type { ImportFinding } from '@thongsuot/contracts';
import { FileProblem, decodeText, detectFileType, readCsv, readXlsx, unreadable, type TableBlock } from '@thongsuot/table-files';
import type { RawRow } from '../../domain/catalogue/read-procedures';
import { readTable, type ColumnWords, type TableReading } from '../../domain/catalogue/read-table';

/** Rows of one file at most: twice what the whole country has. */
export const ROWS_MAX = 13_000;
const ACCEPTED = ['xlsx', 'csv', 'json'] as const;

/** Rows of a file with how its columns were read. */
export type FileReading = TableReading;

/**
 * Reads a list of procedures from .xlsx, .csv or .json; every visible sheet with a heading counts.
 * @throws FileProblem for what cannot be read at all
 */
export async function readProcedureFile(content: Buffer, fileName: string, words: ColumnWords): Promise<FileReading> {
  if (content.length === 0) throw unreadable('Tệp rỗng', 'The file is empty');
  const type = await detectFileType(content, fileName, ACCEPTED);
  const reading = type === 'json' ? readRows(content) : fromTables(await tablesOf(content, type), words);
  if (reading.rows.length > ROWS_MAX)
    throw new FileProblem(
      'payload-too-large',
      `Tệp có ${reading.rows.length} dòng, tối đa ${ROWS_MAX}; hãy chia nhỏ`,
      `The file has ${reading.rows.length} rows, ${ROWS_MAX} at most; split it`,
    );
  if (reading.rows.length === 0) throw unreadable('Tệp không có dòng thủ tục nào', 'The file holds no procedure');
  return reading;
}

async function tablesOf(content: Buffer, type: 'xlsx' | 'csv'): Promise<readonly TableBlock[]> {
  return (type === 'xlsx' ? await readXlsx(content) : await readCsv(content)).blocks;
}

function fromTables(blocks: readonly TableBlock[], words: ColumnWords): FileReading {
  const rows: RawRow[] = [];
  const findings: ImportFinding[] = [];
  let columns: FileReading['columns'] | undefined;
  for (const block of blocks) {
    if (block.kind !== 'table') continue;
    const { name, rows: sheetRows } = block.table;
    const reading = readTable(sheetRows, words);
    if (!reading) {
      if (sheetRows.length > 0)
        findings.push({
          row: sheetRows[0]?.row ?? 0,
          column: name ?? '',
          code: 'heading-missing',
          severity: 'warning',
          message: `trang "${name ?? ''}" không có dòng tiêu đề với cột mã và tên nên không đọc / no heading with code and name`,
        });
      continue;
    }
    columns ??= reading.columns;
    for (const row of reading.rows) rows.push(row);
    for (const finding of reading.findings) findings.push(finding);
  }
  if (columns === undefined)
    throw unreadable(
      'Không tìm thấy dòng tiêu đề có cột mã và tên thủ tục',
      'No heading row with a column of codes and one of names was found',
    );
  return { rows, columns, findings };
}

/** A .json: a list of procedures, or an object that holds it as `procedures`. */
function readRows(content: Buffer): FileReading {
  const given = parse(decodeText(content));
  const list = Array.isArray(given) ? given : (given as { procedures?: unknown } | null)?.procedures;
  if (!Array.isArray(list)) throw unreadable('Tệp .json không có danh sách "procedures"', 'The .json holds no list "procedures"');
  return { rows: list.map((value: unknown, index) => ({ row: index + 1, value })), columns: [], findings: [] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw unreadable('Tệp .json sai cú pháp', 'The .json is not valid JSON', error);
  }
}
