import ExcelJS from 'exceljs';
import type { PlainDate } from '@thongsuot/contracts';
import type { Cell, DocumentTable, TableColumn, TableRow } from '../administrative-document';
import { layoutOn } from '../layout';
import { columnWidths, headRows } from '../table-head';
import { lineCount } from '../text-width';
import { cellLines, isBold, plainText } from '../wording';
import { safeSheetName } from './sheet-name';

/** One sheet: lines above its table, the table, lines below it. */
export interface TableSheet {
  readonly name: string;
  readonly heading: readonly string[];
  readonly table: DocumentTable;
  readonly notes: readonly string[];
}

export interface TableWorkbook {
  readonly title: string;
  readonly author: string;
  /** By which the layout is chosen. */
  readonly date: PlainDate | null;
  readonly sheets: readonly TableSheet[];
}

/** Characters that a sheet has room for across an A4 page lying on its side, at the size of its letters. */
const CHARACTERS_ACROSS = 150;
/** Width of one character of a column's width, and what a cell keeps free on its sides. */
const CHARACTER_MM = 1.85;
const PADDING_MM = 2;
const LINE_HEIGHT = 1.25;
const ROW_HEIGHT_MAX = 409;
const CELL_LENGTH_MAX = 32_767;
/** Excel's number of A4. The library names it by an enumeration that exists in its types alone. */
const A4: object = { paperSize: 9 };
const HEAD_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7E6E6' } } as const;
const SECTION_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF5F5F5' } } as const;
const THIN = { style: 'thin' } as const;
const BORDER = { top: THIN, bottom: THIN, left: THIN, right: THIN };

/** Writes tables as .xlsx, ready to print on A4. Every text is a text, whatever it begins with: nothing is a formula. */
export async function writeXlsx(workbook: TableWorkbook): Promise<Buffer> {
  const layout = layoutOn(workbook.date);
  const file = new ExcelJS.Workbook();
  file.title = plainText(workbook.title);
  file.creator = plainText(workbook.author);
  file.lastModifiedBy = file.creator;
  const names: string[] = [];
  for (const sheet of workbook.sheets) {
    const name = safeSheetName(sheet.name, names);
    names.push(name);
    fillSheet(file.addWorksheet(name), sheet, { name: layout.font, size: layout.sizesPt.table });
  }
  return Buffer.from(await file.xlsx.writeBuffer());
}

type Font = { readonly name: string; readonly size: number };

