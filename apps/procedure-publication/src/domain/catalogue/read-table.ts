import { foldVietnamese } from '@thongsuot/areas';
import type { ImportFinding } from '@thongsuot/contracts';
import { z } from 'zod';
import type { RawRow } from './read-procedures';

const Field = z.enum([
  'code',
  'name',
  'field',
  'levels',
  'lifeEvents',
  'steps',
  'manner',
  'documents',
  'timeLimit',
  'subjects',
  'agency',
  'forms',
  'result',
  'conditions',
  'fee',
  'legalBasis',
]);
type Field = z.infer<typeof Field>;

/** Headings and words of lists of procedures, `data/procedures/columns.json`: a list of another make is a line of data. */
export const ColumnWords = z.object({
  fields: z.record(Field, z.array(z.string())),
  ignored: z.array(z.string()),
  none: z.array(z.string()),
  levels: z.record(z.enum(['country', 'province', 'district', 'commune']), z.array(z.string())),
});
export type ColumnWords = z.infer<typeof ColumnWords>;

/** A table as a reader hands it over: cells of a row with the grid column each begins at. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly {
    readonly column: number;
    readonly continuesAbove: boolean;
    readonly text: string;
    readonly formula?: boolean;
  }[];
}

/** What a table says, or null where no row of it is a heading. */
export interface TableReading {
  readonly rows: RawRow[];
  readonly columns: { heading: string; field: string | null }[];
  readonly findings: ImportFinding[];
}

const HEADING_ROWS = 30;
const TOP_FIELDS = new Set<Field>(['code', 'name', 'field', 'levels', 'lifeEvents']);
const MAYBE_NONE = new Set<Field>(['forms', 'result', 'conditions', 'fee']);

/**
 * Reads a list of procedures from a table: finds the heading by its words, reads section rows ("Lĩnh vực Hộ tịch",
 * "Thủ tục cấp xã") as the field or the level of what follows, and cells merged downwards for each row they cover.
 */
export function readTable(table: readonly SheetRow[], words: ColumnWords): TableReading | null {
  const fieldOf = lookup(words.fields);
  const headingAt = table.slice(0, HEADING_ROWS).findIndex(({ cells }) => {
    const fields = new Set(cells.map(({ text }) => fieldOf.get(key(text))));
    return fields.has('code') && fields.has('name');
  });
  const heading = table[headingAt];
  if (!heading) return null;
  const findings: ImportFinding[] = [];
  const byColumn = new Map<number, Field>();
  const headings = new Map<Field, string>();
  const columns: TableReading['columns'] = [];
  const ignored = new Set(words.ignored.map(key));
  for (const { column, text } of heading.cells) {
    const title = text.replace(/\s+/gu, ' ').trim();
    if (title === '') continue;
    const field = fieldOf.get(key(title));
    const known = field !== undefined && !headings.has(field);
    columns.push({ heading: title, field: known ? field : null });
    if (known) {
      byColumn.set(column, field);
      headings.set(field, title);
    } else if (!ignored.has(key(title)))
      findings.push({
        row: heading.row,
        column: title,
        code: field === undefined ? 'column-unknown' : 'column-twice',
        severity: 'warning',
        message:
          field === undefined
            ? 'cột không được nhận ra nên không đọc / this column is not known and was not read'
            : 'hai cột cùng một nội dung, đọc cột đầu / two columns of one content, the first was read',
      });
  }
  const context = new SectionContext(words);
  const above = new Map<Field, string>();
  const rows: RawRow[] = [];
  const headingOf = (field: string): string => headings.get(field as Field) ?? field;
  for (const { row, cells } of table.slice(headingAt + 1)) {
    const filled = cells.filter(({ text, continuesAbove }) => text.trim() !== '' || continuesAbove);
    if (filled.length === 0 || isNumbering(filled) || context.takes(filled)) continue;
    const given = new Map<Field, string>();
    for (const { column, text, continuesAbove, formula } of cells) {
      const field = byColumn.get(column);
      if (field === undefined) continue;
      const value = continuesAbove ? (above.get(field) ?? '') : text.trim();
      above.set(field, value);
      if (value !== '') given.set(field, value);
      const finding = suspicious(value, formula ?? false);
      if (finding) findings.push({ row, column: headingOf(field), ...finding });
    }
    if (given.size > 0) rows.push({ row, value: objectOf(given, words, context), headingOf });
  }
  return { rows, columns, findings };
}

/** A row of column numbers under the heading: `(1) (2) (3)`. */
function isNumbering(cells: readonly { text: string }[]): boolean {
  return cells.length > 2 && cells.every(({ text }) => /^\(?\d{1,2}\)?$/u.test(text.trim()));
}

