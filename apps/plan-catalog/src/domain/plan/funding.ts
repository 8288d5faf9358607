/** Money for one task, of one unit, from one source; whole đồng. */
export interface Funding {
  readonly section: string;
  readonly unit: string;
  readonly unitName: string;
  readonly source: string;
  readonly planned: number;
  readonly spent: number;
}

export interface FundingSum {
  readonly key: string;
  readonly label: string;
  readonly planned: number;
  readonly spent: number;
}

/** Sums by a key, in the order in which the keys first come. */
export function sumsBy(
  rows: readonly Funding[],
  of: (row: Funding) => { readonly key: string; readonly label: string },
): FundingSum[] {
  const sums = new Map<string, FundingSum>();
  for (const row of rows) {
    const { key, label } = of(row);
    const sum = sums.get(key) ?? { key, label, planned: 0, spent: 0 };
    sums.set(key, { ...sum, planned: sum.planned + row.planned, spent: sum.spent + row.spent });
  }
  return [...sums.values()];
}

export function totalOf(rows: readonly Pick<Funding, 'planned' | 'spent'>[]): { planned: number; spent: number } {
  return rows.reduce((sum, row) => ({ planned: sum.planned + row.planned, spent: sum.spent + row.spent }), {
    planned: 0,
    spent: 0,
  });
}
