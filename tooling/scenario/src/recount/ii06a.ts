import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataFile } from '@thongsuot/data';
import { parse } from 'csv-parse/sync';

/** Columns of form II.06a, by their keys in the public contract. */
export const II06A_COLUMNS = [
  'receivedTotal',
  'receivedOnline',
  'receivedOffline',
  'carriedOver',
  'resolvedTotal',
  'early',
  'onTime',
  'overdue',
  'pendingTotal',
  'pendingInTime',
  'pendingOverdue',
] as const;

/** Counts of one unit, one area or one field. */
export type II06aCells = Record<(typeof II06A_COLUMNS)[number], number>;

/** What was counted: each unit by itself (`45/so-tu-phap`, `19360`), each area with everything in it, and its fields. */
export interface Recount {
  readonly units: ReadonlyMap<string, II06aCells>;
  readonly areas: ReadonlyMap<string, II06aCells>;
  /** By area, then by field in lower case with single spaces. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, II06aCells>>;
}

/**
 * Counts II.06a from files as they were sent, straight from its definition: one dossier after the other, no increments, no
 * events, no half-months. It shares no code with the roll-up, and is what the roll-up is compared with.
 * @param directory folder of the CSV files of one quarter; their names sort in order of sending
 * @param window first and last day, both included
 */
export function recountII06a(directory: string, window: { readonly from: string; readonly to: string }): Recount {
  const latest = new Map<string, Record<string, string>>();
  for (const name of readdirSync(directory)
    .filter((file) => file.endsWith('.csv'))
    .sort()) {
    for (const row of rowsOf(join(directory, name))) latest.set(row['dossier_code'] ?? '', row);
  }
  const parents = parentsOf();
  const units = new Map<string, II06aCells>();
  const areas = new Map<string, II06aCells>();
  const fields = new Map<string, Map<string, II06aCells>>();
  for (const row of latest.values()) {
    const kinds = kindsOf(row, window);
    const area = row['area'] ?? '';
    // A row of an area that does not exist is refused by the import.
    if (kinds.length === 0 || !parents.has(area)) continue;
    addTo(units, row['unit'] ? `${area}/${row['unit']}` : area, kinds);
    for (let code: string | undefined = area; code !== undefined && code !== ''; code = parents.get(code)) {
      addTo(areas, code, kinds);
      const ofArea = fields.get(code) ?? new Map<string, II06aCells>();
      fields.set(code, ofArea);
      addTo(ofArea, fieldOf(row), kinds);
    }
  }
  return { units, areas, fields };
}

/** No counts at all: a nil form is a stated 0. */
export function nilCells(): II06aCells {
  return Object.fromEntries(II06A_COLUMNS.map((column) => [column, 0])) as II06aCells;
}

type Kind = (typeof II06A_COLUMNS)[number];

/** The columns in which one dossier is counted. */
function kindsOf(row: Record<string, string>, { from, to }: { readonly from: string; readonly to: string }): Kind[] {
  if (row['deleted'] === 'true' || row['state'] === 'refused-at-desk' || row['linked_to']) return [];
  const received = dayOf(row['received_at']);
  const resolved = dayOf(row['resolved_at']);
  const due = dayOf(row['due_at']);
  // The import refuses what cannot be; its later, right row counts.
  if (received === '' || received > to || (resolved !== '' && (resolved < from || resolved < received))) return [];
  const kinds: Kind[] = ['receivedTotal'];
  if (received < from) kinds.push('carriedOver');
  else kinds.push(row['channel'] === 'online' ? 'receivedOnline' : 'receivedOffline');
  if (resolved === '' || resolved > to) {
    kinds.push('pendingTotal', due !== '' && due <= to ? 'pendingOverdue' : 'pendingInTime');
    return kinds;
  }
  kinds.push('resolvedTotal');
  if (due === '' || resolved === due || row['outcome'] === 'returned' || row['outcome'] === 'withdrawn') kinds.push('onTime');
  else kinds.push(resolved < due ? 'early' : 'overdue');
  return kinds;
}

/** Day in Vietnam of a cell that holds a day or an instant; empty stays empty. */
function dayOf(cell: string | undefined): string {
  if (!cell?.includes('T')) return cell ?? '';
  return new Date(Date.parse(cell) + 7 * 3_600_000).toISOString().slice(0, 10);
}

function fieldOf(row: Record<string, string>): string {
  return (row['field'] ?? '').normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean).join(' ');
}

function addTo(counts: Map<string, II06aCells>, key: string, kinds: readonly Kind[]): void {
  const cells = counts.get(key) ?? nilCells();
  counts.set(key, cells);
  for (const kind of kinds) cells[kind] += 1;
}

function rowsOf(file: string): Record<string, string>[] {
  const text = readFileSync(file, 'utf8');
  return parse(text, { bom: true, columns: true, delimiter: ';' });
}

/** Who lies in whom before the reform of 01/07/2025, straight from the reference table. */
function parentsOf(): Map<string, string> {
  const rows: Record<string, string>[] = parse(readFileSync(dataFile('areas/areas.csv'), 'utf8'), { columns: true });
  return new Map(
    rows.filter((row) => row['era'] === 'to-2025-06-30').map((row) => [row['code'] ?? '', row['parent_code'] ?? '']),
  );
}
