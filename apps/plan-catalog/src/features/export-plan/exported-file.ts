import { EXPORT_MEDIA_TYPES } from '@thongsuot/contracts';
import { writeDocx, writePdf, writeXlsx, type AdministrativeDocument, type TableWorkbook } from '@thongsuot/documents';

export type ExportFormat = keyof typeof EXPORT_MEDIA_TYPES;

/** A file to be handed out. */
export interface ExportedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** What can be written: a document, and its tables alone. */
export interface Exportable {
  readonly document: AdministrativeDocument;
  readonly workbook: () => TableWorkbook;
}

/** Writes an export in the format asked for. @param stem name without its ending */
export async function exportedFile(
  stem: string,
  format: ExportFormat,
  { document, workbook }: Exportable,
): Promise<ExportedFile> {
  const write = {
    docx: () => writeDocx(document),
    pdf: () => writePdf(document),
    xlsx: () => writeXlsx(workbook()),
  }[format];
  return { name: `${fileStem(stem)}.${format}`, mediaType: EXPORT_MEDIA_TYPES[format], content: await write() };
}

/** A name that any file system takes, its Vietnamese letters kept. */
function fileStem(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 100);
}

/** The header that names a file: in plain letters for old clients, in full for the others (RFC 6266). */
export function contentDisposition(name: string): string {
  const plain = name
    .replace(/đ/gu, 'd')
    .replace(/Đ/gu, 'D')
    .normalize('NFD')
    .replace(/[^\w.-]/gu, '');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
