import type { KitRequest } from '@thongsuot/service-kit';
import { AreaCode, ProblemError } from '@thongsuot/contracts';
import { z } from 'zod';

/** A plan file as it was sent, with the fields of its form. */
export interface PlanUpload {
  readonly content: Buffer;
  readonly fileName: string;
  readonly issuerArea: string | undefined;
  readonly year: number | undefined;
}

const blank = (value: unknown): unknown => (value === '' ? undefined : value);
const Fields = z.object({
  issuerArea: z.preprocess(blank, AreaCode.optional()),
  year: z.preprocess(blank, z.coerce.number().int().min(2000).max(2100).optional()),
});

/**
 * Reads the form of an import, whichever order its parts come in.
 *
 * @throws ProblemError `unsupported-media-type` for anything but a form, `payload-too-large`, `validation-failed`
 */
export async function readUpload(request: KitRequest): Promise<PlanUpload> {
  if (!request.isMultipart()) {
    throw new ProblemError('unsupported-media-type', {
      detail: 'Gửi tệp trong trường file của multipart/form-data / Send the file as the part "file" of a multipart/form-data',
    });
  }
  let file: { content: Buffer; fileName: string } | undefined;
  const given: Record<string, unknown> = {};
  for await (const part of request.parts()) {
    if (part.type === 'field') given[part.fieldname] = part.value;
    else if (part.fieldname === 'file') file = { content: await part.toBuffer(), fileName: part.filename };
    else part.file.resume();
  }
  const fields = Fields.safeParse(given);
  const errors = fields.success
    ? []
    : fields.error.issues.map((issue) => ({
        pointer: `/${issue.path.join('/')}`,
        code: issue.code.replaceAll('_', '-'),
        message: `Giá trị không hợp lệ: ${issue.message} / Invalid value: ${issue.message}`,
      }));
  if (file === undefined) {
    errors.push({ pointer: '/file', code: 'required', message: 'Thiếu tệp kế hoạch / The plan file is missing' });
  }
  if (!fields.success || file === undefined) throw new ProblemError('validation-failed', { errors });
  return { ...file, issuerArea: fields.data.issuerArea, year: fields.data.year };
}
