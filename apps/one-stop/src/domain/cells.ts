import { dateOf } from '@thongsuot/calendar';
import { isPlainDate, type DossierColumnName, type DossierRow, type PlainDate } from '@thongsuot/contracts';
import { finding, type Finding, type FindingCode } from './finding';

const ISO_INSTANT = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const DATE_LIKE = /^\d{4}-\d{2}-\d{2}$/;
const COUNT = /^\d{1,15}(?:\.0+)?$/;
const MONEY = /^\d{1,15}(?:\.\d+)?$/;
const YES = new Set(['true', 'TRUE', 'True', '1']);
const NO = new Set(['false', 'FALSE', 'False', '0']);

/** Reads the cells of one row, gathering what is wrong with them; a cell at fault reads as empty. */
export class Cells {
  readonly findings: Finding[] = [];

  constructor(
    private readonly row: DossierRow,
    private readonly number: number,
  ) {}

  refuse(column: DossierColumnName, code: FindingCode): void {
    this.findings.push(finding(this.number, column, code));
  }

  text(column: DossierColumnName, lengthMax: number): string | null {
    const text = this.row[column]?.trim();
    if (text === undefined || text === '') return null;
    if (text.length <= lengthMax) return text;
    this.refuse(column, 'too-long');
    return null;
  }

  matching(column: DossierColumnName, pattern: RegExp, code: FindingCode, lengthMax: number): string | null {
    const text = this.text(column, lengthMax);
    if (text === null || pattern.test(text)) return text;
    this.refuse(column, code);
    return null;
  }

  /** The business day of a cell: as written, or that on which its instant falls in Vietnam. */
  day(column: DossierColumnName): PlainDate | null {
    const text = this.row[column]?.trim();
    if (text === undefined || text === '') return null;
    if (isPlainDate(text)) return text as PlainDate;
    const [, date, , zone] = ISO_INSTANT.exec(text) ?? [];
    if (date === undefined) this.refuse(column, DATE_LIKE.test(text) ? 'date-invalid' : 'date-unreadable');
    else if (!isPlainDate(date)) this.refuse(column, 'date-invalid');
    // Without a zone the time is the desk's own.
    else if (zone === undefined) return date as PlainDate;
    else {
      const instant = Date.parse(
        text
          .replace(' ', 'T')
          .replace(',', '.')
          .replace(/([+-]\d{2})(\d{2})$/, '$1:$2'),
      );
      if (!Number.isNaN(instant)) return dateOf(new Date(instant));
      this.refuse(column, 'date-unreadable');
    }
    return null;
  }

  choice<T extends string>(column: DossierColumnName, choices: readonly T[]): T | null {
    const text = this.text(column, 60);
    const found = text === null ? undefined : choices.find((choice) => choice === text);
    if (text !== null && found === undefined) this.refuse(column, 'choice-unknown');
    return found ?? null;
  }

  flag(column: DossierColumnName): boolean | null {
    const text = this.row[column]?.trim();
    if (text === undefined || text === '') return null;
    if (YES.has(text)) return true;
    if (!NO.has(text)) this.refuse(column, 'flag-unreadable');
    else return false;
    return null;
  }

  days(column: DossierColumnName): number {
    return this.number0(column, COUNT);
  }

  money(column: DossierColumnName): number {
    return this.number0(column, MONEY);
  }

  private number0(column: DossierColumnName, pattern: RegExp): number {
    const text = this.row[column]?.trim();
    if (text === undefined || text === '') return 0;
    if (pattern.test(text)) return Number(text);
    this.refuse(column, 'number-unreadable');
    return 0;
  }
}
