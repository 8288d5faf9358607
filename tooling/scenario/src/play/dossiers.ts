import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AreaTree } from '@thongsuot/areas';
import { importDossiers, ProblemItem, type PlainDate } from '@thongsuot/contracts';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { dossiersOf } from '../generate/dossiers';
import { withFaultyRows } from '../generate/faulty-rows';
import { playDaysOf } from '../generate/play-days';
import type { Quarter } from '../generate/quarters';
import type { Cells } from '../generate/story';
import { csvOf, syncFilesOf } from '../generate/sync-files';
import { scenarioPaths } from '../launch/project';
import { ADMINISTRATOR, type Stage } from './stage';

/** What the imports of a quarter came to. */
export const ImportSums = z.object({
  files: z.number(),
  received: z.number(),
  accepted: z.number(),
  corrected: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  findings: z.array(ProblemItem.extend({ day: z.string() })),
});
export type ImportSums = z.infer<typeof ImportSums>;

const NOTHING: ImportSums = { files: 0, received: 0, accepted: 0, corrected: 0, unchanged: 0, refused: 0, findings: [] };

/** Folder of the files of a quarter, as they are sent. */
export function sentFolder({ key }: Quarter): string {
  return join(scenarioPaths().sentFolder, key);
}

/** True where the file of every push lies ready. */
export function hasFiles(quarter: Quarter): boolean {
  return pushDaysOf(quarter).every((day) => existsSync(fileOf(quarter, day)));
}

/** Makes the files of a quarter; those that lie there from an earlier try are made anew, the same. */
export function makeFiles(tree: AreaTree, quarter: Quarter, seed: string): { dossiers: number; files: number } {
  const stories = dossiersOf(tree, quarter, seed);
  const files = withFaultyRows(syncFilesOf(stories, pushDaysOf(quarter)));
  const folder = sentFolder(quarter);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of files) writeFileSync(fileOf(quarter, file.day), csvOf(file));
  return { dossiers: stories.length, files: files.length };
}

/** Sends the file of this day as the province's handling system. */
export async function push({ api, progress, quarter, day, key }: Stage): Promise<void> {
  const text = readFileSync(fileOf(quarter, day), 'utf8');
  const sending = { as: ADMINISTRATOR, key: key('dossiers'), query: { source: `handling-system-${quarter.province}` } };
  const result = await api.stream(importDossiers, text, 'text/csv', sending);
  const sums = progress.fact(importFact(quarter), ImportSums) ?? NOTHING;
  progress.note(importFact(quarter), {
    files: sums.files + 1,
    received: sums.received + result.received,
    accepted: sums.accepted + result.accepted,
    corrected: sums.corrected + result.corrected,
    unchanged: sums.unchanged + result.unchanged,
    refused: sums.refused + result.refused,
    findings: [...sums.findings, ...result.findings.map((finding) => ({ ...finding, day }))],
  } satisfies ImportSums);
}

/** Rows of the file of a day. */
export function rowsSentOn(quarter: Quarter, day: PlainDate): Cells[] {
  const file = fileOf(quarter, day);
  if (!existsSync(file)) return [];
  return parse(readFileSync(file, 'utf8'), { bom: true, columns: true, delimiter: ';' });
}

/** Name under which the sums of a quarter's imports are kept. */
export function importFact({ key }: Quarter): string {
  return `imports/${key}`;
}

function pushDaysOf(quarter: Quarter): PlainDate[] {
  return playDaysOf(quarter).flatMap(({ day, pushes }) => (pushes ? [day] : []));
}

function fileOf(quarter: Quarter, day: PlainDate): string {
  return join(sentFolder(quarter), `${day}.csv`);
}
