import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nilCells, recountII06a, type II06aCells } from './ii06a';

const WINDOW = { from: '2023-12-15', to: '2024-03-14' };
const HEADER = 'dossier_code;area;unit;linked_to;state;field;channel;received_at;due_at;resolved_at;outcome;deleted';

describe('the recount of II.06a', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'recount-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, ...rows: string[]): void => {
    writeFileSync(join(folder, name), `\uFEFF${[HEADER, ...rows].join('\n')}\n`);
  };
  const cellsOf = (row: string): II06aCells => {
    write('01.csv', row);
    return recountII06a(folder, WINDOW).areas.get('19360') ?? nilCells();
  };
  const only = (...columns: (keyof II06aCells)[]): II06aCells => ({
    ...nilCells(),
    ...Object.fromEntries(columns.map((column) => [column, 1])),
  });

  it.each([
    [
      'on the first day, early',
      'A;19360;;;;Hộ tịch;online;2023-12-15;2023-12-20;2023-12-19;granted;',
      ['receivedTotal', 'receivedOnline', 'resolvedTotal', 'early'],
    ],
    [
      'on the due day',
      'A;19360;;;;Hộ tịch;direct;2024-01-02;2024-01-05;2024-01-05;granted;',
      ['receivedTotal', 'receivedOffline', 'resolvedTotal', 'onTime'],
    ],
    [
      'by post, late',
      'A;19360;;;;Hộ tịch;postal;2024-01-02;2024-01-05;2024-01-06;granted;',
      ['receivedTotal', 'receivedOffline', 'resolvedTotal', 'overdue'],
    ],
    [
      'late but withdrawn',
      'A;19360;;;;Hộ tịch;direct;2024-01-02;2024-01-05;2024-01-09;withdrawn;',
      ['receivedTotal', 'receivedOffline', 'resolvedTotal', 'onTime'],
    ],
    [
      'without a due day',
      'A;19360;;;;Hộ tịch;direct;2024-01-02;;2024-01-09;granted;',
      ['receivedTotal', 'receivedOffline', 'resolvedTotal', 'onTime'],
    ],
    [
      'carried over',
      'A;19360;;;;Hộ tịch;direct;2023-12-14;2023-12-20;2023-12-15;granted;',
      ['receivedTotal', 'carriedOver', 'resolvedTotal', 'early'],
    ],
    [
      'due on the last day, pending',
      'A;19360;;;;Hộ tịch;direct;2024-03-01;2024-03-14;;;',
      ['receivedTotal', 'receivedOffline', 'pendingTotal', 'pendingOverdue'],
    ],
    [
      'due the day after, pending',
      'A;19360;;;;Hộ tịch;direct;2024-03-01;2024-03-15;;;',
      ['receivedTotal', 'receivedOffline', 'pendingTotal', 'pendingInTime'],
    ],
    [
      'resolved after the window',
      'A;19360;;;;Hộ tịch;direct;2024-03-01;2024-03-20;2024-03-15;granted;',
      ['receivedTotal', 'receivedOffline', 'pendingTotal', 'pendingInTime'],
    ],
    [
      'at 23:30 UTC, the next day in Vietnam',
      'A;19360;;;;Hộ tịch;online;2023-12-14T23:30:00.000Z;2024-03-20;;;',
      ['receivedTotal', 'receivedOnline', 'pendingTotal', 'pendingInTime'],
    ],
  ] as const)('%s', (_, row, columns) => {
    expect(cellsOf(row)).toEqual(only(...columns));
  });

  it.each([
    ['resolved before the window', 'A;19360;;;;Hộ tịch;direct;2023-12-01;2023-12-20;2023-12-14;granted;'],
    ['received after it', 'A;19360;;;;Hộ tịch;direct;2024-03-15;2024-03-20;;;'],
    ['withdrawn by the source', 'A;19360;;;;Hộ tịch;direct;2024-01-02;2024-01-05;;;true'],
    ['refused at the desk', 'A;19360;;;refused-at-desk;Hộ tịch;direct;2024-01-02;;;;'],
    ['a later step of a linked service', 'A;19360;;B;;Hộ tịch;direct;2024-01-02;2024-01-05;;;'],
    ['resolved before it was received', 'A;19360;;;;Hộ tịch;direct;2024-01-05;2024-01-09;2024-01-04;granted;'],
    ['of an area that does not exist', 'A;99999;;;;Hộ tịch;direct;2024-01-05;2024-01-09;;;'],
  ])('%s counts nowhere', (_, row) => {
    write('01.csv', row);
    expect(recountII06a(folder, WINDOW).areas.size).toBe(0);
  });

  it('takes the latest row of a dossier, sums up to the province, folds fields', () => {
    write(
      '01.csv',
      'A;19360;;;;Hộ tịch;direct;2024-01-02;2024-01-05;;;',
      'B;462;chi-nhanh-vpdkdd;;;Đất đai;online;2024-01-02;2024-04-05;;;',
    );
    write('02.csv', 'A;19360;;;;HỘ  TỊCH ;direct;2024-01-02;2024-01-05;2024-01-04;granted;');
    const { units, areas, fields } = recountII06a(folder, WINDOW);
    expect([...units.keys()].sort()).toEqual(['19360', '462/chi-nhanh-vpdkdd']);
    expect(areas.get('19360')).toMatchObject({ receivedTotal: 1, early: 1, pendingTotal: 0 });
    expect(areas.get('462')).toMatchObject({ receivedTotal: 2, resolvedTotal: 1, pendingInTime: 1 });
    expect(areas.get('45')).toEqual(areas.get('462'));
    expect([...(fields.get('45')?.keys() ?? [])].sort()).toEqual(['hộ tịch', 'đất đai'].sort());
  });
});
