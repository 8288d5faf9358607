import type { AreaVersionId, PlainDate, UnitAt } from '@thongsuot/contracts';

/** How urgent a message is for its reader. */
export type Severity = 'info' | 'warning' | 'danger';

/** A message to the inbox of one unit. Official texts and codes only: nothing of a citizen comes this far. */
export interface Message {
  /** What makes it the same message, however often the fact is told. */
  readonly key: string;
  readonly unit: UnitAt;
  /** Event it comes from. */
  readonly kind: string;
  readonly severity: Severity;
  readonly title: { readonly vi: string; readonly en: string };
  readonly on: PlainDate;
  readonly dueOn: PlainDate | null;
  /** Path of what it is about, below /api/v1. */
  readonly link: string | null;
}

/** The People's Committee of an area version. */
export function committee(areaVersion: AreaVersionId): UnitAt {
  return { areaVersion, agency: null };
}

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
