import { isPlainDate, plainDate } from '@thongsuot/contracts';
import type { PlainDate } from '@thongsuot/contracts';
import type { FollowedPlan } from './plan-reading';
import { fold, keepLines, oneLine } from './text';

/** What a plan's text says outside its table. Blank and absent are `null`. */
export interface BodyReading {
  readonly number: string | null;
  readonly issued: PlainDate | null;
  readonly title: string | null;
  readonly year: number | null;
  readonly issuerName: string | null;
  readonly follows: Omit<FollowedPlan, 'area'> | null;
  readonly signer: string | null;
  readonly bases: string[];
  readonly recipients: string[];
  readonly prose: string[];
  readonly duties: string[];
  /** The number and date that the appendix repeats ("Kèm theo Kế hoạch số …"), where it has such a line. */
  readonly appendix: { readonly number: string | null; readonly issued: PlainDate | null; readonly raw: string } | null;
}

const PLAN_NUMBER = /(\d+[a-z]?\s*\/\s*KH-[\p{L}\d-]+)/iu;
const APPENDIX_LINE = /^\(?\s*(ban hanh )?kem theo/u;

/** Parses "24/01/2022" and "30 tháng 01 năm 2024"; nothing for blanks and for days that do not exist. */
export function readDate(text: string): PlainDate | null {
  const match =
    /(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})/u.exec(text) ?? /(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})/iu.exec(text);
  if (!match) return null;
  const [, day = '', month = '', year = ''] = match;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(iso) ? plainDate(iso) : null;
}

function planNumber(text: string): string | null {
  return PLAN_NUMBER.exec(text)?.[1]?.replace(/\s+/gu, '') ?? null;
}

const LEVEL_WORDS = ['tỉnh', 'thành phố', 'huyện', 'quận', 'thị xã', 'thị trấn', 'phường', 'xã', 'đặc khu'];

/**
 * The issuer's name from its head in capitals: "UBND HUYỆN KON RẪY" → "UBND huyện Kon Rẫy". The word for the level is
 * written small, except before a number (NĐ 30/2020/NĐ-CP, Phụ lục II: "Phường 2").
 */
export function issuerName(head: string): string {
  const text = oneLine(head).replace(/^ỦY BAN NHÂN DÂN/iu, 'UBND');
  if (text !== text.toUpperCase()) return text;
  const words = text.split(' ').map((word) => (/^(UBND|HĐND|HĐND-UBND)$/u.test(word) ? word : capitalised(word)));
  const name = words.join(' ');
  for (const level of LEVEL_WORDS) {
    const pattern = new RegExp(`(^|\\s)(${level})(\\s+)(\\S)`, 'iu');
    const match = pattern.exec(name);
    if (!match) continue;
    const [whole, before = '', , gap = '', next = ''] = match;
    const word = /\d/u.test(next) ? capitalised(level) : level;
    return name.replace(whole, `${before}${word}${gap}${next}`);
  }
  return name;
}

function capitalised(word: string): string {
  const lower = word.toLowerCase();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

const LEGAL_ACT = /^(bộ luật|luật|pháp lệnh|nghị định|nghị quyết|thông tư|quyết định|chỉ thị|công văn|văn bản hợp nhất)/iu;

/** Reads the paragraphs of a plan (for an appendix alone: the lines above its table). */
export function readBody(paragraphs: readonly string[]): BodyReading {
  const lines = paragraphs.map((text) => keepLines(text)).filter((text) => text !== '');
  const folded = lines.map((line) => fold(line));
  const indexOf = (test: RegExp, from = 0): number => folded.findIndex((line, index) => index >= from && test.test(line));
  const before = (index: number): number => (index < 0 ? lines.length : index);

  const appendixAt = indexOf(/^phu luc( [ivx\d]+)?$/u);
  const recipientsAt = indexOf(/^noi nhan/u);
  const signerAt = indexOf(/^(tm|kt|tl|q|tuq)\. /u);
  const dutiesAt = indexOf(/to chuc thuc hien$/u);
  const firstHeading = indexOf(/^(i|1)\s*[.)]\s*\S/u);
  const bodyEnd = before([recipientsAt, signerAt, appendixAt].filter((index) => index >= 0).sort((a, b) => a - b)[0] ?? -1);
  const appendixLine = lines.find((line) => APPENDIX_LINE.test(fold(line)));
  const appendix =
    appendixLine === undefined
      ? null
      : { number: planNumber(appendixLine), issued: readDate(appendixLine), raw: oneLine(appendixLine) };

  const head = lines.slice(0, Math.min(bodyEnd, before(firstHeading), before(appendixAt)));
  const title = readTitle(lines.filter((line) => line !== appendixLine));
  const proseEnd = Math.min(bodyEnd, before(dutiesAt));
  return {
    number: planNumber(head.find((line) => /^số\s*:?/iu.test(line)) ?? '') ?? appendix?.number ?? null,
    issued: readDate(head.find((line) => /ngày.*tháng.*năm/iu.test(line) && line.length < 80) ?? '') ?? appendix?.issued ?? null,
    title,
    year: readYear(title ?? '', lines),
    issuerName: readIssuer(lines),
    follows: readFollows(head),
    signer: signerAt < 0 ? null : (lines[signerAt] ?? '').split('\n').join(' / '),
    bases: readBases(head),
    recipients:
      recipientsAt < 0
        ? []
        : readRecipients(lines.slice(recipientsAt, stopAfter(recipientsAt, [signerAt, appendixAt], lines.length))),
    prose: firstHeading < 0 ? [] : items(lines.slice(firstHeading, proseEnd)),
    duties: dutiesAt < 0 ? [] : items(lines.slice(dutiesAt, bodyEnd)),
    appendix,
  };
}

