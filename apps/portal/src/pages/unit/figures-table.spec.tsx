import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FiguresTable, sortRows, type FiguresRow } from './figures-table';
import { checksOf } from './form-columns';

const row = (label: string, receivedTotal: number | null, overdue = 0): FiguresRow => ({
  key: label,
  label,
  cells: { receivedTotal, overdue },
});
const rows = [row('Phường 1', 1106, 8), row('Phường An Đôn', null), row('Phường 2', 661), row('Phường 3', 1712)];
const labels = (of: readonly FiguresRow[]): string[] => of.map(({ label }) => label);

afterEach(cleanup);

describe('sortRows', () => {
  it('sorts by a number, withheld ones last in either direction', () => {
    expect(labels(sortRows(rows, { column: 'receivedTotal', descending: true }))).toEqual([
      'Phường 3',
      'Phường 1',
      'Phường 2',
      'Phường An Đôn',
    ]);
    expect(labels(sortRows(rows, { column: 'receivedTotal', descending: false })).at(-1)).toBe('Phường An Đôn');
  });

  it('sorts names in Vietnamese order, đ after d', () => {
    const names = ['Đất đai', 'Dân số', 'Chứng thực'].map((label) => row(label, 0));
    expect(labels(sortRows(names, { column: 'label', descending: false }))).toEqual(['Chứng thực', 'Dân số', 'Đất đai']);
  });
});

describe('FiguresTable', () => {
  const show = (): HTMLElement => {
    render(<FiguresTable caption="Biểu II.06a" head="Đơn vị" rows={rows} sums={[row('Tổng số', 3479)]} />);
    return screen.getByRole('table');
  };
  const firstCells = (table: HTMLElement): (string | null)[] =>
    within(table)
      .getAllByRole('rowheader')
      .map(({ textContent }) => textContent);

  it('has a caption, heads with a scope, and says which column it is sorted by', async () => {
    const table = show();
    const head = within(table).getByRole('columnheader', { name: /Tiếp nhận: Tổng số/ });
    expect(table.querySelector('caption')?.textContent).toContain('Biểu II.06a');
    expect(head.getAttribute('scope')).toBe('col');
    expect(head.getAttribute('aria-sort')).toBe('none');
    await userEvent.click(within(head).getByRole('button'));
    expect(head.getAttribute('aria-sort')).toBe('descending');
    expect(firstCells(table)).toEqual(['Phường 3', 'Phường 1', 'Phường 2', 'Phường An Đôn', 'Tổng số']);
  });

  it('shows a withheld cell as a dash and 0 as 0', () => {
    const cells = within(within(show()).getByRole('row', { name: /Phường An Đôn/ })).getAllByRole('cell');
    expect(cells[0]?.textContent).toBe('–');
    expect(cells[7]?.textContent).toBe('0');
  });
});

describe('checksOf', () => {
  it('gathers an identity over its rows and names those where it does not hold', () => {
    const one = (name: string, rowKey: string | null, holds: boolean): Parameters<typeof checksOf>[0][number] => ({
      name,
      row: rowKey,
      holds,
      left: 1,
      right: holds ? 1 : 2,
    });
    expect(checksOf([one('3=4+5+6', null, true), one('3=4+5+6', 'ho tich', false), one('11=12+13', null, true)])).toEqual([
      { name: '3=4+5+6', holds: false, brokenIn: ['ho tich'] },
      { name: '11=12+13', holds: true, brokenIn: [] },
    ]);
  });
});
