import ExcelJS from 'exceljs';
import { FileProblem, readingOf, unreadable } from './file-problem';
import type { TableBlock, TableCell, TableDocument, TableRow } from './table';
import { readZip } from './zip-archive';

const ROWS_MAX = 20_000;
const COLUMNS_MAX = 100;
const MERGED_CELLS_MAX = 200_000;
/** exceljs spreads rules of whole columns over every cell of them, which takes minutes; a table needs none of these. */
const UNREAD_NODES = ['dataValidations', 'conditionalFormatting', 'extLst', 'drawing', 'picture'];

/**
 * Reads a .xlsx: each visible sheet as a table, with merged cells; a formula gives the result that was stored with it,
 * a date is written `dd/mm/yyyy`, rich text and links give their words.
 */
export async function readXlsx(content: Buffer): Promise<TableDocument> {
  for (const [name, part] of await readZip(content)) {
    if (/^xl\/worksheets\/[^/]+\.xml$/iu.test(name)) checkMerges(part.toString('utf8'));
  }
  const workbook = new ExcelJS.Workbook();
  await readingOf({ vi: 'tệp .xlsx', en: 'the .xlsx' }, () =>
    workbook.xlsx.load(content as unknown as ArrayBuffer, { ignoreNodes: UNREAD_NODES }),
  );
  const blocks = workbook.worksheets
    .filter((sheet) => sheet.state === 'visible')
    .map((sheet): TableBlock => ({ kind: 'table', table: { name: sheet.name, rows: rowsOf(sheet) } }));
  if (blocks.length === 0) throw unreadable('Tệp .xlsx không có trang tính nào', 'The .xlsx has no sheet');
  return { format: 'xlsx', blocks };
}

/** exceljs makes every cell of a merged range, so a range of a whole sheet would fill the memory. */
function checkMerges(sheetXml: string): void {
  let cells = 0;
  for (const match of sheetXml.matchAll(/<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/gu)) {
    const [, left = '', top = '', right = '', bottom = ''] = match;
    cells += (columnNumber(right) - columnNumber(left) + 1) * (Number(bottom) - Number(top) + 1);
  }
  if (cells > MERGED_CELLS_MAX) {
    throw new FileProblem('payload-too-large', 'Vùng ô gộp quá lớn', `Merged ranges cover ${cells} cells`);
  }
}

function columnNumber(letters: string): number {
  return letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** What lies beyond the rows and columns that are read is never dropped in silence. */
function checkExtent(sheet: ExcelJS.Worksheet): void {
  sheet.eachRow((row, number) => {
    row.eachCell((cell) => {
      if (cell.value === null || (number <= ROWS_MAX && Number(cell.col) <= COLUMNS_MAX)) return;
      throw new FileProblem(
        'payload-too-large',
        `Trang tính "${sheet.name}" có dữ liệu ở ô ${cell.address}, ngoài ${ROWS_MAX} dòng và ${COLUMNS_MAX} cột được đọc`,
        `Sheet "${sheet.name}" holds data in cell ${cell.address}, beyond the ${ROWS_MAX} rows and ${COLUMNS_MAX} columns that are read`,
      );
    });
  });
}

function rowsOf(sheet: ExcelJS.Worksheet): TableRow[] {
  checkExtent(sheet);
  const rows: TableRow[] = [];
  const columns = Math.min(COLUMNS_MAX, sheet.columnCount);
  const last = Math.min(ROWS_MAX, sheet.rowCount);
  for (let number = 1; number <= last; number += 1) {
    const row = sheet.getRow(number);
    const cells: TableCell[] = [];
    for (let column = 1; column <= columns; column += 1) {
      const cell = row.getCell(column);
      const master = cell.isMerged ? cell.master : cell;
      const previous = cells.at(-1);
      if (cell.isMerged && Number(master.col) < column && previous) {
        cells[cells.length - 1] = { ...previous, span: previous.span + 1 };
        continue;
      }
      const continuesAbove = cell.isMerged && Number(master.row) < number;
      const text = continuesAbove ? '' : textOf(cell.value);
      const formula = cell.type === ExcelJS.ValueType.Formula ? { formula: true } : {};
      cells.push({ column: column - 1, span: 1, continuesAbove, text, ...formula });
    }
    if (cells.some((cell) => cell.text !== '' || cell.continuesAbove)) rows.push({ row: number, cells });
  }
  return rows;
}

function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map((run) => run.text).join('');
  if ('formula' in value || 'sharedFormula' in value) return textOf(value.result ?? null);
  if ('hyperlink' in value) return textOf(value.text);
  return 'error' in value ? value.error : '';
}

/** Excel's dates carry no zone; exceljs gives them as midnight UTC. */
function dateText(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`;
}
