import type { ColumnMap, PlanField } from './columns';
import type { PlanCell, PlanRow } from './plan-table';
import { keepLines } from './text';

/** One cell of a row as written, with the heading above it and the field it was read as. */
export interface RawCell {
  /** Column of the table, the first being 1. */
  readonly column: number;
  readonly heading: string;
  readonly field: PlanField | null;
  readonly text: string;
}

/** A row of the file as written; a cell merged downwards is told for each row it covers. */
export interface RawRow {
  readonly row: number;
  readonly cells: readonly RawCell[];
}

/** @param above the cells that those merged downwards belong to, by column */
export function rawRowOf(row: PlanRow, map: ColumnMap, above: ReadonlyMap<number, PlanCell>): RawRow {
  const cells = row.cells.map((cell): RawCell => {
    const source = cell.continuesAbove ? (above.get(cell.column) ?? cell) : cell;
    const covers = (column: number): boolean => cell.column <= column && column < cell.column + cell.span;
    const [field = null] = [...map.columns].find(([, column]) => covers(column)) ?? [];
    return { column: cell.column + 1, heading: map.headings[cell.column] ?? '', field, text: keepLines(source.text) };
  });
  return { row: row.row, cells: cells.filter((cell) => cell.text !== '' || cell.field !== null) };
}
