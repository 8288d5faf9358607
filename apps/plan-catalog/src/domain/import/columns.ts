import { cellAt, tableWidth } from './plan-table';
import type { PlanRow, PlanTable } from './plan-table';
import { fold, oneLine } from './text';

/** What a column of a plan's table holds. */
export const PLAN_FIELDS = ['number', 'title', 'leads', 'coordinators', 'products', 'time'] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];

/**
 * The wordings under which plans head their columns, folded (no accents, lower case). The longest wording found in a
 * heading decides, so "bộ phận phối hợp thực hiện" is a coordinator though "thực hiện" alone is a lead.
 */
export type HeadingWordings = Readonly<Record<PlanField, readonly string[]>>;

/** Wordings as people write them, made ready for comparing. */
export function headingWordings(written: Readonly<Record<PlanField, readonly string[]>>): HeadingWordings {
  return Object.fromEntries(PLAN_FIELDS.map((field) => [field, written[field].map(foldedHeading)])) as unknown as HeadingWordings;
}

function foldedHeading(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N},]+/gu, ' ')
    .trim();
}

/** Grid column of each field that the table has, and the row after its heading. */
export interface ColumnMap {
  readonly columns: ReadonlyMap<PlanField, number>;
  /** Index in `table.rows` of the first heading row, and of the first row below the heading. */
  readonly headerFrom: number;
  readonly bodyFrom: number;
  /** Heading of each grid column as written, that above it first. */
  readonly headings: readonly string[];
}

/** The field that a heading names, or nothing. */
export function fieldOfHeading(heading: string, wordings: HeadingWordings): PlanField | undefined {
  const text = foldedHeading(heading);
  const padded = ` ${text} `;
  let best: { field: PlanField; length: number } | undefined;
  for (const field of PLAN_FIELDS) {
    for (const wording of wordings[field]) {
      // A short mark such as "TT" has to be the whole heading: it also stands inside other words ("TTHC").
      const found = wording.length <= 3 ? text === wording : padded.includes(` ${wording} `);
      if (found && (best === undefined || wording.length > best.length)) best = { field, length: wording.length };
    }
  }
  return best?.field;
}

const HEADING_LENGTH_MAX = 60;

function headingsOf(row: PlanRow, wordings: HeadingWordings): Map<PlanField, number> {
  const found = new Map<PlanField, number>();
  for (const cell of row.cells) {
    if (cell.continuesAbove || cell.text.length > HEADING_LENGTH_MAX) continue;
    const field = fieldOfHeading(cell.text, wordings);
    if (field !== undefined && !found.has(field)) found.set(field, cell.column);
  }
  return found;
}

/**
 * Finds the heading of a plan's table, one or two rows high ("Phân công thực hiện" above "Bộ phận chủ trì" and "Bộ phận
 * phối hợp"), wherever it stands and in whatever order its columns are. Nothing is returned for a table that is no plan.
 */
export function findColumns(table: PlanTable, wordings: HeadingWordings): ColumnMap | undefined {
  for (const [index, row] of table.rows.entries()) {
    const upper = headingsOf(row, wordings);
    if (!upper.has('title') || upper.size < 3) continue;
    const below = table.rows[index + 1];
    const lower = below === undefined ? new Map<PlanField, number>() : secondHeading(row, below, wordings);
    const columns = new Map([...upper].filter(([, column]) => ![...lower.values()].includes(column)));
    for (const [field, column] of lower) columns.set(field, column);
    const bodyFrom = index + (lower.size > 0 ? 2 : 1);
    return { columns, headerFrom: index, bodyFrom, headings: headingTexts(table, index, bodyFrom) };
  }
  return undefined;
}

function headingTexts(table: PlanTable, from: number, to: number): string[] {
  return Array.from({ length: tableWidth(table) }, (_, column) => {
    const texts = table.rows.slice(from, to).map((row) => oneLine(cellAt(row, column)?.text ?? ''));
    return [...new Set(texts.filter((text) => text !== ''))].join(' / ');
  });
}

/** The lower row of a heading: only cells under a heading merged sideways count, all others must be merged or empty. */
function secondHeading(upper: PlanRow, lower: PlanRow, wordings: HeadingWordings): Map<PlanField, number> {
  const found = headingsOf(lower, wordings);
  const filled = lower.cells.filter((cell) => !cell.continuesAbove && cell.text.trim() !== '');
  const under = filled.filter((cell) => {
    const above = cellAt(upper, cell.column);
    const field = above && fieldOfHeading(above.text, wordings);
    // A heading over several columns names no field of its own, or who carries the work out as a whole.
    return above === undefined || above.span > 1 || field === undefined || field === 'leads';
  });
  return filled.length > 0 && found.size === filled.length && under.length === filled.length
    ? found
    : new Map<PlanField, number>();
}

/** True where a table without a heading of its own may go on with the one above it (a page break split them). */
export function continuesTable(table: PlanTable, width: number): boolean {
  return tableWidth(table) === width;
}
