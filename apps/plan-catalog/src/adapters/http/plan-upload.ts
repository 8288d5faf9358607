import type { KitRequest } from '@thongsuot/service-kit';
import { AreaCode, ProblemError } from '@thongsuot/contracts';
import { z } from 'zod';

/** A plan as it was sent, a file or pasted text, with the fields of its form. */
export interface PlanUpload {
  readonly content: Buffer;
  /** Null for pasted text. */
  readonly fileName: string | null;
  readonly issuerArea: string | undefined;
  readonly year: number | undefined;
}

const blank = (value: unknown): unknown => (value === '' ? undefined : value);
const TEXT_LENGTH_MAX = 1_000_000;
const Fields = z.object({
  text: z.preprocess(blank, z.string().max(TEXT_LENGTH_MAX).optional()),
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
      detail:
        'Gửi tệp trong trường file, hoặc văn bản dán trong trường text, của multipart/form-data / Send the file as the part "file", or a pasted text as "text", of a multipart/form-data',
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
  const text = fields.data?.text;
  const sent = file ?? (text === undefined ? undefined : { content: Buffer.from(text), fileName: null });
  if (sent === undefined) {
    errors.push({ pointer: '/file', code: 'required', message: 'Thiếu tệp kế hoạch / The plan file is missing' });
  }
  if (file !== undefined && text !== undefined) {
    errors.push({
      pointer: '/text',
      code: 'file-and-text',
      message: 'Chỉ gửi tệp hoặc văn bản dán, không gửi cả hai / Send a file or a pasted text, not both',
    });
  }
  if (!fields.success || sent === undefined || errors.length > 0) throw new ProblemError('validation-failed', { errors });
  return { ...sent, issuerArea: fields.data.issuerArea, year: fields.data.year };
}
