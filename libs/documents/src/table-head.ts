import type { TableColumn } from './administrative-document';

/** A cell of a table's heading with the grid it covers. */
export interface HeadCell {
  readonly text: string;
  /** First column, 0-based. */
  readonly column: number;
  readonly columnSpan: number;
  readonly rowSpan: number;
}

/**
 * The heading's rows: neighbours under the same headings share a cell above them, a column without headings above it
 * reaches over all rows.
 */
export function headRows(columns: readonly TableColumn[]): HeadCell[][] {
  const depth = Math.max(1, ...columns.map((column) => (column.under?.length ?? 0) + 1));
  return Array.from({ length: depth }, (_, level) => {
    const cells: HeadCell[] = [];
    columns.forEach((column, index) => {
      const under = column.under ?? [];
      if (level > under.length) return;
      if (level === under.length) {
        cells.push({ text: column.heading, column: index, columnSpan: 1, rowSpan: depth - level });
        return;
      }
      const path = under.slice(0, level + 1).join('\n');
      const before = columns[index - 1]?.under?.slice(0, level + 1).join('\n');
      const last = cells.at(-1);
      if (last !== undefined && before === path) cells[cells.length - 1] = { ...last, columnSpan: last.columnSpan + 1 };
      else cells.push({ text: under[level] ?? '', column: index, columnSpan: 1, rowSpan: 1 });
    });
    return cells;
  });
}

/** The width of each column where the table has `total`. */
export function columnWidths(columns: readonly TableColumn[], total: number): number[] {
  const sum = columns.reduce((all, column) => all + column.width, 0);
  return columns.map((column) => (column.width / sum) * total);
}
