import { cellAt, tableWidth } from './plan-table';
import type { PlanRow, PlanTable } from './plan-table';
import { fold } from './text';

/** What a column of a plan's table holds. */
export const PLAN_FIELDS = ['number', 'title', 'leads', 'coordinators', 'products', 'time'] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];

/**
 * The wordings under which plans head their columns, folded (no accents, lower case). The longest wording found in a
 * heading decides, so "bộ phận phối hợp thực hiện" is a coordinator though "thực hiện" alone is a lead.
 */
export const HEADER_WORDINGS: Readonly<Record<PlanField, readonly string[]>> = {
  number: ['tt', 'stt', 'so tt', 'so thu tu'],
  title: [
    'noi dung',
    'noi dung cong viec',
    'noi dung thuc hien',
    'noi dung nhiem vu',
    'noi dung hoat dong',
    'nhiem vu',
    'ten nhiem vu',
    'nhiem vu trong tam',
    'nhiem vu, giai phap',
    'cong viec',
    'ten cong viec',
    'dau viec',
    'hoat dong',
  ],
  leads: [
    'co quan thuc hien',
    'don vi thuc hien',
    'bo phan thuc hien',
    'chu tri',
    'chu tri thuc hien',
    'co quan chu tri',
    'don vi chu tri',
    'bo phan chu tri',
    'co quan, don vi chu tri',
    'co quan, don vi thuc hien',
    'nguoi chu tri',
    'nguoi thuc hien',
    'thuc hien',
    'phan cong thuc hien',
    'trach nhiem thuc hien',
  ],
  coordinators: [
    'phoi hop',
    'phoi hop thuc hien',
    'co quan phoi hop',
    'co quan phoi hop thuc hien',
    'don vi phoi hop',
    'bo phan phoi hop',
    'bo phan phoi hop thuc hien',
    'co quan, don vi phoi hop',
    'nguoi phoi hop',
  ],
  products: [
    'ket qua',
    'ket qua cong viec',
    'ket qua dau ra',
    'ket qua, san pham',
    'san pham',
    'san pham dau ra',
    'san pham, ket qua',
    'dau ra',
  ],
  time: [
    'thoi gian',
    'thoi gian thuc hien',
    'thoi gian hoan thanh',
    'thoi han',
    'thoi han hoan thanh',
    'thoi han thuc hien',
    'tien do',
    'tien do thuc hien',
    'han hoan thanh',
    'lo trinh',
    'ghi chu thoi gian',
  ],
};

/** Grid column of each field that the table has, and the row after its heading. */
export interface ColumnMap {
  readonly columns: ReadonlyMap<PlanField, number>;
  /** Index in `table.rows` of the first heading row, and of the first row below the heading. */
  readonly headerFrom: number;
  readonly bodyFrom: number;
}

/** The field that a heading names, or nothing. */
export function fieldOfHeading(heading: string): PlanField | undefined {
  const text = fold(heading)
    .replace(/[^\p{L}\p{N},]+/gu, ' ')
    .trim();
  const padded = ` ${text} `;
  let best: { field: PlanField; length: number } | undefined;
  for (const field of PLAN_FIELDS) {
    for (const wording of HEADER_WORDINGS[field]) {
      // A short mark such as "TT" has to be the whole heading: it also stands inside other words ("TTHC").
      const found = wording.length <= 3 ? text === wording : padded.includes(` ${wording} `);
      if (found && (best === undefined || wording.length > best.length)) best = { field, length: wording.length };
    }
  }
  return best?.field;
}

const HEADING_LENGTH_MAX = 60;

function headingsOf(row: PlanRow): Map<PlanField, number> {
  const found = new Map<PlanField, number>();
  for (const cell of row.cells) {
    if (cell.continuesAbove || cell.text.length > HEADING_LENGTH_MAX) continue;
    const field = fieldOfHeading(cell.text);
    if (field !== undefined && !found.has(field)) found.set(field, cell.column);
  }
  return found;
}

/**
 * Finds the heading of a plan's table, one or two rows high ("Phân công thực hiện" above "Bộ phận chủ trì" and "Bộ phận
 * phối hợp"), wherever it stands and in whatever order its columns are. Nothing is returned for a table that is no plan.
 */
export function findColumns(table: PlanTable): ColumnMap | undefined {
  for (const [index, row] of table.rows.entries()) {
    const upper = headingsOf(row);
    if (!upper.has('title') || upper.size < 3) continue;
    const below = table.rows[index + 1];
    const lower = below === undefined ? new Map<PlanField, number>() : secondHeading(row, below);
    const columns = new Map([...upper].filter(([, column]) => ![...lower.values()].includes(column)));
    for (const [field, column] of lower) columns.set(field, column);
    return { columns, headerFrom: index, bodyFrom: index + (lower.size > 0 ? 2 : 1) };
  }
  return undefined;
}

/** The lower row of a heading: only cells under a heading merged sideways count, all others must be merged or empty. */
function secondHeading(upper: PlanRow, lower: PlanRow): Map<PlanField, number> {
  const found = headingsOf(lower);
  const filled = lower.cells.filter((cell) => !cell.continuesAbove && cell.text.trim() !== '');
  const under = filled.filter((cell) => {
    const above = cellAt(upper, cell.column);
    return above === undefined || above.text.trim() === '' || above.span > 1 || fieldOfHeading(above.text) === 'leads';
  });
  return filled.length > 0 && found.size === filled.length && under.length === filled.length
    ? found
    : new Map<PlanField, number>();
}

/** True where a table without a heading of its own may go on with the one above it (a page break split them). */
export function continuesTable(table: PlanTable, width: number): boolean {
  return tableWidth(table) === width;
}
