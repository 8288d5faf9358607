import { romanNumber, romanValue } from './text';

/** How a heading is numbered: "A", "II", "3", or not at all. */
export type NumberStyle = 'letter' | 'roman' | 'arabic' | 'none';

/** A row that heads the rows below it. */
export interface SectionHeading {
  readonly style: NumberStyle;
  readonly number: string;
  readonly name: string;
}

/** What a row says, as far as telling a heading from a task needs it. */
export interface HeadingRow {
  readonly number: string;
  readonly title: string;
  /** Texts of all cells that hold any. */
  readonly filled: readonly string[];
  /** Nothing but a number and a title is in it. */
  readonly bare: boolean;
}

/** What came before, and the row that comes next. */
export interface HeadingContext {
  readonly part: string | null;
  readonly lastStyle: NumberStyle | null;
  readonly next: (HeadingRow & { readonly isTask: boolean }) | undefined;
}

const WITH_NUMBER = /^([A-ZĐ]|[IVXLC]+|\d{1,2})[.):]\s*(\S.*)$/u;

/** The heading that a row is: numbered in the column of numbers or in its only cell, or in capitals without a number. */
export function sectionHeading(row: HeadingRow, context: HeadingContext): SectionHeading | undefined {
  const found = row.number === '' ? undefined : numberIn(row.number, context);
  if (found !== undefined && row.bare && row.filled.length <= 2) {
    return heads({ ...found, name: row.title }, row, context);
  }
  const [only = ''] = row.filled;
  if (row.filled.length !== 1) return undefined;
  const [, written = '', name = ''] = WITH_NUMBER.exec(only) ?? [];
  const inText = written === '' ? undefined : numberIn(written, context);
  if (inText !== undefined) return heads({ ...inText, name }, row, context);
  const capitals = only === only.toLocaleUpperCase('vi') && (only.match(/\p{Lu}/gu)?.length ?? 0) >= 6;
  return capitals && context.next?.isTask === true ? { style: 'none', number: '', name: only } : undefined;
}

function numberIn(text: string, { part }: HeadingContext): Pick<SectionHeading, 'style' | 'number'> | undefined {
  const bare = text.replace(/[.):]+$/u, '');
  // "C" is the part after B, and a hundred after nothing.
  const isNextPart = part !== null && bare.charCodeAt(0) === part.charCodeAt(0) + 1;
  if (/^[A-ZĐ]$/u.test(bare) && (isNextPart || romanNumber(bare) === undefined)) return { style: 'letter', number: bare };
  const roman = romanNumber(bare);
  if (roman !== undefined) return { style: 'roman', number: roman };
  return /^\d{1,2}$/u.test(bare) ? { style: 'arabic', number: String(Number(bare)) } : undefined;
}

/** "1" in front of a bare title is a section only where the numbers below it belong to it, else a task somebody left unfinished. */
function heads(heading: SectionHeading, row: HeadingRow, { lastStyle, next }: HeadingContext): SectionHeading | undefined {
  if (heading.style !== 'arabic') return heading;
  if (next === undefined) return undefined;
  const below = new RegExp(`^0?${heading.number}\\.\\d`, 'u').test(next.number);
  const unnumbered = next.isTask && !/^\d{1,2}[.)]?$/u.test(next.number);
  return below || (lastStyle === 'arabic' && row.title !== '') || unnumbered ? heading : undefined;
}

/** Place that a number stands for among its kind; none for a heading without a number. */
export function headingValue({ style, number }: SectionHeading): number | undefined {
  if (style === 'roman') return romanValue(number);
  if (style === 'arabic') return Number(number);
  return style === 'letter' ? number.charCodeAt(0) - 64 : undefined;
}

/** "II" of 2. */
export function romanOf(value: number): string {
  const digits: [number, string][] = [
    ...([
      [100, 'C'],
      [90, 'XC'],
      [50, 'L'],
      [40, 'XL'],
      [10, 'X'],
      [9, 'IX'],
      [5, 'V'],
      [4, 'IV'],
      [1, 'I'],
    ] as [number, string][]),
  ];
  return digits.reduce(
    ({ left, text }, [size, digit]) => ({ left: left % size, text: text + digit.repeat(Math.floor(left / size)) }),
    { left: value, text: '' },
  ).text;
}
