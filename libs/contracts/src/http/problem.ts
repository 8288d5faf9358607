import { z } from 'zod';

/** Where in the input an error lies, and which rule it breaks. */
export const ProblemItem = z.object({
  pointer: z.string().optional().describe('JSON pointer into the body'),
  row: z.number().int().optional().describe('Row of the file, the first data row being 2'),
  column: z.string().optional().describe('Column as the file names it'),
  code: z.string().describe('Stable code of the rule'),
  message: z.string().describe('Vietnamese / English'),
});
export type ProblemItem = z.infer<typeof ProblemItem>;

/** RFC 9457 problem document; `code` is stable and has a page in docs/errors. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(ProblemItem).optional(),
});
export type Problem = z.infer<typeof Problem>;
