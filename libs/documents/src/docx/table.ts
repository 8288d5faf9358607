import { AlignmentType, BorderStyle, Table, TableCell, TableLayoutType, TableRow, VerticalAlignTable, WidthType } from 'docx';
import type { Paragraph } from 'docx';
import type { Cell, DocumentTable, TableColumn, TableRow as Row } from '../administrative-document';
import { columnWidths, headRows } from '../table-head';
import { cellLines, isBold, plainText } from '../wording';
import { line } from './paragraphs';
import { twips } from './units';

const CELL_MARGINS = { top: 40, bottom: 40, left: 80, right: 80 };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE };

/** A ruled table: its heading repeats on each page, no row is torn apart by a page's end. */
export function ruledTable({ columns, rows }: DocumentTable, widthMm: number, size: number): Table {
  const widths = columnWidths(columns, widthMm);
  return new Table({
    width: { size: twips(widthMm), type: WidthType.DXA },
    columnWidths: widths.map(twips),
    layout: TableLayoutType.FIXED,
    margins: CELL_MARGINS,
    rows: [...headOf(columns, widths, size), ...rows.map((row) => bodyRow(row, columns, widths, size))],
  });
}

function headOf(columns: readonly TableColumn[], widths: readonly number[], size: number): TableRow[] {
  return headRows(columns).map(
    (cells) =>
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: cells.map(
          ({ text, column, columnSpan, rowSpan }) =>
            new TableCell({
              columnSpan,
              rowSpan,
              verticalAlign: VerticalAlignTable.CENTER,
              width: { size: twips(sum(widths.slice(column, column + columnSpan))), type: WidthType.DXA },
              children: [line(plainText(text), { size, bold: true, align: 'center' })],
            }),
        ),
      }),
  );
}

function bodyRow(row: Row, columns: readonly TableColumn[], widths: readonly number[], size: number): TableRow {
  if (row.kind === 'section') {
    const [first = 0, ...rest] = widths;
    return new TableRow({
      cantSplit: true,
      children: [
        cellOf([line(row.number, { size, bold: true, align: 'center', keepNext: true })], first, 1),
        cellOf([line(row.text, { size, bold: true, keepNext: true })], sum(rest), Math.max(1, rest.length)),
      ].slice(0, columns.length),
    });
  }
  const { cells, bold = false } = row;
  return new TableRow({
    cantSplit: true,
    children: columns.map(({ align = 'left' }, index) =>
      cellOf(paragraphsOf(cells[index] ?? null, { align, bold, size }), widths[index] ?? 0, 1),
    ),
  });
}

function paragraphsOf(cell: Cell, style: { align: 'left' | 'center' | 'right'; bold: boolean; size: number }): Paragraph[] {
  const bold = style.bold || isBold(cell);
  return cellLines(cell).map((text) => line(text, { ...style, bold }));
}

function cellOf(children: readonly Paragraph[], widthMm: number, columnSpan: number): TableCell {
  return new TableCell({ columnSpan, width: { size: twips(widthMm), type: WidthType.DXA }, children: [...children] });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}

/** Columns without rules, for the head and the signatures; they stay on one page. */
export function bareColumns(columns: readonly { readonly widthMm: number; readonly children: readonly Paragraph[] }[]): Table {
  return new Table({
    width: { size: twips(sum(columns.map((column) => column.widthMm))), type: WidthType.DXA },
    columnWidths: columns.map((column) => twips(column.widthMm)),
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.LEFT,
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: true,
        children: columns.map(({ widthMm, children }) => cellOf(children, widthMm, 1)),
      }),
    ],
  });
}
