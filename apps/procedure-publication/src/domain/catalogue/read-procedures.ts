import type { PlainDate } from '@thongsuot/contracts';
import { ProcedureRow, type ImportFinding } from '@thongsuot/contracts';
import { labelOf, partFindings, type PartRules } from './parts';

/** One row as a file or a request gives it. */
export interface RawRow {
  /** Row that findings name. */
  readonly row: number;
  readonly value: unknown;
  /** Heading of the column that a field was read from; the field's own name where it has none. */
  readonly headingOf?: ((field: string) => string) | undefined;
}

/** Procedures that can be taken, and what is wrong with the others. */
export interface ReadProcedures {
  readonly taken: Map<string, ProcedureRow>;
  readonly refused: number;
  readonly findings: ImportFinding[];
}

/** Reads rows. A code given twice counts by its last row; what publication will need and is missing is told as a warning. */
export function readProcedures(rows: readonly RawRow[], rules: PartRules, on: PlainDate): ReadProcedures {
  const taken = new Map<string, ProcedureRow>();
  const rowOf = new Map<string, number>();
  const findings: ImportFinding[] = [];
  let refused = 0;
  for (const { row, value, headingOf = (field: string) => field } of rows) {
    const parsed = ProcedureRow.safeParse(value);
    if (!parsed.success) {
      refused += 1;
      for (const issue of parsed.error.issues) findings.push(refusalOf(row, issue, headingOf, rules));
      continue;
    }
    const { code, parts } = parsed.data;
    const before = rowOf.get(code);
    if (before !== undefined)
      findings.push({
        row,
        column: headingOf('code'),
        code: 'code-twice',
        severity: 'warning',
        message: `mã ${code} đã có ở dòng ${before}, lấy dòng sau / code ${code} stands in row ${before} too, the later row counts`,
      });
    const missing = partFindings(parts, rules, on);
    if (missing.length > 0)
      findings.push({
        row,
        column: missing.length === 1 && missing[0] ? headingOf(missing[0].part) : 'parts',
        code: 'parts-missing',
        severity: 'warning',
        message: missing.map(({ message }) => message).join('; '),
      });
    rowOf.set(code, row);
    taken.set(code, parsed.data);
  }
  return { taken, refused, findings };
}

type Issue = NonNullable<ReturnType<typeof ProcedureRow.safeParse>['error']>['issues'][number];

function refusalOf(row: number, issue: Issue, headingOf: (field: string) => string, rules: PartRules): ImportFinding {
  const path = issue.path.map(String);
  const field = path[0] === 'parts' ? (path[1] ?? 'parts') : (path[0] ?? '');
  const heading = headingOf(field);
  // A field of no column is named as it stands in the file.
  const column = heading === field ? path.join('.') : heading;
  const label = labelOf(field, rules);
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  const message = isMissing
    ? `thiếu "${label}" / "${field}" is missing`
    : `"${label}" có giá trị không hợp lệ / invalid value of "${field}": ${issue.message}`;
  return { row, column, code: issue.code.replaceAll('_', '-'), severity: 'error', message };
}