function suspicious(value: string, formula: boolean): Pick<ImportFinding, 'code' | 'severity' | 'message'> | null {
  if (/^[=+@][A-Za-z]/u.test(value))
    return {
      code: 'formula-text',
      severity: 'warning',
      message: 'nội dung trông như công thức, giữ nguyên chữ / it looks like a formula and is kept as words',
    };
  if (/^#(?:REF|N\/A|VALUE|NAME|DIV\/0|NULL|NUM)[!?]?$/u.test(value))
    return {
      code: 'formula-error',
      severity: 'warning',
      message: `ô là lỗi công thức ${value} / the cell is the error ${value} of a formula`,
    };
  return formula
    ? {
        code: 'formula-result',
        severity: 'warning',
        message: 'ô là công thức, lấy kết quả đã lưu / the cell is a formula, its stored result was taken',
      }
    : null;
}

function objectOf(given: ReadonlyMap<Field, string>, words: ColumnWords, context: SectionContext): Record<string, unknown> {
  const none = new Set(words.none.map(key));
  const parts: Record<string, unknown> = {};
  for (const [field, text] of given)
    if (!TOP_FIELDS.has(field)) parts[field] = MAYBE_NONE.has(field) && none.has(key(text)) ? false : text;
  const levels = given.get('levels');
  const events = given.get('lifeEvents');
  const field = given.get('field') ?? context.field;
  return {
    ...(given.has('code') ? { code: codeOf(given.get('code') ?? '') } : {}),
    ...(given.has('name') ? { name: given.get('name') } : {}),
    ...(field === undefined ? {} : { field }),
    ...(levels === undefined ? (context.levels ? { levels: context.levels } : {}) : { levels: context.levelsOf(levels) }),
    ...(events === undefined ? {} : { lifeEvents: listOf(events) }),
    parts,
  };
}

/** `1.001193.000.00.00.H48 ` and `1.001193,` are that code; anything else is left for the check to refuse. */
function codeOf(text: string): string {
  return text.replace(/\s+/gu, '').replace(/[,;.]+$/u, '');
}

function listOf(text: string): string[] {
  return text
    .split(/[;\n]/u)
    .map((each) => each.replace(/^\s*[-+•]\s*/u, '').trim())
    .filter((each) => each !== '');
}

/** What section rows said of the rows below them. */
class SectionContext {
  field: string | undefined;
  levels: string[] | undefined;
  private readonly levelWords: ReadonlyMap<string, string>;

  constructor(words: ColumnWords) {
    this.levelWords = lookup(words.levels);
  }

  /** True where the row is a heading of what follows: one text, beside a number at most. */
  takes(cells: readonly { text: string; continuesAbove: boolean }[]): boolean {
    const texts = cells.filter(({ continuesAbove }) => !continuesAbove).map(({ text }) => text.trim());
    const [title, ...rest] = texts.filter((text) => !/^(?:[IVXLC]+|[A-Z]|\d{1,3})\.?$/u.test(text));
    if (title === undefined || rest.length > 0 || cells.length > 2) return false;
    const field = /^(?:[IVXLC\d]+[.)]?\s*)?(?:[A-ZĐ][.)]\s*)?(?:lĩnh vực)\s*:?\s+(.+)$/iu.exec(title)?.[1];
    if (field !== undefined) {
      this.field = field.trim();
      return true;
    }
    const folded = ` ${key(title)} `;
    const found = [...this.levelWords].filter(([word]) => word.includes(' ') && folded.includes(` ${word} `));
    if (found.length === 0) return false;
    this.levels = [...new Set(found.map(([, level]) => level))];
    return true;
  }

  /** Levels of a cell; a word that is none stays as it is, so that the check names it. */
  levelsOf(text: string): string[] {
    const whole = this.levelWords.get(key(text));
    if (whole !== undefined) return [whole];
    const parts = text.split(/[,;\n/]|\bvà\b/u).filter((each) => each.trim() !== '');
    return [...new Set(parts.map((part) => this.levelWords.get(key(part)) ?? part.trim()))];
  }
}

function lookup<K extends string>(table: Readonly<Partial<Record<K, string[]>>>): Map<string, K> {
  return new Map(
    Object.entries<string[] | undefined>(table).flatMap(([value, texts = []]) =>
      texts.map((text): [string, K] => [key(text), value as K]),
    ),
  );
}

/** Words of a heading, signs and accents aside: `Mã TTHC (*)` is `ma tthc`. */
function key(text: string): string {
  return foldVietnamese(text)
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim();
}
