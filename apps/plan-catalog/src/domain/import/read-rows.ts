import { cellAt, tableWidth } from './plan-table';
import type { PlanCell, PlanRow, PlanTable } from './plan-table';
import type { ColumnMap, PlanField } from './columns';
import { finding } from './finding';
import type { Finding } from './finding';
import type { TaskReading } from './plan-reading';
import { keepLines, oneLine, romanNumber, romanValue, splitList, taskNumber } from './text';

/** A task with the row it was read from. */
export interface TaskRow extends TaskReading {
  readonly row: number;
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

/** Reads the rows below a plan's heading into sections and tasks. A row that fits nothing becomes a finding, never nothing. */
export function readRows(table: PlanTable, map: ColumnMap, from = map.bodyFrom): RowsReading {
  const reader = new RowReader(map, tableWidth(table));
  for (const row of table.rows.slice(from)) reader.read(row);
  return { sections: reader.sections, findings: reader.findings };
}

class RowReader {
  readonly sections: SectionRows[] = [];
  readonly findings: Finding[] = [];

  private readonly above = new Map<number, PlanCell>();

  constructor(
    private readonly map: ColumnMap,
    private readonly width: number,
  ) {}

  read(row: PlanRow): void {
    const filled = row.cells.filter((cell) => oneLine(cell.text) !== '');
    for (const cell of row.cells) if (!cell.continuesAbove) this.above.set(cell.column, cell);
    if (filled.length === 0 || this.isRepeatedHeading(row)) return;
    const heading = this.sectionHeading(row, filled);
    if (heading) this.openSection(row, heading.number, heading.name);
    else if (this.isContinuation(row)) this.continueTask(row);
    else if (this.text(row, 'title') === '' || filled.length < 2) this.notRead(row, filled);
    else this.addTask(row);
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

  private sectionHeading(row: PlanRow, filled: readonly PlanCell[]): { number: string; name: string } | undefined {
    const title = this.text(row, 'title');
    const inNumberColumn = romanNumber(this.text(row, 'number'));
    const onlyHeading = this.text(row, 'time') === '' || this.cell(row, 'time') === this.cell(row, 'title');
    if (inNumberColumn !== undefined && onlyHeading && filled.length <= 2) return { number: inNumberColumn, name: title };
    const [only] = filled;
    if (filled.length !== 1 || only === undefined) return undefined;
    const match = /^([IVXLC]+)[.):]\s*(.+)$/u.exec(oneLine(only.text));
    const number = match?.[1] === undefined ? undefined : romanNumber(match[1]);
    return match?.[2] !== undefined && number !== undefined ? { number, name: match[2] } : undefined;
  }

  private openSection(row: PlanRow, number: string, name: string): void {
    const expected = this.sections.length + 1;
    if (romanValue(number) !== expected) {
      this.findings.push(
        finding(
          'warning',
          'section-out-of-order',
          { section: number, row: row.row, field: 'number' },
          `số mục "${number}" không theo thứ tự (mục thứ ${expected}); giữ như bản gốc`,
          `section number "${number}" is out of order (it is section ${expected}); kept as written`,
        ),
      );
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
    };
    this.findings.push(
      finding(
        'info',
        'row-continued',
        { section: section.number, task: last.number, ref: `${section.number}.${last.number}`, row: row.row },
        'dòng không có số và nội dung, đọc nối vào nhiệm vụ phía trên',
        'a row without number and title, read as part of the task above it',
      ),
    );
  }

  private notRead(row: PlanRow, filled: readonly PlanCell[]): void {
    const sample = filled.map((cell) => oneLine(cell.text)).join(' | ');
    const words = sample.length > 80 ? `${sample.slice(0, 79)}…` : sample;
    this.findings.push(
      finding(
        'warning',
        'row-not-read',
        { row: row.row },
        `dòng không phải mục cũng không phải nhiệm vụ, để ngoài kế hoạch: "${words}"`,
        `the row is neither section nor task and stays outside the plan: "${words}"`,
      ),
    );
  }

  private addTask(row: PlanRow): void {
    const section = this.currentSection(row);
    const written = this.text(row, 'number');
    const read = taskNumber(written);
    const number = read ?? (section.tasks.at(-1)?.number ?? 0) + 1;
    const at = { section: section.number, task: number, ref: `${section.number}.${number}`, row: row.row, field: 'number' };
    if (read === undefined && this.map.columns.has('number')) {
      this.findings.push(
        finding(
          'warning',
          'task-number-unreadable',
          at,
          `số thứ tự "${written}" không đọc được; tạm đánh số ${number} theo vị trí`,
          `the number "${written}" cannot be read; numbered ${number} by position`,
        ),
      );
    } else if (section.tasks.some((task) => task.number === number)) {
      this.findings.push(
        finding(
          'warning',
          'task-number-repeated',
          at,
          `số thứ tự ${number} bị lặp trong mục`,
          `number ${number} is repeated in its section`,
        ),
      );
    }
    section.tasks.push({
      row: row.row,
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
    this.findings.push(
      finding(
        'info',
        'section-missing',
        { section: 'I', row: row.row },
        'nhiệm vụ không nằm trong mục nào; tạm xếp vào mục I',
        'tasks stand in no section; put into section I',
      ),
    );
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
