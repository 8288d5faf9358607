import type { Language } from '../i18n/language';
import { addDays } from './format';

/** A period that figures can be asked for, by its code: `2024-Q1`, `2024-Y` (15th to 14th), `2024-C1`, `2024-CY` (calendar). */
export interface Period {
  readonly code: string;
  readonly year: number;
  readonly calendar: boolean;
  readonly from: string;
}

/** Reports of a closed period are still being written and checked for this long: pages open on it. */
const STILL_REPORTED_DAYS = 20;
const FIRST_YEAR = 2022;
const ROMAN = ['I', 'II', 'III', 'IV'];

const reporting = (year: number): Period[] => {
  const of = (part: string, from: string): Period => ({ code: `${String(year)}-${part}`, year, calendar: false, from });
  return [
    of('Q1', `${String(year - 1)}-12-15`),
    of('Q2', `${String(year)}-03-15`),
    of('Q3', `${String(year)}-06-15`),
    // There is no report of the fourth quarter; from its window on, the year is what is being filled.
    of('Y', `${String(year)}-09-15`),
  ];
};

const calendar = (year: number): Period[] => [
  ...[1, 4, 7, 10].map((month, index) => ({
    code: `${String(year)}-C${String(index + 1)}`,
    year,
    calendar: true,
    from: `${String(year)}-${String(month).padStart(2, '0')}-01`,
  })),
  { code: `${String(year)}-CY`, year, calendar: true, from: `${String(year)}-01-01` },
];

/** Periods that have begun on `on`, newest first; a reporting year is offered from its last window on. */
export function periodsUpTo(on: string): Period[] {
  const lastYear = Number(on.slice(0, 4)) + 1;
  const years = Array.from({ length: Math.max(lastYear - FIRST_YEAR + 1, 1) }, (_, index) => lastYear - index);
  return years.flatMap((year) => [...reporting(year).reverse(), ...calendar(year).reverse()]).filter(({ from }) => from <= on);
}

/** The period a unit works on at `on`: the one in which `on` lies, or the one just closed while its report is being made. */
export function periodAt(on: string): string {
  const day = addDays(on, -STILL_REPORTED_DAYS);
  const year = Number(day.slice(0, 4));
  const begun = [...reporting(year), ...reporting(year + 1)].filter(({ from }) => from <= day);
  return begun.at(-1)?.code ?? `${String(year)}-Q1`;
}

/** Quý I/2024, Năm 2024, Quý I/2024 (theo lịch). */
export function periodName(code: string, language: Language): string {
  const [year = '', part = ''] = code.split('-');
  const quarter = ROMAN[Number(part.slice(1)) - 1] ?? '';
  if (language === 'vi') {
    if (part.startsWith('Q')) return `Quý ${quarter}/${year}`;
    if (part === 'Y') return `Năm ${year}`;
    if (part === 'CY') return `Năm ${year} (theo lịch)`;
    if (part.startsWith('C')) return `Quý ${quarter}/${year} (theo lịch)`;
    return part.startsWith('M') ? `Tháng ${part.slice(1)}/${year}` : code;
  }
  if (part.startsWith('Q')) return `Q${part.slice(1)} ${year}`;
  if (part === 'Y') return `Year ${year}`;
  if (part === 'CY') return `Calendar year ${year}`;
  if (part.startsWith('C')) return `Calendar Q${part.slice(1)} ${year}`;
  return part.startsWith('M') ? `Month ${part.slice(1)}/${year}` : code;
}
