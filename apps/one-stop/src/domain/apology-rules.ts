import { PlainDate } from '@thongsuot/contracts';
import { z } from 'zod';

/** Rule of apologies in force between two days; every number of it is data that an administrator can correct. */
export const ApologyRule = z.strictObject({
  validFrom: PlainDate,
  validTo: PlainDate.nullable(),
  basis: z.string().describe('Article that sets it'),
  letterDaysBefore: z.number().int().min(0).describe('Days before the due day by which the letter is out'),
  newDatesMax: z.number().int().min(0).describe('Times the day may be set anew'),
  draftExtensionWorkingDays: z.number().int().min(1).describe('Working days that a drafted letter proposes beyond the due day'),
});
export type ApologyRule = z.infer<typeof ApologyRule>;

/** File of rules, `data/one-stop/apology-rules.json`. */
export const ApologyRules = z.strictObject({ rules: z.array(ApologyRule).min(1) });

/** The rule in force on a day; before the first one the first, so that old files are judged by something stated. */
export function ruleOn(rules: readonly ApologyRule[], on: PlainDate): ApologyRule {
  const found = rules.find((rule) => rule.validFrom <= on && (rule.validTo === null || on <= rule.validTo)) ?? rules[0];
  if (!found) throw new Error('no rule of apologies');
  return found;
}

/** Coded reasons for lateness, `data/one-stop/lateness-reasons.json`. */
export const LatenessReasons = z.strictObject({
  source: z.string(),
  reasons: z.array(z.strictObject({ code: z.string(), vi: z.string(), en: z.string() })).min(1),
});
export type LatenessReasons = z.infer<typeof LatenessReasons>;
