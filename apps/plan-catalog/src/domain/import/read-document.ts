import { continuesTable, fieldOfHeading, findColumns } from './columns';
import type { ColumnMap, HeadingWordings } from './columns';
import { finding } from './finding';
import type { Finding } from './finding';
import { tableWidth } from './plan-table';
import type { PlanDocument, PlanRow, PlanTable } from './plan-table';
import { legacyEncoding } from './legacy-encoding';
import type { PlanReading, TaskReading } from './plan-reading';
import { readBody } from './read-body';
import type { BodyReading } from './read-body';
import { readRows } from './read-rows';
import type { RawRow } from './raw-row';
import type { SectionRows, TaskRow } from './read-rows';
import { readTargets } from './targets';
import { oneLine } from './text';

/** A plan as read, what reading it has brought up, and where each task stands in the file. */
export interface DocumentReading {
  readonly reading: PlanReading;
  readonly findings: Finding[];
  /** Row of the source by task ("VII.2" → 31). */
  readonly rowOf: ReadonlyMap<string, number>;
  /** What stood in those rows, cell by cell. */
  readonly rawOf: ReadonlyMap<string, readonly RawRow[]>;
  /** The plan has a column for products at all. */
  readonly hasProductColumn: boolean;
  readonly appendix: BodyReading['appendix'];
}

/** Reads a document into a plan. A document without a plan's table gives no sections and the blocking `plan-table-missing`. */
export function readDocument(document: PlanDocument, headings: HeadingWordings): DocumentReading {
  const { paragraphs, parts } = separate(document, headings);
  const body = readBody(paragraphs);
  const findings: Finding[] = [];
  const sections: SectionRows[] = [];
  for (const part of parts) {
    const rows = readRows(part.table, part.map, { from: part.from, before: sections, title: part.title });
    findings.push(...rows.findings);
    sections.push(...rows.sections);
  }
  findings.push(
    ...missingColumns(parts[0]?.map),
    ...noTasks(parts, sections),
    ...repeatedColumns(parts[0], headings),
    ...legacyEncoding(document),
  );
  const { targets, unread } = readTargets(
    body.prose,
    sections.flatMap((section) => section.tasks.map((task) => task.title)),
  );
  for (const clause of unread) {
    findings.push(
      finding(
        'warning',
        'target-not-recognised',
        { field: 'targets' },
        `câu có tỷ lệ phần trăm nhưng không rõ chỉ tiêu nào: "${clause}"`,
        `a percentage that no known target explains: "${clause}"`,
      ),
    );
  }
  const ofTasks = <T>(value: (task: TaskRow) => T): Map<string, T> =>
    new Map(sections.flatMap((section) => section.tasks.map((task) => [`${section.number}.${task.number}`, value(task)])));
  return {
    reading: {
      number: body.number,
      issued: body.issued,
      year: body.year,
      title: body.title,
      issuer: body.issuerName === null ? null : { name: body.issuerName, area: null, parents: [] },
      follows: body.follows === null ? null : { ...body.follows, area: null },
      signer: body.signer,
      bases: body.bases,
      recipients: body.recipients,
      prose: body.prose,
      duties: body.duties,
      targets,
      sections: sections.map(({ number, name, tasks }) => ({ number, name, tasks: tasks.map((task) => withoutRow(task)) })),
    },
    findings,
    rowOf: ofTasks((task) => task.row),
    rawOf: ofTasks((task) => task.raw),
    hasProductColumn: parts.some((part) => part.map.columns.has('products')),
    appendix: body.appendix,
  };
}

function withoutRow(task: TaskRow): TaskReading {
  const { number, title, leads, coordinators, leadAndCoordinatorMerged, product, time } = task;
  return { number, title, leads, coordinators, leadAndCoordinatorMerged, product, time };
}

interface TablePart {
  readonly table: PlanTable;
  readonly map: ColumnMap;
  readonly from: number;
  /** Line just above the table that heads its section ("II. Công khai"), where every section has a table of its own. */
  readonly title?: string;
}

