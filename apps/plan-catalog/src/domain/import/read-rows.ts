import { cellAt, tableWidth } from './plan-table';
import type { PlanCell, PlanRow, PlanTable } from './plan-table';
import type { ColumnMap, PlanField } from './columns';
import type { Finding } from './finding';
import type { TaskReading } from './plan-reading';
import { rawRowOf } from './raw-row';
import type { RawRow } from './raw-row';
import { rowFinding } from './row-findings';
import { headingValue, romanOf, sectionHeading } from './section-heading';
import type { HeadingContext, HeadingRow, NumberStyle, SectionHeading } from './section-heading';
import { keepLines, oneLine, splitList, taskNumber } from './text';

/** A task with the rows it was read from; a row that goes on with it is one of them. */
export interface TaskRow extends TaskReading {
  readonly row: number;
  readonly raw: readonly RawRow[];
}
export interface SectionRows {
  readonly number: string;
  readonly name: string;
  readonly tasks: TaskRow[];
}
export interface RowsReading {
  readonly sections: SectionRows[];
  readonly findings: Finding[];
}

/** Where reading begins, what earlier tables have brought, and the line above the table that heads its section. */
export interface RowsStart {
  readonly from?: number | undefined;
  readonly before?: readonly SectionRows[] | undefined;
  readonly title?: string | undefined;
}

/** Reads the rows below a plan's heading into sections and tasks. A row that fits nothing becomes a finding, never nothing. */
export function readRows(table: PlanTable, map: ColumnMap, start: RowsStart = {}): RowsReading {
  const reader = new RowReader(map, tableWidth(table), start.before?.length ?? 0);
  const rows = table.rows.slice(start.from ?? map.bodyFrom);
  if (start.title !== undefined) reader.readTitle(start.title, nextFilled(rows, 0), nextFilled(rows, 1));
  rows.forEach((row, index) => {
    reader.read(row, nextFilled(rows, index + 1));
  });
  return { sections: reader.sections, findings: reader.findings };
}

/** The first row from a place on that holds anything. */
function nextFilled(rows: readonly PlanRow[], from: number): PlanRow | undefined {
  for (let index = from; index < rows.length; index += 1) {
    const row = rows[index];
    if (row?.cells.some((cell) => oneLine(cell.text) !== '') === true) return row;
  }
  return undefined;
}

class RowReader {
  readonly sections: SectionRows[] = [];
  readonly findings: Finding[] = [];

  private readonly above = new Map<number, PlanCell>();
  private part: string | null = null;
  private lastStyle: NumberStyle | null = null;
  /** Sections counted so far in the part. */
  private counted: number;

  constructor(
    private readonly map: ColumnMap,
    private readonly width: number,
    before: number,
  ) {
    this.counted = before;
  }

  /** Opens the section that a line above the table names, unless the table names it again. */
  readTitle(title: string, first: PlanRow | undefined, second: PlanRow | undefined): void {
    const given = { number: '', title, filled: [oneLine(title)], bare: true };
    const heading = sectionHeading(given, this.context(first));
    if (first === undefined || heading === undefined || this.headingOf(first, second) !== undefined) return;
    this.openSection(first.row, heading);
  }

  read(row: PlanRow, next: PlanRow | undefined): void {
    const filled = row.cells.filter((cell) => oneLine(cell.text) !== '');
    for (const cell of row.cells) if (!cell.continuesAbove) this.above.set(cell.column, cell);
    if (filled.length === 0 || this.isRepeatedHeading(row)) return;
    const heading = this.headingOf(row, next);
    if (heading) this.openSection(row.row, heading);
    else if (this.isContinuation(row)) this.continueTask(row);
    else if (this.text(row, 'title') === '' || filled.length < 2) this.notRead(row, filled);
    else this.addTask(row);
  }

  private headingOf(row: PlanRow, next: PlanRow | undefined): SectionHeading | undefined {
    return sectionHeading(this.headingRow(row), this.context(next));
  }

  private context(next: PlanRow | undefined): HeadingContext {
    const isTask = next !== undefined && !this.headingRow(next).bare && this.text(next, 'title') !== '';
    return {
      part: this.part,
      lastStyle: this.lastStyle,
      next: next && { ...this.headingRow(next), isTask },
    };
  }

  private headingRow(row: PlanRow): HeadingRow {
    const title = this.cell(row, 'title');
    const others = (['leads', 'coordinators', 'products', 'time'] as const).map((field) => this.cell(row, field));
    return {
      number: this.text(row, 'number'),
      title: this.text(row, 'title'),
      filled: row.cells.map((cell) => oneLine(cell.text)).filter((text) => text !== ''),
      bare: others.every((cell) => cell === undefined || cell === title || oneLine(cell.text) === ''),
    };
  }

  private cell(row: PlanRow, field: PlanField): PlanCell | undefined {
    const column = this.map.columns.get(field);
    return column === undefined ? undefined : cellAt(row, column);
  }

  /** The cell that a task's row shares with the rows above it, where a cell is merged downwards over several tasks. */
  private shared(row: PlanRow, field: PlanField): PlanCell | undefined {
    const cell = this.cell(row, field);
    if (cell === undefined) return undefined;
    if (cell.continuesAbove) return this.above.get(cell.column) ?? cell;
    return cell;
  }

  private text(row: PlanRow, field: PlanField): string {
    return oneLine(this.cell(row, field)?.text ?? '');
  }

