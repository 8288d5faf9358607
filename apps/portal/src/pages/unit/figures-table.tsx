import type { FormCells } from '@thongsuot/contracts';
import { useId, useMemo, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { formatCount } from '../../format/format';
import { useLanguage, useTexts } from '../../i18n/language';
import { COLUMN_NAMES, COLUMNS, GROUP_NAMES, GROUPS, type FormColumn } from './form-columns';
import { UNIT } from './unit-texts';

/** A row of figures; `href` leads one level down, `recordsHref` to the dossiers behind a cell. */
export interface FiguresRow {
  readonly key: string;
  readonly label: string;
  readonly href?: string;
  readonly cells: FormCells;
  readonly recordsHref?: ((column: string) => string) | undefined;
}

interface FiguresTableProps {
  readonly caption: string;
  /** Head of the first column. */
  readonly head: string;
  readonly rows: readonly FiguresRow[];
  readonly sums: readonly FiguresRow[];
}

interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Sorts by a column; `label` is the first column, in Vietnamese order. A withheld cell comes last. */
export function sortRows(rows: readonly FiguresRow[], { column, descending }: Sorting): FiguresRow[] {
  const sign = descending ? -1 : 1;
  const byLabel = new Intl.Collator('vi', { numeric: true });
  return rows.toSorted((one, other) => {
    if (column === 'label') return sign * byLabel.compare(one.label, other.label);
    const [left, right] = [one.cells[column] ?? null, other.cells[column] ?? null];
    if (left === right) return byLabel.compare(one.label, other.label);
    if (left === null || right === null) return left === null ? 1 : -1;
    return sign * (left - right);
  });
}

/** Form II.06a as a table: sticky head and first column, sorted by any column, every number a way to its dossiers. */
export function FiguresTable({ caption, head, rows, sums }: FiguresTableProps): ReactNode {
  const t = useTexts(UNIT);
  const names = useTexts(COLUMN_NAMES);
  const groups = useTexts(GROUP_NAMES);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const captionId = useId();
  const sorted = useMemo(() => (sorting === null ? rows : sortRows(rows, sorting)), [rows, sorting]);
  const sort = (column: string): void => {
    setSorting((now) => ({ column, descending: now?.column === column ? !now.descending : column !== 'label' }));
  };
  return (
    <div className="table-box scrolls" role="region" aria-labelledby={captionId} tabIndex={0}>
      <table className="figures">
        <caption>
          <span id={captionId} className="caption-text">
            {caption} <span className="no-print">{t.sortHint}</span>
          </span>
        </caption>
        <thead>
          <tr>
            <SortHead column="label" name={head} sorting={sorting} sort={sort} rowSpan={2} />
            {GROUPS.map(({ key, columns }) => (
              <th key={key} scope="colgroup" colSpan={columns.length} className="group-start">
                {groups[key]}
              </th>
            ))}
          </tr>
          <tr>
            {GROUPS.map(({ key, columns }) =>
              columns.map((column, index) => (
                <SortHead
                  key={column.key}
                  column={column.key}
                  name={names[column.key]}
                  group={groups[key]}
                  number={column.number}
                  first={index === 0}
                  sorting={sorting}
                  sort={sort}
                />
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <Row key={row.key} row={row} />
          ))}
          {sums.map((row) => (
            <Row key={row.key} row={row} sum />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SortHeadProps {
  readonly column: string;
  readonly name: string;
  readonly group?: string;
  readonly number?: number;
  readonly first?: boolean;
  readonly rowSpan?: number;
  readonly sorting: Sorting | null;
  readonly sort: (column: string) => void;
}

function SortHead({ column, name, group, number, first, rowSpan, sorting, sort }: SortHeadProps): ReactNode {
  const chosen = sorting?.column === column;
  const order = !chosen ? 'none' : sorting.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" rowSpan={rowSpan} aria-sort={order} className={first === true ? 'group-start' : undefined}>
      <button
        type="button"
        className="sort"
        onClick={() => {
          sort(column);
        }}
      >
        <span>
          {group !== undefined && <span className="visually-hidden">{group}: </span>}
          {name}
          {number !== undefined && <span className="soft"> ({number})</span>}
        </span>
        <svg viewBox="0 0 10 16" aria-hidden="true" focusable="false">
          <path d="M5 1l4 5H1z" fill="currentColor" opacity={order === 'ascending' ? 1 : 0.3} />
          <path d="M5 15l4-5H1z" fill="currentColor" opacity={order === 'descending' ? 1 : 0.3} />
        </svg>
      </button>
    </th>
  );
}

const STARTS: ReadonlySet<string> = new Set(GROUPS.map(({ columns }) => columns[0]?.key ?? ''));

function Row({ row, sum }: { readonly row: FiguresRow; readonly sum?: true }): ReactNode {
  return (
    <tr className={sum && 'sum'}>
      <th scope="row">{row.href === undefined ? row.label : <Link href={row.href}>{row.label}</Link>}</th>
      {COLUMNS.map((column) => (
        <Cell key={column.key} column={column} row={row} />
      ))}
    </tr>
  );
}

function Cell({ column, row }: { readonly column: FormColumn; readonly row: FiguresRow }): ReactNode {
  const { language } = useLanguage();
  const t = useTexts(UNIT);
  const value = row.cells[column.key];
  const shown = formatCount(value, language);
  const classes = [STARTS.has(column.key) ? 'group-start' : '', column.late === true && (value ?? 0) > 0 ? 'late' : '']
    .join(' ')
    .trim();
  return (
    <td className={classes === '' ? undefined : classes}>
      {value && row.recordsHref ? (
        <Link href={row.recordsHref(column.key)} aria-label={t.recordsOf(shown)}>
          {shown}
        </Link>
      ) : (
        shown
      )}
    </td>
  );
}
