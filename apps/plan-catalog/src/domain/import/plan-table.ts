/**
 * What a file reader hands over: the document's paragraphs and tables in reading order, as written.
 * Nothing here knows a file format; nothing in a reader knows what a plan is.
 */
export interface PlanDocument {
  readonly format: 'docx' | 'xlsx' | 'csv' | 'text';
  readonly blocks: readonly PlanBlock[];
}

export type PlanBlock =
  { readonly kind: 'paragraph'; readonly text: string } | { readonly kind: 'table'; readonly table: PlanTable };

export interface PlanTable {
  /** Sheet name, where the format has one. */
  readonly name?: string;
  readonly rows: readonly PlanRow[];
}

export interface PlanRow {
  /** Row in the source, the first being 1; what findings point at. */
  readonly row: number;
  readonly cells: readonly PlanCell[];
}

export interface PlanCell {
  /** First grid column that the cell covers, from 0. */
  readonly column: number;
  /** Number of grid columns that it covers; 1 unless merged sideways. */
  readonly span: number;
  /** True where the cell is the lower part of a cell merged downwards; its text is then empty. */
  readonly continuesAbove: boolean;
  /** Raw text; line breaks and list marks kept. */
  readonly text: string;
}

/** The cell that covers a grid column, or nothing where the row is shorter. */
export function cellAt(row: PlanRow, column: number): PlanCell | undefined {
  return row.cells.find((cell) => cell.column <= column && column < cell.column + cell.span);
}

/** Number of grid columns of the widest row. */
export function tableWidth(table: PlanTable): number {
  return table.rows.reduce((widest, row) => {
    const last = row.cells.at(-1);
    return last === undefined ? widest : Math.max(widest, last.column + last.span);
  }, 0);
}
