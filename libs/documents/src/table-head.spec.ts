import { columnWidths, headRows } from './table-head';

const column = (heading: string, ...under: string[]): { heading: string; under: string[]; width: number } => ({
  heading,
  under,
  width: 1,
});

it('neighbours under one heading share its cell, other columns reach over all rows', () => {
  const rows = headRows([column('TT'), column('Chủ trì', 'Phân công'), column('Phối hợp', 'Phân công'), column('Thời gian')]);
  expect(rows.map((cells) => cells.map((cell) => [cell.text, cell.column, cell.columnSpan, cell.rowSpan]))).toEqual([
    [
      ['TT', 0, 1, 2],
      ['Phân công', 1, 2, 1],
      ['Thời gian', 3, 1, 2],
    ],
    [
      ['Chủ trì', 1, 1, 1],
      ['Phối hợp', 2, 1, 1],
    ],
  ]);
});

it('three levels, and the same words under different headings stay apart', () => {
  const rows = headRows([column('a', 'X', 'Y'), column('b', 'X', 'Y'), column('c', 'X', 'Z'), column('d', 'W', 'Z')]);
  expect(rows.map((cells) => cells.map((cell) => `${cell.text}${cell.columnSpan}`))).toEqual([
    ['X3', 'W1'],
    ['Y2', 'Z1', 'Z1'],
    ['a1', 'b1', 'c1', 'd1'],
  ]);
});

it('every cell of the grid is covered exactly once', () => {
  const columns = [column('a'), column('b', 'X'), column('c', 'X', 'Y'), column('d', 'X', 'Y'), column('e', 'Q')];
  const covered = headRows(columns).flatMap((cells, level) =>
    cells.flatMap((cell) =>
      Array.from({ length: cell.columnSpan * cell.rowSpan }, (_, index) => {
        const [down, right] = [Math.floor(index / cell.columnSpan), index % cell.columnSpan];
        return `${level + down}:${cell.column + right}`;
      }),
    ),
  );
  expect(covered).toHaveLength(new Set(covered).size);
  expect(covered).toHaveLength(3 * columns.length);
});

it('widths are shares', () => {
  expect(
    columnWidths(
      [
        { heading: 'a', width: 1 },
        { heading: 'b', width: 3 },
      ],
      200,
    ),
  ).toEqual([50, 150]);
});
