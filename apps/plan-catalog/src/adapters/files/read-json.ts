import { FileProblem, decodeText, unreadable } from '@thongsuot/table-files';
import { PlanReading } from '../../domain/import/plan-reading';

/**
 * Reads a plan as JSON, of the shape of the sample plans (see {@link PlanReading}).
 *
 * @throws FileProblem naming the first fields that do not fit
 */
export function readJson(content: Buffer): PlanReading {
  const parsed = PlanReading.safeParse(parseJson(decodeText(content)));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.slice(0, 5).map((issue) => `/${issue.path.join('/')} (${issue.message})`);
  throw new FileProblem(
    'file-unreadable',
    `Tệp .json không đúng cấu trúc kế hoạch tại: ${places.join('; ')}`,
    `The .json is not shaped like a plan at: ${places.join('; ')}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable('Tệp .json sai cú pháp', 'The .json is not valid JSON', error);
  }
}
