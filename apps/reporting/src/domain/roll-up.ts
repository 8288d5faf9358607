import { checkIdentities, sumCells, withheld, type Cells, type CompiledForm, type FlowSums, type IdentityCheck } from './form';

/** One row of figures of one member of an area, as kept: see the store's pages. */
export interface FigureRow extends FlowSums {
  /** Where it is shown: a child area, or null for an own unit of the area. */
  readonly child: string | null;
  readonly row: string;
}

/** A row of the form. */
export interface FormRow {
  readonly key: string;
  readonly cells: Cells;
}

/** A form filled for an area. */
export interface FilledForm {
  readonly total: Cells;
  readonly rows: readonly FormRow[];
  /** Units of the area itself. */
  readonly own: Cells;
  readonly children: readonly { readonly area: string; readonly cells: Cells }[];
  /** Identities of the form on the total and each row; with `row` null on the total. */
  readonly identities: readonly (IdentityCheck & { readonly row: string | null })[];
  /** True where every column of the total is own units + Σ children. */
  readonly adds: boolean;
}

/** Fills a form from the figures of an area: total, rows, its own units and each child (also those that have nothing). */
export function fillForm(compiled: CompiledForm, figures: readonly FigureRow[], children: readonly string[]): FilledForm {
  const { form } = compiled;
  const byRow = grouped(figures, (figure) => figure.row);
  const byChild = grouped(figures, (figure) => figure.child ?? '');
  const rows = [...byRow]
    .map(([key, sums]) => ({ key, cells: compiled.cellsOf(sums) }))
    .filter(({ cells }) => Object.values(cells).some((count) => count !== 0))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const nothing: FlowSums = { before: [], window: [] };
  const total = sumCells(
    rows.map((row) => row.cells),
    form,
  );
  const own = compiled.cellsOf(byChild.get('') ?? nothing);
  const shown = new Set([...children, ...[...byChild.keys()].filter((child) => child !== '')]);
  const parts = [...shown].sort().map((area) => ({ area, cells: compiled.cellsOf(byChild.get(area) ?? nothing) }));
  const sum = sumCells([own, ...parts.map((part) => part.cells)], form);
  return {
    total: withheld(form, total),
    rows: rows.map(({ key, cells }) => ({ key, cells: withheld(form, cells) })),
    own: withheld(form, own),
    children: parts.map(({ area, cells }) => ({ area, cells: withheld(form, cells) })),
    identities: [
      ...checkIdentities(form, total).map((check) => ({ ...check, row: null })),
      ...rows.flatMap(({ key, cells }) =>
        checkIdentities(form, cells)
          .filter(({ holds }) => !holds)
          .map((check) => ({ ...check, row: key })),
      ),
    ],
    adds: form.columns.every(({ key }) => total[key] === sum[key]),
  };
}

function grouped(figures: readonly FigureRow[], keyOf: (figure: FigureRow) => string): Map<string, FlowSums> {
  const groups = new Map<string, { before: number[]; window: number[] }>();
  for (const figure of figures) {
    const key = keyOf(figure);
    let sums = groups.get(key);
    if (!sums) groups.set(key, (sums = { before: [], window: [] }));
    for (const part of ['before', 'window'] as const)
      for (let index = 0; index < figure[part].length; index++)
        sums[part][index] = (sums[part][index] ?? 0) + (figure[part][index] ?? 0);
  }
  return groups;
}
