import { z } from 'zod';

/** `blocking` withholds the task until someone corrects it; `warning` asks for a look; `info` tells what was assumed. */
export const FindingSeverity = z.enum(['blocking', 'warning', 'info']).describe('blocking withholds the task');
export type FindingSeverity = z.infer<typeof FindingSeverity>;

/** Something a reader of a plan must be told: never repaired silently. */
export const Finding = z.object({
  code: z.string().min(1).describe('Stable code, kebab-case'),
  severity: FindingSeverity,
  message: z.object({ vi: z.string(), en: z.string() }),
  at: z.string().optional().describe('Where: a path into the deadlines (occurrences/2/steps/0) or into the plan'),
});
export type Finding = z.infer<typeof Finding>;

/** Codes of the findings that {@link parseDeadlines} gives. */
export const DEADLINE_FINDING_CODES = [
  'impossible-date',
  'unreadable-date',
  'unreadable-time',
  'missing-time',
  'date-on-rest-day',
  'step-before-cutoff',
  'no-day-after-cutoff',
  'recipient-differs',
  'missing-internal-step',
  'doubtful-quarters',
  'year-assumed',
  'year-differs-from-plan',
  'damaged-wording',
] as const;
export type DeadlineFindingCode = (typeof DEADLINE_FINDING_CODES)[number];

/** True when one of the findings withholds its task. */
export function isBlocked(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'blocking');
}
