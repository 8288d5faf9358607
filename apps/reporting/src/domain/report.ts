import { ProblemError, type PlainDate } from '@thongsuot/contracts';
import { checkIdentities, type Cells, type Form } from './form';

/** A row of a report. */
export interface ReportRow {
  readonly key: string;
  readonly label: string;
  readonly cells: Cells;
}

/** A cell that a hand changed: the machine's value stays beside it. */
export interface CellEdit {
  readonly row: string;
  readonly column: string;
  readonly machine: number | null;
  readonly hand: number;
  readonly by: string;
  readonly reason: string;
}

export type ReportState = 'draft' | 'submitted' | 'returned' | 'approved' | 'amended';

/** What moves through the states: draft → submitted → returned (and submitted again) or approved → amended as the next revision. */
export interface ReportContent {
  readonly revision: number;
  readonly form: string;
  readonly formVersion: string;
  readonly period: string;
  readonly unit: string;
  readonly state: ReportState;
  readonly rows: readonly ReportRow[];
  readonly edits: readonly CellEdit[];
  readonly hash: string | null;
  readonly previousHash: string | null;
  readonly submittedOn: PlainDate | null;
  readonly approvedOn: PlainDate | null;
  readonly comments: readonly { row: string; column: string; text: string }[];
  readonly reason: string | null;
}

/** Total of the rows. */
export function totalOf(form: Form, rows: readonly ReportRow[]): Cells {
  return Object.fromEntries(form.columns.map(({ key }) => [key, rows.reduce((sum, row) => sum + (row.cells[key] ?? 0), 0)]));
}

/** Writes cells by hand. @throws ProblemError `report-state-conflict` once it is sent, `validation-failed` for an unknown cell */
export function editCells(
  report: ReportContent,
  form: Form,
  cells: readonly { row: string; column: string; value: number; reason: string }[],
  by: string,
): Pick<ReportContent, 'rows' | 'edits'> {
  mustBe(report, ['draft', 'returned', 'amended']);
  let { rows, edits } = report;
  for (const [index, { row, column, value, reason }] of cells.entries()) {
    const found = rows.find(({ key }) => key === row);
    if (!found || !form.columns.some(({ key }) => key === column))
      throw new ProblemError('validation-failed', {
        errors: [
          {
            pointer: `/cells/${String(index)}`,
            code: 'unknown-cell',
            message: 'báo cáo không có ô này / the report has no such cell',
          },
        ],
      });
    const earlier = edits.find((edit) => edit.row === row && edit.column === column);
    const machine = earlier ? earlier.machine : (found.cells[column] ?? null);
    edits = [...edits.filter((edit) => edit !== earlier), { row, column, machine, hand: value, by, reason }];
    rows = rows.map((each) => (each === found ? { ...each, cells: { ...each.cells, [column]: value } } : each));
  }
  return { rows, edits };
}

/** Freezes and hashes a report. @throws ProblemError `report-identities-broken` naming each identity that does not hold */
export function submit(
  report: ReportContent,
  form: Form,
  on: PlainDate,
  sha256: (text: string) => string,
): Partial<ReportContent> {
  mustBe(report, ['draft', 'returned', 'amended']);
  const broken = report.rows.flatMap(({ key, cells }) =>
    checkIdentities(form, cells)
      .filter(({ holds }) => !holds)
      .map(({ name, left, right }) => ({
        pointer: `/rows/${key}`,
        code: name,
        message: `${name}: ${String(left)} ≠ ${String(right)}`,
      })),
  );
  if (broken.length > 0) throw new ProblemError('report-identities-broken', { errors: broken });
  return { state: 'submitted', submittedOn: on, comments: [], hash: sha256(frozenText(report)) };
}

/** Sends a report back with comments. */
export function returned(report: ReportContent, comments: ReportContent['comments']): Partial<ReportContent> {
  mustBe(report, ['submitted']);
  return { state: 'returned', comments };
}

/** Approves a report. */
export function approved(report: ReportContent, on: PlainDate): Partial<ReportContent> {
  mustBe(report, ['submitted']);
  return { state: 'approved', approvedOn: on };
}

/** Opens the next revision of a sent report, chained to the frozen one by its hash. */
export function amended(report: ReportContent, reason: string): Partial<ReportContent> {
  mustBe(report, ['submitted', 'approved']);
  return {
    state: 'amended',
    revision: report.revision + 1,
    previousHash: report.hash,
    hash: null,
    submittedOn: null,
    approvedOn: null,
    reason,
  };
}

/** What is hashed of a report: its content and the hash of the revision before, which makes a chain. */
export function frozenText({
  revision,
  form,
  formVersion,
  period,
  unit,
  rows,
  edits,
  previousHash,
  reason,
}: ReportContent): string {
  const cells = rows.map((row) => [row.key, Object.entries(row.cells).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return JSON.stringify([revision, form, formVersion, period, unit, cells, edits, previousHash, reason]);
}

function mustBe({ state }: ReportContent, allowed: readonly ReportState[]): void {
  if (!allowed.includes(state)) throw new ProblemError('report-state-conflict', { detail: `Trạng thái / State: ${state}` });
}
