import type { PlanBlock, PlanCell, PlanDocument, PlanRow } from './plan-table';

/** A line of a pasted text with its number, the first being 1. */
interface Line {
  readonly row: number;
  readonly text: string;
}

/** One line of the table, as cells by grid column. */
type Grid = { row: number; cells: string[] }[];

const STARTS_ROW = /^\s*(?:[IVXLC]+|[A-ZĐ]|\d{1,3}(?:\.\d{1,3})*)[.)]?\s*(?:\t|\||\s{2,}|$)/u;

/**
 * Reads a plan's table as somebody pastes it from a page, a mail or another program: cells divided by tabs, by upright bars,
 * or by two and more blanks under each other. Lines before and after the table are its text. A cell that goes on in the next
 * line is put together again.
 */
export function readPastedText(text: string): PlanDocument {
  const lines = text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\r|\n/u)
    .map((line, index): Line => ({ row: index + 1, text: line.replace(/\s+$/u, '') }));
  const count = (pattern: RegExp): number => lines.filter((line) => pattern.test(line.text)).length;
  if (count(/\t/u) >= 2) return documentOf(lines, /\t/u, tabbed);
  if (count(/\|.*\|/u) >= 2) return documentOf(lines, /\||^\s*\+[-=+]+\+\s*$/u, barred);
  return documentOf(lines, /\S\s{2,}\S/u, aligned);
}

/** @param inTable tells lines of the table from those around it */
function documentOf(lines: readonly Line[], inTable: RegExp, read: (lines: readonly Line[]) => Grid): PlanDocument {
  const first = lines.findIndex((line) => inTable.test(line.text));
  const last = lines.findLastIndex((line) => inTable.test(line.text));
  const paragraph = ({ text }: Line): PlanBlock[] => (text.trim() === '' ? [] : [{ kind: 'paragraph', text }]);
  if (first < 0) return { format: 'text', blocks: lines.flatMap(paragraph) };
  const rows = read(lines.slice(first, last + 1)).map(rowOf);
  return {
    format: 'text',
    blocks: [
      ...lines.slice(0, first).flatMap(paragraph),
      { kind: 'table', table: { rows } },
      ...lines.slice(last + 1).flatMap(paragraph),
    ],
  };
}

function rowOf({ row, cells }: Grid[number]): PlanRow {
  return {
    row,
    cells: cells.map((text, column): PlanCell => ({ column, span: 1, continuesAbove: false, text: text.trim() })),
  };
}

/** Excel quotes a cell of several lines; Word does not, so a line that starts no row goes on with the last cell. */
function tabbed(lines: readonly Line[]): Grid {
  const grid: Grid = [];
  let width = 0;
  let open = false;
  for (const { row, text } of lines) {
    const parts = text.split('\t');
    const last = grid.at(-1);
    const goesOn = open || (last !== undefined && grid.length > 1 && last.cells.length < width && !STARTS_ROW.test(text));
    if (last !== undefined && goesOn) {
      const [head = '', ...rest] = parts;
      last.cells[last.cells.length - 1] = `${last.cells.at(-1) ?? ''}\n${head}`;
      last.cells.push(...rest);
    } else grid.push({ row, cells: parts });
    const cells = grid.at(-1)?.cells ?? [];
    open = quoteIsOpen(cells.at(-1) ?? '');
    if (grid.length === 1) width = cells.length;
  }
  return grid.map(({ row, cells }) => ({ row, cells: cells.map(unquoted) }));
}

function quoteIsOpen(cell: string): boolean {
  return cell.startsWith('"') && (cell.match(/"/gu)?.length ?? 0) % 2 === 1;
}

function unquoted(cell: string): string {
  return /^"[\s\S]*"$/u.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

/** Markdown's tables, and those drawn with + and -: between two drawn lines all lines are one row. */
function barred(lines: readonly Line[]): Grid {
  const drawn = lines.filter((line) => /^\s*\+[-=+]+\+\s*$/u.test(line.text)).length > 2;
  const grid: Grid = [];
  let fresh = true;
  for (const { row, text } of lines) {
    if (/^[\s|:+=-]+$/u.test(text)) {
      fresh = true;
      continue;
    }
    const cells = text.trim().replace(/^\|/u, '').replace(/\|$/u, '').split('|');
    const last = grid.at(-1);
    if (drawn && !fresh && last !== undefined) {
      last.cells = last.cells.map((cell, index) => joined(cell, cells[index] ?? ''));
    } else grid.push({ row, cells: cells.map((cell) => cell.trim()) });
    fresh = false;
  }
  return grid;
}

function joined(upper: string, lower: string): string {
  const more = lower.trim();
  return more === '' ? upper : `${upper}\n${more}`;
}

/** Columns begin where the heading's words begin; what stands below belongs to the column it lies under. */
function aligned(lines: readonly Line[]): Grid {
  const pieces = lines.filter((line) => line.text.trim() !== '').map((line) => ({ row: line.row, parts: piecesOf(line.text) }));
  const firstTask = pieces.findIndex(
    ({ parts }, index) => index > 0 && /^(?:[IVXLC]+|\d{1,3}(?:\.\d+)*)[.)]?$/u.test(parts[0]?.text ?? ''),
  );
  const headings = pieces.slice(0, Math.max(1, firstTask));
  const starts = (headings.find(({ parts }) => parts.length >= 3) ?? headings[0])?.parts.map((part) => part.start) ?? [];
  const grid: Grid = [];
  for (const { row, parts } of pieces) {
    const cells = starts.map(() => '');
    for (const part of parts) {
      const column = columnUnder(starts, part);
      cells[column] = cells[column] === '' ? part.text : `${cells[column] ?? ''} ${part.text}`;
    }
    const last = grid.at(-1);
    const isHeading = grid.length > 0 && headings.some((heading) => heading.row === row);
    if (last !== undefined && (isHeading || (cells[0] === '' && grid.length > 1))) {
      last.cells = last.cells.map((cell, index) => [cell, cells[index] ?? ''].filter((text) => text !== '').join(' '));
    } else grid.push({ row, cells });
  }
  return grid;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function piecesOf(line: string): Piece[] {
  return [...line.matchAll(/\S+(?: \S+)*/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

/** The column that most of a piece lies under. */
function columnUnder(starts: readonly number[], { start, end }: Piece): number {
  const overlap = starts.map((from, index) => {
    const to = starts[index + 1] ?? Number.POSITIVE_INFINITY;
    return Math.min(end, to) - Math.max(start, index === 0 ? 0 : from);
  });
  return overlap.indexOf(Math.max(...overlap));
}