/** Tells the plan's table (and its continuations) from tables that only lay text out, whose cells are paragraphs. */
function separate(document: PlanDocument, headings: HeadingWordings): { paragraphs: string[]; parts: TablePart[] } {
  const paragraphs: string[] = [];
  const parts: TablePart[] = [];
  for (const block of document.blocks) {
    if (block.kind === 'paragraph') {
      paragraphs.push(block.text);
      continue;
    }
    const { table } = block;
    const map = findColumns(table, headings);
    const last = parts.at(-1);
    if (map) {
      paragraphs.push(...textsOf(table.rows.slice(0, map.headerFrom)));
      const above = map.headerFrom === 0 ? oneLine(paragraphs.findLast((text) => oneLine(text) !== '') ?? '') : '';
      const title = /^([IVXLC]+|\d{1,2})[.)]\s*\S/u.test(above) ? { title: above } : {};
      parts.push({ table, map, from: map.bodyFrom, ...title });
    } else if (last && continuesTable(table, tableWidth(last.table))) {
      parts[parts.length - 1] = { ...last, table: { rows: [...last.table.rows, ...table.rows] } };
    } else paragraphs.push(...textsOf(table.rows));
  }
  return { paragraphs, parts };
}

function textsOf(rows: readonly PlanRow[]): string[] {
  return rows.flatMap((row) => row.cells.map((cell) => cell.text)).filter((text) => oneLine(text) !== '');
}

function missingColumns(map: ColumnMap | undefined): Finding[] {
  if (map === undefined) {
    return [
      finding(
        'blocking',
        'plan-table-missing',
        { field: 'sections' },
        'không tìm thấy bảng kế hoạch (cần ít nhất cột nội dung, cơ quan chủ trì và thời gian thực hiện)',
        'no plan table found (it needs at least columns for the work, who leads it and when)',
      ),
    ];
  }
  const required = { leads: 'cơ quan chủ trì / who leads', time: 'thời gian thực hiện / when' } as const;
  return (Object.keys(required) as (keyof typeof required)[])
    .filter((field) => !map.columns.has(field))
    .map((field) =>
      finding(
        'warning',
        'column-missing',
        { field },
        `bảng không có cột ${required[field].split(' / ')[0] ?? field}`,
        `the table has no column for ${required[field].split(' / ')[1] ?? field}`,
      ),
    );
}

/** A heading with nothing below it that could be a task. */
function noTasks(parts: readonly TablePart[], sections: readonly SectionRows[]): Finding[] {
  const [part] = parts;
  if (part === undefined || sections.some((section) => section.tasks.length > 0)) return [];
  const row = part.table.rows[part.map.headerFrom]?.row;
  return [
    finding(
      'blocking',
      'plan-empty',
      { field: 'sections', ...(row === undefined ? {} : { row }) },
      'dưới tiêu đề bảng không có nhiệm vụ nào',
      'there is no task below the heading of the table',
    ),
  ];
}

/** A second column under a heading of the same meaning: it is kept in the raw rows and read as nothing. */
function repeatedColumns(part: TablePart | undefined, headings: HeadingWordings): Finding[] {
  if (part === undefined) return [];
  const { columns, headerFrom, bodyFrom } = part.map;
  return part.table.rows.slice(headerFrom, bodyFrom).flatMap(({ row, cells }) =>
    cells.flatMap((cell): Finding[] => {
      const field = cell.continuesAbove ? undefined : fieldOfHeading(cell.text, headings);
      const taken = [...columns.values()].includes(cell.column) || cell.span > 1;
      if (field === undefined || taken) return [];
      const at = { row, field };
      const text = oneLine(cell.text);
      return [
        finding(
          'warning',
          'column-repeated',
          at,
          `cột ${cell.column + 1} "${text}" trùng nghĩa với cột đã đọc, không đọc cột này`,
          `column ${cell.column + 1} "${text}" means the same as one that is read, and is left out`,
        ),
      ];
    }),
  );
}
