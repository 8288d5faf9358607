import { AreaLevel, PlainDate } from '@thongsuot/contracts';
import { z } from 'zod';

/**
 * Who takes over what an abolished area itself had open (dossiers, tasks, rights) where no succession names an heir.
 * The latest rule that had begun when the area ended decides, unless an act of that very day names the heir.
 */
export const InheritanceRule = z.strictObject({
  validFrom: PlainDate.describe('Holds for areas abolished on this day or later; named heirs for this day alone'),
  levels: z.array(AreaLevel).min(1).describe('Levels of the abolished areas'),
  target: z
    .enum(['province', 'commune', 'named'])
    .describe(
      'province: the successor of the province it lay in. commune: the one commune named, else the province. named: only what assignments name',
    ),
  assignments: z
    .array(z.strictObject({ code: z.string(), heirCode: z.string() }))
    .default([])
    .describe('Named heirs: code of the abolished area, code of its heir on that day'),
  confirmed: z.boolean().describe('False while no act in our records says so'),
  note: z.string().optional(),
});
export type InheritanceRule = z.infer<typeof InheritanceRule>;

/** The default rule for an area of `level` that is out of force from `endedOn` on. */
export function defaultRule(
  rules: readonly InheritanceRule[],
  level: AreaLevel,
  endedOn: PlainDate,
): InheritanceRule | undefined {
  return rules
    .filter((rule) => rule.target !== 'named' && rule.levels.includes(level) && rule.validFrom <= endedOn)
    .reduce<InheritanceRule | undefined>((best, rule) => (!best || rule.validFrom > best.validFrom ? rule : best), undefined);
}

/** The heir that an act of `endedOn` names for the area with `code`. */
export function namedHeir(
  rules: readonly InheritanceRule[],
  code: string,
  endedOn: PlainDate,
): { heirCode: string; confirmed: boolean } | undefined {
  for (const rule of rules) {
    const named = rule.validFrom === endedOn ? rule.assignments.find((assignment) => assignment.code === code) : undefined;
    if (named) return { heirCode: named.heirCode, confirmed: rule.confirmed };
  }
  return undefined;
}
