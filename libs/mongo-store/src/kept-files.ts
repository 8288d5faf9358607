import { createHash } from 'node:crypto';
import type { Store } from './store';
import type { Tx } from './unit-of-work';

export const FILES_COLLECTION = 'files';
const CHUNKS_COLLECTION = 'file-chunks';
/** Collections that a service which keeps files declares. */
export const FILE_COLLECTIONS: readonly string[] = [FILES_COLLECTION, CHUNKS_COLLECTION];

/** Documents of a few hundred kilobytes are written and read at full speed by every store. */
const CHUNK_BYTES = 256 * 1024;

/** A file that is kept with the data it belongs to. */
export interface KeptFile {
  readonly _id: string;
  /** What it belongs to; readers of that may read it. */
  readonly of: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Hex, of the content as it is kept. */
  readonly sha256: string;
  readonly by: string;
  readonly at: Date;
}

interface FileChunk {
  readonly _id: string;
  readonly content: Uint8Array;
}

const chunkId = (id: string, index: number): string => `${id}/${String(index).padStart(5, '0')}`;

/** Keeps a file in a transaction: it is there exactly when what names it is. */
export async function keepFile(tx: Tx, file: Omit<KeptFile, 'bytes' | 'sha256'>, content: Buffer): Promise<KeptFile> {
  const { session } = tx;
  const kept = { ...file, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  await tx.collection<KeptFile>(FILES_COLLECTION).insertOne(kept, { session });
  const chunks: FileChunk[] = [];
  for (let at = 0; at < content.length; at += CHUNK_BYTES) {
    chunks.push({ _id: chunkId(file._id, chunks.length), content: new Uint8Array(content.subarray(at, at + CHUNK_BYTES)) });
  }
  await tx.collection<FileChunk>(CHUNKS_COLLECTION).insertMany(chunks, { session });
  return kept;
}

/** A file with its content; null where there is none. @throws Error where the content is not what was kept */
export async function readKeptFile(store: Store, id: string): Promise<{ file: KeptFile; content: Buffer } | null> {
  const file = await store.collection<KeptFile>(FILES_COLLECTION).findOne({ _id: id });
  if (file === null) return null;
  const parts: Buffer[] = [];
  for (let index = 0; index * CHUNK_BYTES < file.bytes; index += 1) {
    const chunk = await store
      .collection<FileChunk>(CHUNKS_COLLECTION)
      .findOne({ _id: chunkId(id, index) }, { promoteBuffers: true });
    if (chunk !== null) parts.push(Buffer.from(chunk.content));
  }
  const content = Buffer.concat(parts);
  if (createHash('sha256').update(content).digest('hex') !== file.sha256) throw new Error(`file ${id} is not what was kept`);
  return { file, content };
}