  private isRepeatedHeading(row: PlanRow): boolean {
    // "(1) (2) (3)" under the heading, or the heading again at the top of a page.
    const texts = row.cells.map((cell) => oneLine(cell.text)).filter((text) => text !== '');
    const numbered = texts.length >= 3 && texts.every((text, index) => text.replace(/[()]/gu, '') === `${index + 1}`);
    return numbered || /^s?tt$/iu.test(this.text(row, 'number'));
  }

  private openSection(row: number, heading: SectionHeading): void {
    const { style, name } = heading;
    if (style === 'letter') this.counted = 0;
    // A part whose first row is a section of its own is only the front of that section's number.
    const last = this.sections.at(-1);
    if (style !== 'letter' && last?.number === this.part && last?.tasks.length === 0) this.sections.pop();
    const expected = style === 'letter' ? (this.part === null ? 1 : this.part.charCodeAt(0) - 63) : this.counted + 1;
    const value = headingValue(heading) ?? expected;
    const own = style === 'none' ? romanOf(expected) : heading.number;
    const number = this.part === null || style === 'letter' ? own : `${this.part}-${own}`;
    if (style === 'letter') this.part = own;
    else this.counted += 1;
    this.lastStyle = style;
    if (style === 'none') {
      this.findings.push(rowFinding.sectionUnnumbered(number, name, row));
    } else if (value !== expected) {
      this.findings.push(rowFinding.sectionOutOfOrder(number, own, expected, row));
    }
    this.sections.push({ number, name, tasks: [] });
  }

  private isContinuation(row: PlanRow): boolean {
    const last = this.sections.at(-1)?.tasks.at(-1);
    return last !== undefined && this.text(row, 'number') === '' && this.text(row, 'title') === '' && this.rowWide(row);
  }

  /** A footer usually is one cell across the table; a row that goes on has its cells in the columns. */
  private rowWide(row: PlanRow): boolean {
    return row.cells.every((cell) => cell.span < this.width);
  }

  private continueTask(row: PlanRow): void {
    const section = this.sections.at(-1);
    const last = section?.tasks.at(-1);
    if (section === undefined || last === undefined) return;
    const more = this.people(row, (field) => this.cell(row, field));
    const product = this.product(this.cell(row, 'products'));
    const time = keepLines(this.cell(row, 'time')?.text ?? '');
    section.tasks[section.tasks.length - 1] = {
      ...last,
      leads: [...last.leads, ...more.leads],
      coordinators: [...last.coordinators, ...more.coordinators],
      product: [last.product, product].filter((part) => part !== null).join('; ') || null,
      time: [last.time, time].filter((part) => part !== '').join('\n'),
      raw: [...last.raw, rawRowOf(row, this.map, this.above)],
    };
    const at = { section: section.number, task: last.number, ref: `${section.number}.${last.number}`, row: row.row };
    this.findings.push(rowFinding.rowContinued(at));
  }

  private notRead(row: PlanRow, filled: readonly PlanCell[]): void {
    const sample = filled.map((cell) => oneLine(cell.text)).join(' | ');
    const words = sample.length > 80 ? `${sample.slice(0, 79)}…` : sample;
    this.findings.push(rowFinding.rowNotRead(words, row.row));
  }

  private addTask(row: PlanRow): void {
    const section = this.currentSection(row);
    const written = this.text(row, 'number');
    const read = taskNumber(written);
    const number = read ?? (section.tasks.at(-1)?.number ?? 0) + 1;
    const at = { section: section.number, task: number, ref: `${section.number}.${number}`, row: row.row, field: 'number' };
    if (read === undefined && this.map.columns.has('number')) {
      this.findings.push(rowFinding.numberUnreadable(at, written, number));
    } else if (section.tasks.some((task) => task.number === number)) {
      this.findings.push(rowFinding.numberRepeated(at, number));
    }
    section.tasks.push({
      row: row.row,
      raw: [rawRowOf(row, this.map, this.above)],
      number,
      title: this.text(row, 'title'),
      ...this.people(row, (field) => this.shared(row, field)),
      product: this.product(this.shared(row, 'products')),
      time: keepLines(this.shared(row, 'time')?.text ?? ''),
    });
  }

  private currentSection(row: PlanRow): SectionRows {
    const section = this.sections.at(-1);
    if (section !== undefined) return section;
    const opened: SectionRows = { number: 'I', name: '', tasks: [] };
    this.sections.push(opened);
    this.findings.push(rowFinding.sectionMissing(row.row));
    return opened;
  }

  private people(
    row: PlanRow,
    cellOf: (field: PlanField) => PlanCell | undefined,
  ): Pick<TaskReading, 'leads' | 'coordinators' | 'leadAndCoordinatorMerged'> {
    const lead = cellOf('leads');
    const coordinator = cellOf('coordinators');
    const merged = lead !== undefined && this.cell(row, 'leads') === this.cell(row, 'coordinators');
    return {
      leads: splitList(lead?.text ?? ''),
      coordinators: merged ? [] : splitList(coordinator?.text ?? ''),
      leadAndCoordinatorMerged: merged,
    };
  }

  private product(cell: PlanCell | undefined): string | null {
    const items = splitList(cell?.text ?? '', { semicolons: false });
    return items.length === 0 ? null : items.join('\n');
  }
}
