import type { PlanFile } from '../../domain/import/import-plan';
import { readPastedText } from '../../domain/import/pasted-text';
import { decodeText } from '@thongsuot/table-files';
import { readPlanFile } from './read-plan-file';

/** Reads what was sent: a file by its content, pasted text as a table. @throws FileProblem */
export async function readUploaded(sent: { readonly content: Buffer; readonly fileName: string | null }): Promise<PlanFile> {
  if (sent.fileName !== null) return readPlanFile(sent.content, sent.fileName);
  return { kind: 'document', document: readPastedText(decodeText(sent.content)) };
}