function fillSheet(sheet: ExcelJS.Worksheet, { heading, table, notes }: TableSheet, font: Font): void {
  const { columns, rows } = table;
  const widths = columnWidths(columns, CHARACTERS_ACROSS).map((width) => Math.max(5, Math.round(width)));
  sheet.columns = widths.map((width) => ({ width }));
  heading.forEach((text, index) => {
    wideLine(sheet, text, widths, { ...font, bold: index === 0, italic: index > 0 }, 'center');
  });
  const headFrom = sheet.rowCount + 1;
  const depth = addHead(sheet, columns, widths, font);
  for (const row of rows) addRow(sheet, row, columns, widths, font);
  for (const note of notes) wideLine(sheet, note, widths, { ...font, italic: true }, 'left');
  const headTo = headFrom + depth - 1;
  sheet.views = [{ state: 'frozen', xSplit: Math.min(2, columns.length - 1), ySplit: headTo }];
  sheet.pageSetup = {
    ...A4,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: `${headFrom}:${headTo}`,
    horizontalCentered: true,
    margins: { left: 0.6, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
  };
  sheet.headerFooter = { oddFooter: '&C&P/&N' };
}

function wideLine(
  sheet: ExcelJS.Worksheet,
  text: string,
  widths: readonly number[],
  font: Partial<ExcelJS.Font> & Font,
  horizontal: 'center' | 'left',
): void {
  const row = sheet.addRow([valueOf(text)]);
  sheet.mergeCells(row.number, 1, row.number, widths.length);
  const cell = row.getCell(1);
  cell.font = font;
  cell.alignment = { horizontal, vertical: 'middle', wrapText: true };
  row.height = heightOf([{ text, width: sum(widths) }], font.size);
}

function addHead(sheet: ExcelJS.Worksheet, columns: readonly TableColumn[], widths: readonly number[], font: Font): number {
  const rows = headRows(columns);
  const top = sheet.rowCount + 1;
  rows.forEach((cells, level) => {
    for (const { text, column, columnSpan, rowSpan } of cells) {
      const row = top + level;
      sheet.getCell(row, column + 1).value = plainText(text);
      if (columnSpan * rowSpan > 1) sheet.mergeCells(row, column + 1, row + rowSpan - 1, column + columnSpan);
    }
  });
  rows.forEach((cells, level) => {
    const single = cells.filter((cell) => cell.rowSpan === 1 || level === rows.length - 1);
    const texts = single.map(({ text, column, columnSpan }) => ({ text, width: sum(widths.slice(column, column + columnSpan)) }));
    sheet.getRow(top + level).height = heightOf(texts, font.size);
  });
  for (let row = top; row < top + rows.length; row += 1) {
    for (let column = 1; column <= columns.length; column += 1) {
      const cell = sheet.getCell(row, column);
      cell.font = { ...font, bold: true };
      cell.fill = HEAD_FILL;
      cell.border = BORDER;
      cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    }
  }
  return rows.length;
}

function addRow(
  sheet: ExcelJS.Worksheet,
  row: TableRow,
  columns: readonly TableColumn[],
  widths: readonly number[],
  font: Font,
): void {
  if (row.kind === 'section') {
    const added = sheet.addRow([valueOf(row.number), valueOf(row.text)]);
    for (let column = 1; column <= columns.length; column += 1) {
      const cell = added.getCell(column);
      cell.font = { ...font, bold: true };
      cell.fill = SECTION_FILL;
      cell.border = BORDER;
      cell.alignment = { horizontal: column === 1 ? 'center' : 'left', vertical: 'middle', wrapText: true };
    }
    added.height = heightOf([{ text: row.text, width: sum(widths.slice(1)) }], font.size);
    if (columns.length > 2) sheet.mergeCells(added.number, 2, added.number, columns.length);
    return;
  }
  const added = sheet.addRow(columns.map((_, index) => valueOf(row.cells[index] ?? null)));
  const texts = columns.map((_, index) => ({ text: cellLines(row.cells[index] ?? null).join('\n'), width: widths[index] ?? 0 }));
  added.height = heightOf(texts, font.size);
  columns.forEach(({ align = 'left' }, index) => {
    const given = row.cells[index] ?? null;
    const cell = added.getCell(index + 1);
    cell.font = { ...font, bold: row.bold === true || isBold(given) };
    cell.border = BORDER;
    cell.alignment = { horizontal: align, vertical: 'top', wrapText: true };
    if (isDay(given)) cell.numFmt = 'dd/mm/yyyy';
    else if (typeof given === 'number') cell.numFmt = Number.isInteger(given) ? '#,##0' : '#,##0.00';
  });
}

/** Programs find the height of a row only when somebody edits it, so each row is given the one its texts need. */
function heightOf(texts: readonly { readonly text: string; readonly width: number }[], size: number): number {
  const lines = texts.map(({ text, width }) => lineCount(plainText(text), size, width * CHARACTER_MM - PADDING_MM));
  return Math.min(ROW_HEIGHT_MAX, Math.max(1, ...lines) * size * LINE_HEIGHT + 3);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}

function isDay(cell: Cell): cell is Extract<Cell, { date: PlainDate }> {
  return typeof cell === 'object' && cell !== null && 'date' in cell;
}

/** A day and a number keep their kind, everything else is text. */
function valueOf(cell: Cell): string | number | Date | null {
  if (cell === null || typeof cell === 'number') return cell;
  if (isDay(cell)) return new Date(`${cell.date}T00:00:00Z`);
  return cellLines(cell).join('\n').slice(0, CELL_LENGTH_MAX);
}
