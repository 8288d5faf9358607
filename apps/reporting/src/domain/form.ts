import { z } from 'zod';
import { FLOWS, type FactGroup } from './flow';

const Label = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });

/**
 * One addend of a column: the counter `flow` summed `over` the window, all days `before` it, or all days `until` its end.
 */
const Addend = z.strictObject({
  flow: z.string(),
  over: z.enum(['window', 'before', 'until']),
  times: z.union([z.literal(1), z.literal(-1)]).default(1),
});

const Column = z.strictObject({
  key: z.string(),
  number: z.string().nullable().describe('Number printed over the column; null for a column that the form does not print'),
  label: Label,
  source: z.array(Addend).min(1),
});

const Identity = z.strictObject({ name: z.string(), left: z.string(), right: z.array(z.string()).min(1) });

/** A form as data: what its columns are made of, by which text, since when, and what of it is not confirmed. */
export const Form = z.strictObject({
  code: z.string(),
  version: z.string(),
  title: Label,
  facts: z.enum(Object.keys(FLOWS) as [FactGroup, ...FactGroup[]]),
  legalBasis: z.array(z.string()),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  unconfirmed: z.array(z.string()).describe('Parts of the declaration that no printed text confirmed'),
  rowsBy: Label,
  columns: z.array(Column).min(1),
  identities: z.array(Identity),
  withholdBelow: z
    .strictObject({ column: z.string(), atLeast: z.number().int(), hides: z.array(z.string()) })
    .nullable()
    .describe('Columns that stay hidden while another one is above 0 and below this (k-anonymity)'),
});
export type Form = z.infer<typeof Form>;

/** Cells of one row by column key. Null is withheld: 0, blank and not applicable are three things. */
export type Cells = Record<string, number | null>;

/** Sums of the counters of one row: all days before the window, and the window. */
export interface FlowSums {
  readonly before: Int32Array | number[];
  readonly window: Int32Array | number[];
}

/** Columns with their addends resolved to places of counters, made once a form. */
export interface CompiledForm {
  readonly form: Form;
  cellsOf(sums: FlowSums): Record<string, number>;
}

/** @throws Error naming a column, counter or identity that does not exist: a declaration is checked when it is loaded */
export function compileForm(form: Form): CompiledForm {
  const flows: readonly string[] = FLOWS[form.facts];
  const keys = new Set(form.columns.map((column) => column.key));
  const columns = form.columns.map(({ key, source }) => ({
    key,
    addends: source.map(({ flow, over, times }) => {
      const index = flows.indexOf(flow);
      if (index < 0) throw new Error(`form ${form.code}, column ${key}: no counter ${flow} in ${form.facts}`);
      return { index, times, before: over !== 'window', window: over !== 'before' };
    }),
  }));
  for (const { name, left, right } of form.identities)
    for (const key of [left, ...right])
      if (!keys.has(key)) throw new Error(`form ${form.code}, identity ${name}: no column ${key}`);
  return {
    form,
    cellsOf: (sums) => {
      const cells: Record<string, number> = {};
      for (const { key, addends } of columns) {
        let value = 0;
        for (const { index, times, before, window } of addends)
          value += times * ((before ? (sums.before[index] ?? 0) : 0) + (window ? (sums.window[index] ?? 0) : 0));
        cells[key] = value;
      }
      return cells;
    },
  };
}

/** An identity of a form with both sides, as checked on one row of cells. */
export interface IdentityCheck {
  readonly name: string;
  readonly holds: boolean;
  readonly left: number;
  readonly right: number;
}

/** Checks the identities of a form on a row of cells. */
export function checkIdentities(form: Form, cells: Cells): IdentityCheck[] {
  return form.identities.map(({ name, left, right }) => {
    const sum = right.reduce((total, key) => total + (cells[key] ?? 0), 0);
    const value = cells[left] ?? 0;
    return { name, holds: value === sum, left: value, right: sum };
  });
}

/** Hides what few answers would tell of single people. */
export function withheld(form: Form, cells: Record<string, number>): Cells {
  const rule = form.withholdBelow;
  if (!rule) return cells;
  const count = cells[rule.column] ?? 0;
  if (count === 0 || count >= rule.atLeast) return cells;
  return { ...cells, ...Object.fromEntries(rule.hides.map((key) => [key, null])) };
}

/** Sum of rows, column by column. */
export function sumCells(rows: readonly Record<string, number>[], form: Form): Record<string, number> {
  const total: Record<string, number> = Object.fromEntries(form.columns.map(({ key }) => [key, 0]));
  for (const row of rows) for (const { key } of form.columns) total[key] = (total[key] ?? 0) + (row[key] ?? 0);
  return total;
}
