import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces';
import type { Cell, DocumentTable, TableColumn, TableRow } from '../administrative-document';
import { columnWidths, headRows } from '../table-head';
import { cellLines, isBold, plainText } from '../wording';
import { points } from './units';

const PADDING_PT = 4;

/** A ruled table: its heading repeats on each page, no row is torn apart by a page's end. */
export function ruledTable({ columns, rows }: DocumentTable, widthMm: number, fontSize: number): ContentTable {
  const head = headRows(columns);
  // What pdfmake calls a width is without padding and rules.
  const widths = columnWidths(columns, points(widthMm)).map((width) => width - 2 * PADDING_PT - 0.5);
  return {
    fontSize,
    margin: [0, 6, 0, 6],
    table: {
      widths,
      headerRows: head.length,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [...headBody(columns, head.length), ...rows.map((row) => bodyRow(row, columns))],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0.5,
      paddingLeft: () => PADDING_PT,
      paddingRight: () => PADDING_PT,
      paddingTop: () => 2,
      paddingBottom: () => 2,
    },
  };
}

function headBody(columns: readonly TableColumn[], depth: number): TableCell[][] {
  const grid: TableCell[][] = Array.from({ length: depth }, () => columns.map(() => ({})));
  headRows(columns).forEach((cells, level) => {
    for (const { text, column, columnSpan, rowSpan } of cells) {
      const row = grid[level];
      if (row)
        row[column] = {
          text: plainText(text),
          bold: true,
          alignment: 'center',
          verticalAlignment: 'middle',
          colSpan: columnSpan,
          rowSpan,
        };
    }
  });
  return grid;
}

function bodyRow(row: TableRow, columns: readonly TableColumn[]): TableCell[] {
  if (row.kind === 'section') {
    const rest = columns.length - 1;
    const title = { text: plainText(row.text), bold: true, colSpan: rest } as const;
    return [
      { text: plainText(row.number), bold: true, alignment: 'center' },
      title,
      ...Array.from({ length: rest - 1 }, () => ({})),
    ];
  }
  return columns.map(({ align = 'left' }, index) => cellOf(row.cells[index] ?? null, align, row.bold ?? false));
}

function cellOf(cell: Cell, alignment: 'left' | 'center' | 'right', boldRow: boolean): TableCell {
  return { text: cellLines(cell).join('\n'), alignment, bold: boldRow || isBold(cell) };
}

/** Columns without rules or padding, for the head and the signatures; they stay on one page. */
export function bareColumns(columns: readonly { readonly widthMm: number; readonly children: readonly Content[] }[]): Content {
  return {
    unbreakable: true,
    columnGap: 0,
    columns: columns.map(({ widthMm, children }) => ({ width: points(widthMm), stack: [...children] })),
  };
}
