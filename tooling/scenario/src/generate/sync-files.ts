import { DOSSIER_COLUMNS, type PlainDate } from '@thongsuot/contracts';
import type { Cells, Story } from './story';

/** One push of the province's handling system. */
export interface SyncFile {
  /** Day on which it is sent; it holds what that day's office hours brought. */
  readonly day: PlainDate;
  readonly rows: readonly Cells[];
}

const COLUMNS = DOSSIER_COLUMNS.map(({ name }) => name);

/**
 * The pushes of a quarter: each holds the latest state of every dossier that is new or changed since the push before.
 * @param days days of the pushes, ascending; the first one also brings what was pending before
 */
export function syncFilesOf(stories: readonly Story[], days: readonly PlainDate[]): SyncFile[] {
  const files = days.map((day) => ({ day, rows: [] as Cells[] }));
  for (const story of stories) {
    let cells: Cells = {};
    let sent = 0;
    for (const file of files) {
      const known = story.changes.filter(({ on }) => on <= file.day);
      if (known.length === sent) continue;
      for (const { set } of known.slice(sent)) cells = { ...cells, ...set };
      sent = known.length;
      file.rows.push(cells);
    }
  }
  return files;
}

/** The file as it is sent: UTF-8 with BOM and `;`, as spreadsheet programs of the offices write it. */
export function csvOf(file: SyncFile): string {
  const lines = file.rows.map((cells) => COLUMNS.map((column) => quoted(cells[column] ?? '')).join(';'));
  return `\uFEFF${COLUMNS.join(';')}\n${lines.join('\n')}\n`;
}

function quoted(text: string): string {
  return /[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
