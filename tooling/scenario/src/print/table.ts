/** One column of a table: its title, and whether its cells are numbers. */
export interface Column {
  readonly title: string;
  readonly number?: boolean;
  /** Longest cell in characters; what is longer is cut and ends with `…`. */
  readonly max?: number;
}

/** A table as text, columns as wide as they need to be. */
export function tableOf(columns: readonly Column[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = rows.map((row) => columns.map((column, index) => cut(textOf(row[index] ?? null), column.max)));
  const widths = columns.map((column, index) => Math.max(column.title.length, ...cells.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => (columns[index]?.number ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(columns.map(({ title }) => title)), rule, ...cells.map(line)].join('\n');
}

/** A heading above a table. */
export function heading(vietnamese: string, english: string): string {
  return `\n━━ ${vietnamese} / ${english}\n`;
}

/** Numbers as they are written in Vietnam: 12.345. */
function textOf(cell: string | number | null): string {
  if (cell === null) return '–';
  return typeof cell === 'number' ? cell.toLocaleString('de-DE', { maximumFractionDigits: 2 }) : cell.normalize('NFC');
}

function cut(text: string, max: number | undefined): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return max === undefined || flat.length <= max ? flat : `${flat.slice(0, max - 1)}…`;
}
