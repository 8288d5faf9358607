/** What a reader hands over: the file's paragraphs and tables in reading order, as written. No reader knows what they mean. */
export interface TableDocument {
  readonly format: 'docx' | 'xlsx' | 'csv';
  readonly blocks: readonly TableBlock[];
}

export type TableBlock =
  { readonly kind: 'paragraph'; readonly text: string } | { readonly kind: 'table'; readonly table: Table };

export interface Table {
  /** Sheet name, where the format has one. */
  readonly name?: string;
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** Row in the source, the first being 1; what findings point at. */
  readonly row: number;
  readonly cells: readonly TableCell[];
}

export interface TableCell {
  /** First grid column that the cell covers, from 0. */
  readonly column: number;
  /** Number of grid columns that it covers; 1 unless merged sideways. */
  readonly span: number;
  /** True where the cell is the lower part of a cell merged downwards; its text is then empty. */
  readonly continuesAbove: boolean;
  /** Raw text; line breaks and list marks kept. */
  readonly text: string;
  /** True where the text is the stored result of a formula. */
  readonly formula?: boolean;
}
