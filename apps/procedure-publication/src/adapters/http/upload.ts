import { ProblemError } from '@thongsuot/contracts';
import type { KitRequest } from '@thongsuot/service-kit';

/** A file as it was sent. */
export interface UploadedFile {
  readonly content: Buffer;
  readonly fileName: string;
}

/** The part `file` of a form. @throws ProblemError `validation-failed` where there is none */
export async function readUpload(request: KitRequest): Promise<UploadedFile> {
  for await (const part of request.parts()) {
    if (part.type === 'field') continue;
    if (part.fieldname === 'file') return { content: await part.toBuffer(), fileName: part.filename };
    part.file.resume();
  }
  throw new ProblemError('validation-failed', {
    errors: [{ pointer: '/file', code: 'required', message: 'thiếu tệp trong trường file / the part file is missing' }],
  });
}
