/**
 * A plan's wording prepared for reading. `folded` has as many characters as `text`, so that what a pattern finds in the
 * folded form can be cut from the original spelling.
 */
export interface Wording {
  /** NFC, one space between words, no space inside dates, no full stop at the end. */
  readonly text: string;
  /** `text` in lower case without diacritics, with the digits that scanners put for letters turned back. */
  readonly folded: string;
}

/** Digits that scanners read for letters. Only inside words: a digit of a date is never touched. */
const LETTER_OF: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '4': 'a', '6': 'o' };

/** Words of the grammar, spelt right, by their folded form. */
const KEYWORDS =
  byFolded(`trước ngày quý năm tháng trong thường xuyên liên tục theo kế hoạch khi có sau đến chậm nhất đột xuất hoặc
  và triển khai thực hiện kể từ làm việc vòng yêu cầu định kỳ hằng hàng hoàn thành hết cả đầu muộn không quá`);

/** Syllables that are never written without their marks: the sign of a damaged scan in free text, where any word may stand. */
const NEVER_BARE = byFolded('chức của huyện kiến pháp việc được quyết nghiệp thực hiện trước thường xuyên hoạch đột xuất hoặc');

/** Prepares a wording; tolerant of line breaks anywhere, of decomposed letters and of spaces inside dates. */
export function readWording(raw: string): Wording {
  const text = raw
    .normalize('NFC')
    .replace(/[\u0300-\u036f]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/(?<=\d) ?\/ ?(?=\d)/gu, '/')
    .replace(/\( /gu, '(')
    .replace(/ (?=[),;:])/gu, '')
    .trim()
    .replace(/[ .;,]+$/u, '');
  return { text, folded: stripMarks(text).replace(/[a-z\d]+/gu, lettersOf) };
}

/**
 * True where a scan has damaged the letters: digits inside words, a keyword misspelt, or a free word that lost its marks.
 * @param free - the parts of `text` that are no grammar (a trigger, a recipient): any Vietnamese word may stand there
 */
export function isDamaged({ text, folded }: Wording, free: readonly string[]): boolean {
  if (stripMarks(text) !== folded) return true;
  const grammar = free.reduce((left, part) => left.replace(part, ' | '), text).toLowerCase();
  // "ngay sau khi" (right after) is a word of its own; before a number only "ngày" (day) makes sense.
  const keywords = wordsOf(grammar.replace(/ngay (?=sau |khi |từ |tu )/gu, ''));
  if (keywords.some((word) => KEYWORDS.get(stripMarks(word))?.has(word) === false)) return true;
  return wordsOf(free.join(' ').toLowerCase()).some((word) => NEVER_BARE.has(word));
}

/** Lower case without diacritics, one character for one. */
export function stripMarks(text: string): string {
  return text.replace(/./gsu, baseLetter);
}

function baseLetter(letter: string): string {
  const lower = letter.toLowerCase();
  if (lower === 'đ') return 'd';
  const base = lower.normalize('NFD').replace(/[\u0300-\u036f]/gu, '');
  return base.length === letter.length ? base : letter;
}

/** Turns `c6ng` into `cong`, `c6` into `co`; leaves numbers, numbers behind a word (`T1`) and anything doubtful (`2O22`) alone. */
function lettersOf(token: string): string {
  if (!/^[a-z0146]*[a-z][a-z0146]*$/u.test(token) || /\d{2}/u.test(token)) return token;
  const word = token.replace(/[0146]/gu, (digit) => LETTER_OF[digit] ?? digit);
  return /[a-z]$/u.test(token) || KEYWORDS.has(word) ? word : token;
}

function wordsOf(text: string): string[] {
  return text.match(/\p{L}+/gu) ?? [];
}

function byFolded(words: string): Map<string, Set<string>> {
  const map = new Map<string, Set<string>>();
  for (const word of words.normalize('NFC').split(/\s+/u)) {
    const key = stripMarks(word);
    map.set(key, (map.get(key) ?? new Set()).add(word));
  }
  return map;
}
