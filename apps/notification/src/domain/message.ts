import type { AreaVersionId, MessageChannel, MessageKind, PlainDate, UnitAt } from '@thongsuot/contracts';

/** How urgent a message is for its reader. */
export type Severity = 'info' | 'warning' | 'danger';

/** A text in both languages. */
export interface Words {
  readonly vi: string;
  readonly en: string;
}

/** What the words of a message are filled with. Official texts and codes only: nothing of a citizen comes this far. */
export type Variables = Readonly<Record<string, Words>>;

/** Something to be told; rules say to whom. */
export interface Fact {
  /** What makes it the same fact, however often it is told. */
  readonly key: string;
  readonly kind: MessageKind;
  /** Whoever has to act or to know. */
  readonly units: readonly UnitAt[];
  /** Area whose rules hold and whose committee is meant; null is each unit's own. */
  readonly owner: AreaVersionId | null;
  readonly severity: Severity;
  readonly on: PlainDate;
  readonly dueOn: PlainDate | null;
  /** Path of what it is about, below /api/v1. */
  readonly link: string | null;
  readonly variables: Variables;
}

/** A message to one unit. */
export interface Message {
  /** With the unit, what makes it the same message. */
  readonly key: string;
  readonly unit: UnitAt;
  readonly kind: MessageKind;
  readonly severity: Severity;
  readonly on: PlainDate;
  readonly dueOn: PlainDate | null;
  readonly link: string | null;
  readonly variables: Variables;
  readonly channels: readonly MessageChannel[];
  readonly urgent: boolean;
}

/** The People's Committee of an area version. */
export function committee(areaVersion: AreaVersionId): UnitAt {
  return { areaVersion, agency: null };
}

/** A unit as one text. */
export function unitKey({ areaVersion, agency }: UnitAt): string {
  return `${areaVersion}/${agency ?? ''}`;
}

/** Each unit once, in the order first met. */
export function uniqueUnits(units: readonly UnitAt[]): UnitAt[] {
  return [...new Map(units.map((unit) => [unitKey(unit), unit])).values()];
}

/** The same in both languages: a number, a code, an official text. */
export function same(text: string | number): Words {
  return { vi: String(text), en: String(text) };
}

/** A day as each language writes it; nothing where there is none. */
export function dayWords(day: PlainDate | null): Words {
  return day === null ? NOTHING : { vi: dayVi(day), en: day };
}

/** Takes its optional part of a text with it. */
export const NOTHING: Words = { vi: '', en: '' };

const TITLE_MAX = 160;

/** A long official text cut at a word, for a title. */
export function shortened(text: string, max: number = TITLE_MAX): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line.length <= max) return line;
  const cut = line.slice(0, max - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), max / 2)).trimEnd()}…`;
}

/** `2022-03-15` as Vietnamese readers write it. */
export function dayVi(day: PlainDate): string {
  return day.split('-').reverse().join('/');
}

/** Code of the area that a version is of. */
export function codeOf(areaVersion: AreaVersionId): string {
  return areaVersion.slice(0, areaVersion.indexOf('.'));
}
