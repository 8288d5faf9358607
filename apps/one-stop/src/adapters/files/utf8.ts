import { unreadable } from '../../features/import-dossiers/dossier-file';

/**
 * Bytes as text, without a byte order mark.
 * @param rowNow the row that is being read, for the refusal
 * @throws ProblemError `file-unreadable` at the first byte that is no UTF-8, or a NUL (a binary file)
 */
export async function* utf8(body: AsyncIterable<Buffer>, rowNow: () => number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Buffer): string => {
    try {
      const text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
      if (!text.includes('\0')) return text;
    } catch {
      // Said below, with the row.
    }
    throw unreadable(rowNow(), null, 'not-text');
  };
  for await (const bytes of body) yield decode(bytes);
  yield decode();
}
