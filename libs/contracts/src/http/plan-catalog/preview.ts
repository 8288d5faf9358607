import { z } from 'zod';
import { Uuid } from '../../primitives/ids';
import { PlanDeadline, PlanFinding, PlanTaskStateName } from './shapes';

const Field = z.enum(['number', 'title', 'leads', 'coordinators', 'products', 'time']);

/** One task of a plan as its file has it, beside what was read from it. */
const PreviewTask = z.object({
  id: Uuid.nullable().describe('null on a dry run'),
  ref: z.string(),
  state: PlanTaskStateName,
  rows: z.array(z.number().int()).describe('Rows of the file it was read from; none where the file had no table'),
  cells: z.array(
    z.object({
      row: z.number().int(),
      column: z.number().int().describe('Column of the table, the first being 1'),
      heading: z.string().describe('Heading of the column as written; two lines joined by " / "'),
      field: Field.nullable().describe('What the column was read as; null: not read'),
      text: z.string().describe('As written; line breaks kept'),
      became: z.array(z.string()).describe('What the cell was read as; a corrected field shows the correction'),
      corrected: z.boolean(),
    }),
  ),
  deadlines: z.array(PlanDeadline),
  findings: z.array(PlanFinding),
  confidence: z.number().min(0).max(1),
});

/** Raw and parsed side by side. */
export const PlanPreview = z.object({
  planId: Uuid.nullable(),
  sections: z.array(z.object({ number: z.string(), name: z.string(), tasks: z.array(PreviewTask) })),
  findings: z.array(PlanFinding).describe('Of the plan as a whole and of rows that became no task'),
});
export type PlanPreview = z.infer<typeof PlanPreview>;
