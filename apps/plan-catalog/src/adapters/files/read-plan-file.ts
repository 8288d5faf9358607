import { FileProblem, detectFileType, readCsv, readXlsx, unreadable } from '@thongsuot/table-files';
import type { PlanFile } from '../../domain/import/import-plan';
import { readDocx } from './read-docx';
import { readJson } from './read-json';

/** The largest plan file accepted, in bytes. */
export const PLAN_FILE_BYTES_MAX = 20 * 1024 * 1024;

const ACCEPTED = ['docx', 'xlsx', 'csv', 'json'] as const;

/**
 * Reads a plan in .docx, .xlsx, .csv or .json. The content decides what the file is; the name is only asked for texts,
 * where content alone leaves a doubt, and never believed against the content.
 *
 * @param fileName as the sender calls it
 * @throws FileProblem and nothing else for what the file contains
 */
export async function readPlanFile(content: Buffer, fileName: string): Promise<PlanFile> {
  if (content.length > PLAN_FILE_BYTES_MAX) {
    throw new FileProblem('payload-too-large', 'Tệp lớn hơn 20 MB', 'The file is larger than 20 MB');
  }
  if (content.length === 0) throw unreadable('Tệp rỗng', 'The file is empty');
  const type = await detectFileType(content, fileName, ACCEPTED);
  switch (type) {
    case 'docx':
      return { kind: 'document', document: await readDocx(content) };
    case 'xlsx':
      return { kind: 'document', document: await readXlsx(content) };
    case 'csv':
      return { kind: 'document', document: await readCsv(content) };
    case 'json':
      return { kind: 'reading', reading: readJson(content) };
  }
}
