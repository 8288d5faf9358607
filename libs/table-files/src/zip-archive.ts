import { fromBuffer } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { FileProblem, unreadable } from './file-problem';

/** What an Office file may hold. Sizes are bytes. */
export interface ZipLimits {
  readonly entriesMax: number;
  readonly entryBytesMax: number;
  readonly totalBytesMax: number;
  /** Unpacked ÷ packed, tested for entries over one megabyte. */
  readonly ratioMax: number;
}

export const OFFICE_LIMITS: ZipLimits = {
  entriesMax: 2_000,
  entryBytesMax: 64 * 1024 * 1024,
  totalBytesMax: 128 * 1024 * 1024,
  ratioMax: 200,
};

const MEGABYTE = 1024 * 1024;

/**
 * Unpacks an Office file's XML parts in memory and proves that the rest stays within the limits.
 * The directory's sizes are tested before anything is unpacked, and yauzl then holds each entry to the size it declared, so
 * a file that lies about its sizes fails as well.
 *
 * @throws FileProblem `payload-too-large` for what unpacks beyond the limits, `file-unreadable` for a broken archive
 */
export async function readZip(content: Buffer, limits: ZipLimits = OFFICE_LIMITS): Promise<Map<string, Buffer>> {
  const zip = await open(content);
  const parts = new Map<string, Buffer>();
  try {
    const entries = await listEntries(zip, limits);
    for (const entry of entries) {
      const unpacked = await unpack(zip, entry, limits);
      if (/\.(xml|rels)$/iu.test(entry.fileName)) parts.set(entry.fileName, unpacked);
    }
  } catch (error) {
    throw error instanceof FileProblem ? error : broken(error);
  } finally {
    zip.close();
  }
  return parts;
}

function broken(cause: unknown): FileProblem {
  return unreadable('Tệp nén bên trong bị hỏng hoặc bị cắt cụt', 'The archive inside the file is broken or cut short', cause);
}

function open(content: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(content, { lazyEntries: true, validateEntrySizes: true, autoClose: false }, (error, zip) => {
      if (error || !zip) reject(broken(error));
      else resolve(zip);
    });
  });
}

function listEntries(zip: ZipFile, limits: ZipLimits): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    let total = 0;
    zip.on('error', reject);
    zip.on('end', () => {
      resolve(entries);
    });
    zip.on('entry', (entry: Entry) => {
      total += entry.uncompressedSize;
      entries.push(entry);
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      if (entry.isEncrypted()) reject(unreadable('Tệp được đặt mật khẩu', 'The file is protected by a password'));
      else if (entries.length > limits.entriesMax) reject(tooLarge(`> ${limits.entriesMax} entries`));
      else if (entry.uncompressedSize > limits.entryBytesMax) reject(tooLarge(`${entry.uncompressedSize} bytes in one part`));
      else if (total > limits.totalBytesMax) reject(tooLarge(`${total} bytes`));
      else if (entry.uncompressedSize > MEGABYTE && ratio > limits.ratioMax) reject(tooLarge(`1 : ${Math.round(ratio)}`));
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

function tooLarge(measure: string): FileProblem {
  return new FileProblem(
    'payload-too-large',
    `Nội dung sau giải nén vượt giới hạn cho phép (${measure})`,
    `The file unpacks beyond the limit (${measure})`,
  );
}

function unpack(zip: ZipFile, entry: Entry, limits: ZipLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error || !stream) {
        reject(broken(error));
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > limits.entryBytesMax) {
          stream.destroy();
          reject(tooLarge(`${size} bytes in one part`));
        } else chunks.push(chunk);
      });
      stream.on('error', reject);
      stream.on('end', () => {
        resolve(Buffer.concat(chunks));
      });
    });
  });
}
