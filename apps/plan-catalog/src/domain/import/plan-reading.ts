import { z } from 'zod';
import { PlainDate } from '@thongsuot/contracts';

/**
 * A plan as it is written, before anything is judged: what the readers of .docx, .xlsx and .csv arrive at, and the shape
 * that a .json plan has to have. A text field that the plan leaves blank is `null`.
 */
const text = z.string().trim().min(1);
const nullable = text.nullish().transform((value) => value ?? null);
const texts = z.array(text).default([]);

export const PlanIssuer = z.object({
  name: text.describe('As it signs: "UBND huyện Kon Rẫy"'),
  area: nullable.describe('Code of its area'),
  parents: texts.describe('Codes of the areas above, the nearest first'),
});
export type PlanIssuer = z.infer<typeof PlanIssuer>;

export const FollowedPlan = z.object({
  number: nullable,
  issued: PlainDate.nullish().transform((value) => value ?? null),
  issuer: nullable,
  area: nullable,
});
export type FollowedPlan = z.infer<typeof FollowedPlan>;

/** What a plan wants to reach: a share, a count, or wording that cannot be measured. */
export const PlanTarget = z.discriminatedUnion('op', [
  z.object({
    key: text,
    label: text,
    op: z.enum(['>=', '>', '=', '<=', '<']),
    percent: z.number().min(0).max(100).optional(),
    count: z.number().int().min(0).optional(),
  }),
  z.object({ key: text, label: text, op: z.literal('text'), text }),
]);
export type PlanTarget = z.infer<typeof PlanTarget>;

export const TaskReading = z.object({
  number: z.number().int().positive(),
  title: z.string().trim(),
  leads: texts,
  coordinators: texts,
  leadAndCoordinatorMerged: z.boolean().default(false),
  product: nullable,
  time: z.string().trim().describe('Raw wording; line breaks kept'),
});
export type TaskReading = z.infer<typeof TaskReading>;

export const SectionReading = z.object({ number: z.string(), name: z.string(), tasks: z.array(TaskReading) });
export type SectionReading = z.infer<typeof SectionReading>;

export const PlanReading = z.object({
  number: nullable,
  issued: PlainDate.nullish().transform((value) => value ?? null),
  year: z
    .number()
    .int()
    .min(2000)
    .max(2100)
    .nullish()
    .transform((value) => value ?? null),
  title: nullable,
  issuer: PlanIssuer.nullish().transform((value) => value ?? null),
  follows: FollowedPlan.nullish().transform((value) => value ?? null),
  signer: nullable,
  bases: texts,
  recipients: texts,
  prose: texts,
  duties: texts,
  targets: z.array(PlanTarget).default([]),
  sections: z.array(SectionReading),
});
export type PlanReading = z.infer<typeof PlanReading>;
