import { FileProblem, unreadable } from './file-problem';
import { readZip } from './zip-archive';

export type FileType = 'docx' | 'xlsx' | 'csv' | 'json';

const ZIP_MAGIC = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLE_MAGIC = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
/** "EncryptedPackage" in UTF-16: the stream in which Office keeps a file with a password. */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * What a file is. The content decides; the name is only asked for texts, where content alone leaves a doubt, and never
 * believed against the content. A workbook or document with macros is refused, whatever its name says.
 *
 * @param fileName as the sender calls it
 * @param accepted the types that the caller reads; any other is refused, and the refusal names these
 * @throws FileProblem and nothing else for what the file contains
 */
export async function detectFileType<T extends FileType>(content: Buffer, fileName: string, accepted: readonly T[]): Promise<T> {
  try {
    const type = await typeOf(content, fileName);
    const known = accepted.find((one) => one === type);
    if (known === undefined) throw new Unsupported(`tệp .${type}`, `a .${type} file`);
    return known;
  } catch (error) {
    throw error instanceof Unsupported ? refusal(error, accepted) : error;
  }
}

class Unsupported extends Error {
  constructor(
    readonly vi: string,
    readonly en: string,
  ) {
    super(en);
  }
}

function refusal({ vi, en }: Unsupported, accepted: readonly FileType[]): FileProblem {
  const names = (last: string): string => {
    const dotted = accepted.map((type) => `.${type}`);
    return dotted.length < 2 ? dotted.join('') : `${dotted.slice(0, -1).join(', ')} ${last} ${dotted.at(-1) ?? ''}`;
  };
  return new FileProblem(
    'unsupported-media-type',
    `Hệ thống không nhận ${vi}; hãy gửi ${names('hoặc')}`,
    `This is ${en}; send ${names('or')}`,
  );
}

async function typeOf(content: Buffer, fileName: string): Promise<FileType> {
  const starts = (magic: Buffer): boolean => content.subarray(0, magic.length).equals(magic);
  if (starts(ZIP_MAGIC)) return officeType(content);
  if (starts(OLE_MAGIC)) {
    throw content.includes(ENCRYPTED_PACKAGE)
      ? unreadable(
          'Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi gửi lại',
          'The file is protected by a password; remove it and send again',
        )
      : new Unsupported('tệp Office đời cũ (.doc, .xls)', 'an old Office file (.doc, .xls)');
  }
  if (starts(Buffer.from('%PDF'))) throw new Unsupported('tệp PDF', 'a PDF');
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
  if (!utf16 && content.subarray(0, 4096).includes(0)) throw new Unsupported('tệp nhị phân', 'a binary file');
  const start = content
    .subarray(0, 64)
    .toString('utf8')
    .replace(/^\uFEFF/u, '')
    .trimStart();
  if (start.startsWith('{') || extension === 'json') return 'json';
  if (extension === 'csv' || extension === 'txt' || extension === 'tsv' || extension === undefined) return 'csv';
  throw new Unsupported(`tệp .${extension}`, `a .${extension} file`);
}

async function officeType(content: Buffer): Promise<FileType> {
  const types = (await readZip(content)).get('[Content_Types].xml')?.toString('utf8') ?? '';
  if (/macroEnabled|vbaProject/u.test(types)) {
    throw new Unsupported('tệp có macro (.xlsm, .docm)', 'a file with macros (.xlsm, .docm)');
  }
  if (types.includes('wordprocessingml.document.main+xml')) return 'docx';
  if (types.includes('spreadsheetml.sheet.main+xml')) return 'xlsx';
  throw new Unsupported('tệp nén không phải .docx hay .xlsx', 'an archive that is neither .docx nor .xlsx');
}
