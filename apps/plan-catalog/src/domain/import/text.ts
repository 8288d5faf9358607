/** Signs that nobody sees: controls, marks of writing direction, blanks of no width. They would only hide in a title. */
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Text in composed Unicode with every run of white space, line breaks included, as one blank. */
export function oneLine(text: string): string {
  return text.normalize('NFC').replace(UNSEEN, '').replace(/\s+/gu, ' ').trim();
}

/** Text in composed Unicode, each line trimmed, empty lines dropped, line breaks kept. */
export function keepLines(text: string): string {
  return text
    .normalize('NFC')
    .split(/\r\n|\r|\n|\u2028/u)
    .map((line) => oneLine(line))
    .filter((line) => line !== '')
    .join('\n');
}

/** For comparing: one line, lower case, without accents (đ → d), dashes as hyphens. Same wording, same text. */
export function fold(text: string): string {
  return oneLine(text)
    .toLowerCase()
    .replace(/đ/gu, 'd')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[‐-―−]/gu, '-');
}

/** Folded words without punctuation. */
export function foldedWords(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const LIST_MARK = /^\s*(?:[-–—•+*·▪]|[a-zđ]\))\s*/iu;

/**
 * The items of a list cell, in order: split at line breaks and `;`, list marks and closing full stops removed.
 * A line without a mark below one with a mark goes on with that item (a line that the cell's width has broken), and so
 * does a line that starts in lower case. A comma never splits: "Các cơ quan chuyên môn, đơn vị" is one addressee.
 */
export function splitList(text: string, options: { readonly semicolons: boolean } = { semicolons: true }): string[] {
  const lines = keepLines(text).split('\n');
  const marked = lines.some((line) => LIST_MARK.test(line));
  const items: string[] = [];
  for (const line of lines) {
    const startsItem = LIST_MARK.test(line) || (!marked && !/^\p{Ll}/u.test(line));
    const last = items.length - 1;
    if (startsItem || last < 0) items.push(line.replace(LIST_MARK, ''));
    else items[last] = `${items[last] ?? ''} ${line}`;
  }
  return items
    .flatMap((item) => (options.semicolons ? item.split(/;/u) : [item]))
    .map((item) => oneLine(item.replace(LIST_MARK, '')).replace(/[.;,]+$/u, ''))
    .filter((item) => item !== '');
}

const ROMAN = /^(?=[IVXLC])(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/u;

/** The roman number written in a cell ("II", "II."), or nothing. */
export function romanNumber(text: string): string | undefined {
  const bare = oneLine(text)
    .replace(/[.):]+$/u, '')
    .toUpperCase();
  return ROMAN.test(bare) ? bare : undefined;
}

const VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

/** The value of a roman number that {@link romanNumber} has read. */
export function romanValue(roman: string): number {
  const digits = roman.split(/(?=[A-Z])/u).map((digit) => VALUES[digit] ?? 0);
  return digits.reduce((sum, value, index) => sum + (value < (digits[index + 1] ?? 0) ? -value : value), 0);
}

/** The task number in a cell ("1", "01.", "1.2" → 2), or nothing. */
export function taskNumber(text: string): number | undefined {
  const match = /^(?:\d{1,3}\.)*(\d{1,3})[.)]?$/u.exec(oneLine(text));
  return match ? Number(match[1]) : undefined;
}
