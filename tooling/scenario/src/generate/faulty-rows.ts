import { addDays } from '@thongsuot/calendar';
import { plainDate } from '@thongsuot/contracts';
import type { Cells } from './story';
import type { SyncFile } from './sync-files';

const SPOILT_FILE = 2;

/**
 * What real pushes also bring: in one file a dossier resolved before it was received (the next file has it right) and one of
 * an area that does not exist. The import has to refuse both rows, name them, and take the others.
 */
export function withFaultyRows(files: readonly SyncFile[]): SyncFile[] {
  const spoilt = files[SPOILT_FILE];
  const index =
    spoilt?.rows.findIndex((row) => row.resolved_at !== undefined && /^\d{4}-\d\d-\d\d$/.test(row.received_at ?? '')) ?? -1;
  const right = spoilt?.rows[index];
  if (right?.received_at === undefined) return [...files];
  const wrong: Cells = { ...right, resolved_at: addDays(plainDate(right.received_at), -2) };
  const stray: Cells = { ...right, dossier_code: (right.dossier_code ?? '').replace(/\d{4}$/, '9999'), area: '99999' };
  return files.map((file, number) => {
    if (number === SPOILT_FILE) return { day: file.day, rows: [...file.rows.with(index, wrong), stray] };
    const changesAgain = file.rows.some(({ dossier_code }) => dossier_code === right.dossier_code);
    return number === SPOILT_FILE + 1 && !changesAgain ? { day: file.day, rows: [...file.rows, right] } : file;
  });
}
