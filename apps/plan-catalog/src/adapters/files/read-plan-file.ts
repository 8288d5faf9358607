import type { PlanFile } from '../../domain/import/import-plan';
import { FileProblem, unreadable } from './file-problem';
import { readCsv } from './read-csv';
import { readDocx } from './read-docx';
import { readJson } from './read-json';
import { readXlsx } from './read-xlsx';
import { readZip } from './zip-archive';

/** The largest plan file accepted, in bytes. */
export const PLAN_FILE_BYTES_MAX = 20 * 1024 * 1024;

type FileType = 'docx' | 'xlsx' | 'csv' | 'json';

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
  const type = await detectType(content, fileName);
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

const ZIP_MAGIC = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLE_MAGIC = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
/** "EncryptedPackage" in UTF-16: the stream in which Office keeps a file with a password. */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

async function detectType(content: Buffer, fileName: string): Promise<FileType> {
  const starts = (magic: Buffer): boolean => content.subarray(0, magic.length).equals(magic);
  if (starts(ZIP_MAGIC)) return officeType(content);
  if (starts(OLE_MAGIC)) {
    throw content.includes(ENCRYPTED_PACKAGE)
      ? unreadable(
          'Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi gửi lại',
          'The file is protected by a password; remove it and send again',
        )
      : unsupported('tệp Office đời cũ (.doc, .xls)', 'an old Office file (.doc, .xls)');
  }
  if (starts(Buffer.from('%PDF'))) throw unsupported('tệp PDF', 'a PDF');
  const extension = /\.([a-z0-9]+)$/iu.exec(fileName)?.[1]?.toLowerCase();
  if (extension === 'docx' || extension === 'xlsx') {
    throw unreadable(
      `Tệp có đuôi .${extension} nhưng nội dung không phải .${extension}`,
      `The file is named .${extension} but its content is not`,
    );
  }
  return textType(content, extension);
}

function textType(content: Buffer, extension: string | undefined): FileType {
  const utf16 = (content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff);
  if (!utf16 && content.subarray(0, 4096).includes(0)) throw unsupported('tệp nhị phân', 'a binary file');
  const start = content
    .subarray(0, 64)
    .toString('utf8')
    .replace(/^\uFEFF/u, '')
    .trimStart();
  if (start.startsWith('{') || extension === 'json') return 'json';
  if (extension === 'csv' || extension === 'txt' || extension === 'tsv' || extension === undefined) return 'csv';
  throw unsupported(`tệp .${extension}`, `a .${extension} file`);
}

async function officeType(content: Buffer): Promise<FileType> {
  const types = (await readZip(content)).get('[Content_Types].xml')?.toString('utf8') ?? '';
  if (types.includes('wordprocessingml.document.main+xml')) return 'docx';
  if (types.includes('spreadsheetml.sheet.main+xml')) return 'xlsx';
  throw unsupported('tệp nén không phải .docx hay .xlsx', 'an archive that is neither .docx nor .xlsx');
}

function unsupported(vi: string, en: string): FileProblem {
  return new FileProblem(
    'unsupported-media-type',
    `Hệ thống không nhận ${vi}; hãy gửi .docx, .xlsx, .csv hoặc .json`,
    `This is ${en}; send .docx, .xlsx, .csv or .json`,
  );
}
