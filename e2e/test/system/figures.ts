import { loadReferenceTree } from '@thongsuot/areas';
import { II06A_COLUMNS, nilCells, QUARTERS, recountII06a, sentFolder, type II06aCells, type Quarter } from '@thongsuot/scenario';
import { SHARE, type MainJob } from '../../src/main-job';

interface RollUp {
  readonly total: { readonly cells: II06aCells };
  readonly own: { readonly cells: II06aCells };
  readonly rows: readonly { readonly label: string; readonly cells: II06aCells }[];
  readonly children: readonly { readonly area: { readonly code: string }; readonly cells: II06aCells }[];
}

/** The printed tables, and every figure beside an independent count of the files that were sent. */
export function describeFigures(job: () => MainJob): void {
  const tree = loadReferenceTree();

  const rollUp = async (quarter: Quarter, area: string): Promise<RollUp> => {
    const { run } = job();
    const query = new URLSearchParams({ area, period: quarter.key, on: quarter.end, form: 'II.06a', children: 'true' });
    const headers = { authorization: `Bearer ${run.tokens['administrator'] ?? ''}` };
    const response = await fetch(`${run.gateway}/api/v1/rollups?${query.toString()}`, { headers });
    expect(response.status).toBe(200);
    return (await response.json()) as RollUp;
  };
  const cellsOf = (cells: Partial<II06aCells>): II06aCells =>
    Object.fromEntries(II06A_COLUMNS.map((column) => [column, cells[column]])) as II06aCells;

  it('prints findings, tasks, figures, targets, reactions and where to look, and all of it holds', () => {
    for (const part of [
      'impossible-date',
      'MINH HỌA',
      'Biểu II.06a, 2022-Q1',
      'Biểu II.06a, 2024-Q1',
      'Chỉ tiêu của Phường 2',
      'ĐÚNG / hold',
      'NHẤT QUÁN / consistent',
    ])
      expect(job().output).toContain(part);
    expect(job().output).not.toContain('CHƯA NHẤT QUÁN');
    expect(job().output).not.toContain('✗ không thấy');
  });

  it.each(QUARTERS.map((quarter) => [quarter.key, quarter] as const))(
    '%s: every cell of every unit is what an independent count of the sent files says',
    async (_, quarter) => {
      const counted = recountII06a(sentFolder(quarter), quarter);
      const province = tree.resolve(quarter.province, quarter.end);
      expect(counted.areas.get(province.code)?.receivedTotal).toBeGreaterThan(20_000 * SHARE);
      for (const area of [province, ...tree.descendants(province.id, quarter.end)]) {
        const shown = await rollUp(quarter, area.code);
        expect({ area: area.code, ...cellsOf(shown.total.cells) }).toEqual({
          area: area.code,
          ...(counted.areas.get(area.code) ?? nilCells()),
        });
        expect({ area: area.code, own: cellsOf(shown.own.cells) }).toEqual({
          area: area.code,
          own: ownOf(counted.units, area.code),
        });
        const fields = shown.rows.map(
          ({ label, cells }) =>
            [label.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean).join(' '), cellsOf(cells)] as const,
        );
        const nonNil = fields.filter(([, cells]) => cells.receivedTotal > 0);
        expect(Object.fromEntries(nonNil)).toEqual(Object.fromEntries(counted.fields.get(area.code) ?? []));
      }
    },
    5 * 60_000,
  );
}

/** Sum of an area's own units: its committee and its agencies. */
function ownOf(units: ReadonlyMap<string, II06aCells>, area: string): II06aCells {
  const own = nilCells();
  for (const [unit, cells] of units) {
    if (unit.split('/')[0] !== area) continue;
    for (const column of II06A_COLUMNS) own[column] += cells[column];
  }
  return own;
}
