/** Why a file cannot be read; one of the stable codes of the import's answers. */
export type FileProblemCode = 'file-unreadable' | 'unsupported-media-type' | 'payload-too-large';

/** A file that cannot be read, told in words its sender can act on. Readers throw nothing else for what a file contains. */
export class FileProblem extends Error {
  constructor(
    readonly code: FileProblemCode,
    readonly vi: string,
    readonly en: string,
    options?: ErrorOptions,
  ) {
    super(`${vi} / ${en}`, options);
    this.name = 'FileProblem';
  }
}

export function unreadable(vi: string, en: string, cause?: unknown): FileProblem {
  return new FileProblem('file-unreadable', vi, en, cause === undefined ? undefined : { cause });
}

/** Runs a library's reader; whatever it throws becomes a {@link FileProblem}. */
export async function readingOf<T>(what: { vi: string; en: string }, read: () => Promise<T> | T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw unreadable(
      `Không đọc được ${what.vi}: tệp hỏng hoặc không đúng định dạng`,
      `Cannot read ${what.en}: broken or malformed`,
      error,
    );
  }
}
