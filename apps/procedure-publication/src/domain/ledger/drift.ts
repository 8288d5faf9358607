import type { ProcedureParts, ProcedureRow } from '@thongsuot/contracts';

/** A version as it must be shown. */
export type Expected = Pick<ProcedureRow, 'code' | 'name' | 'field' | 'parts'>;

/** One thing that differs. */
export interface Drift {
  readonly procedureCode: string;
  readonly field: string;
  readonly expected: string | null;
  readonly found: string | null;
}

/** What a unit publishes: records of a feed, or the words of a page. */
export type Published =
  | { readonly kind: 'records'; readonly records: ReadonlyMap<string, Readonly<Record<string, unknown>>> }
  | { readonly kind: 'words'; readonly text: string };

const PARTS: readonly (keyof ProcedureParts)[] = [
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
];
const CODE = /\b[123]\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?\b/gu;
const SHOWN_MAX = 300;

/**
 * Compares what is published with the versions in force, field by field. In a feed a field that is absent is not compared
 * unless the record holds none at all; on a page every part must stand there in its words.
 * @param ended codes that were in force and are no longer
 */
export function driftsOf(published: Published, expected: readonly Expected[], ended: ReadonlySet<string>): Drift[] {
  return published.kind === 'records'
    ? driftsOfRecords(published.records, expected, ended)
    : driftsOfWords(published.text, expected, ended);
}

function driftsOfRecords(
  records: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  expected: readonly Expected[],
  ended: ReadonlySet<string>,
): Drift[] {
  const drifts: Drift[] = [];
  for (const procedure of expected) {
    const { code } = procedure;
    const record = records.get(code);
    if (!record) {
      drifts.push({ procedureCode: code, field: 'procedure', expected: procedure.name, found: null });
      continue;
    }
    const parts = (typeof record['parts'] === 'object' && record['parts'] !== null ? record['parts'] : record) as typeof record;
    for (const [field, value] of fieldsOf(procedure)) {
      const given =
        field === 'name' || field === 'field'
          ? (record[field] ?? (field === 'name' ? record['title'] : undefined))
          : parts[field];
      if (given === undefined && field !== 'name') continue;
      const found = wordsOfValue(given);
      if (same(found, value)) continue;
      drifts.push({ procedureCode: code, field, expected: shown(value), found: shown(found) });
    }
  }
  return [...drifts, ...endedOf([...records.keys()], ended)];
}

function driftsOfWords(text: string, expected: readonly Expected[], ended: ReadonlySet<string>): Drift[] {
  const page = plain(text);
  const codes = new Set([...text.matchAll(CODE)].map(([code]) => code));
  const drifts: Drift[] = [];
  for (const procedure of expected) {
    const { code, name } = procedure;
    if (!codes.has(code) && !page.includes(plain(name))) {
      drifts.push({ procedureCode: code, field: 'procedure', expected: shown(name), found: null });
      continue;
    }
    for (const [field, value] of fieldsOf(procedure)) {
      // "Không có" stands on every page; what says nothing cannot be missed.
      if (value === '' || page.includes(plain(value))) continue;
      drifts.push({ procedureCode: code, field, expected: shown(value), found: null });
    }
  }
  return [...drifts, ...endedOf([...codes], ended)];
}

function endedOf(codes: readonly string[], ended: ReadonlySet<string>): Drift[] {
  return codes
    .filter((code) => ended.has(code))
    .map((procedureCode) => ({ procedureCode, field: 'ended', expected: null, found: procedureCode }));
}

/** Fields with what must be read; an explicit "không có" is empty. */
function fieldsOf({ name, field, parts }: Expected): [string, string][] {
  const stated = PARTS.flatMap((part): [string, string][] =>
    parts[part] === undefined ? [] : [[part, wordsOfValue(parts[part])]],
  );
  return [['name', name], ['field', field], ...stated];
}

function wordsOfValue(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function same(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => (/^không(?: có)?\.?$/u.test(plain(text)) ? '' : plain(text)));
  return left === right;
}

/** Words alone: case, spaces and the way accents are composed are no difference. */
function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

function shown(text: string): string {
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}
