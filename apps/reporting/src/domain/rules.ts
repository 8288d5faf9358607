import type { PlainDate } from '@thongsuot/contracts';
import { z } from 'zod';

/** One dated version of the rules that figures are derived by. */
const RuleVersion = z.strictObject({
  receivedFrom: z.string().nullable().describe('Dossiers received from this day on; null is the beginning'),
  dueDate: z
    .enum(['due', 'extended'])
    .describe('Which day decides "quá hạn": the first one promised, or the one after the apology'),
});

/** Rules that a generation of figures pins: figures of one rule set are never mixed with those of another. */
export const RuleSet = z.strictObject({
  id: z.string().min(1).max(40),
  note: z.string(),
  versions: z.array(RuleVersion).min(1),
});
export type RuleSet = z.infer<typeof RuleSet>;

/** The part of a dossier that its due day depends on. */
interface Promised {
  readonly receivedOn: PlainDate;
  readonly dueOn: PlainDate | null;
  readonly extendedDueOn: PlainDate | null;
}

/** Day that a dossier is due by the rule in force when it was received; null where none was promised. */
export function dueDayOf(dossier: Promised, rules: RuleSet): PlainDate | null {
  let dueDate: 'due' | 'extended' = 'due';
  for (const version of rules.versions) {
    if (version.receivedFrom === null || version.receivedFrom <= dossier.receivedOn) dueDate = version.dueDate;
  }
  return dueDate === 'extended' ? (dossier.extendedDueOn ?? dossier.dueOn) : dossier.dueOn;
}