function stopAfter(from: number, candidates: readonly number[], fallback: number): number {
  return candidates.filter((index) => index > from).sort((a, b) => a - b)[0] ?? fallback;
}

function readIssuer(lines: readonly string[]): string | null {
  // A head of two bodies names the superior one first; the issuer is the last one above the number.
  const numberAt = lines.findIndex((line) => /^số\s*:?/iu.test(line));
  const head = lines.slice(0, numberAt < 0 ? 3 : numberAt).flatMap((line) => line.split('\n'));
  const names = head.filter((line) => /^(UBND|ỦY BAN NHÂN DÂN|HĐND)\b/iu.test(line) || /^(PHÒNG|SỞ|VĂN PHÒNG)\s/u.test(line));
  const name = names.at(-1);
  return name === undefined ? null : issuerName(name);
}

function readTitle(lines: readonly string[]): string | null {
  const direct = lines.find((line) => /^kế hoạch\s+\p{L}/iu.test(line) && line.length > 25);
  if (direct !== undefined) return oneLine(direct);
  const at = lines.findIndex((line) => /^kế hoạch$/iu.test(line));
  const next = at < 0 ? undefined : lines[at + 1];
  return next === undefined ? null : `Kế hoạch ${oneLine(next).charAt(0).toLowerCase()}${oneLine(next).slice(1)}`;
}

function readYear(title: string, lines: readonly string[]): number | null {
  const match = /năm\s+(20\d{2})/iu.exec(title) ?? /năm\s+(20\d{2})/iu.exec(lines.slice(0, 8).join(' '));
  return match ? Number(match[1]) : null;
}

function clauses(head: readonly string[]): string[] {
  return head.flatMap((line) => oneLine(line).split(/;\s*/u)).map((clause) => clause.replace(/[.,]$/u, '').trim());
}

function readFollows(head: readonly string[]): BodyReading['follows'] {
  const clause = clauses(head).find((text) => /^(thực hiện|triển khai|căn cứ)\s+kế hoạch/iu.test(text));
  if (clause === undefined) return null;
  const issuer = /\s(?:của|do)\s+(UBND\s+[^,;]+|ủy ban nhân dân\s+[^,;]+|[\p{Lu}][^,;]*)/iu.exec(clause)?.[1];
  return { number: planNumber(clause), issued: readDate(clause), issuer: issuer === undefined ? null : oneLine(issuer) };
}

function readBases(head: readonly string[]): string[] {
  return clauses(head)
    .map((text) => text.replace(/^(và\s+)?căn cứ\s+(vào\s+)?/iu, ''))
    .filter((text) => LEGAL_ACT.test(text));
}

function readRecipients(lines: readonly string[]): string[] {
  return lines
    .flatMap((line) => line.split('\n'))
    .map((line) => oneLine(line.replace(/^\s*[-–+•]\s*/u, '')).replace(/[;.,]+$/u, ''))
    .filter((line) => line !== '' && !/^nơi nhận/iu.test(line));
}

/** The statements of a part: headings, and the line that only points at the appendix, left out; marks and numbers removed. */
function items(lines: readonly string[]): string[] {
  return lines
    .filter((line) => !/^[IVX]+\s*[.)]\s*\S/u.test(line) && !/^theo phụ lục/iu.test(line))
    .map((line) => oneLine(line.replace(/^\s*(?:[-–+•]|\d{1,2}[.)])\s*/u, '')))
    .filter((line) => line !== '');
}
