import { inForceOn } from '@thongsuot/calendar';
import { PlainDate, type PartFinding, type ProcedureParts } from '@thongsuot/contracts';
import { z } from 'zod';

const PartRule = z.object({
  part: z.enum([
    'name',
    'steps',
    'manner',
    'documents',
    'timeLimit',
    'subjects',
    'agency',
    'forms',
    'result',
    'conditions',
    'fee',
    'legalBasis',
  ]),
  label: z.object({ vi: z.string(), en: z.string() }),
  requirement: z.enum(['always', 'where-applicable', 'publication']),
  decisionForms: z.array(z.enum(['list', 'full'])).describe('Decisions that cannot be made without it'),
  validFrom: PlainDate,
  validTo: PlainDate.nullable(),
  article: z.string(),
  confirmed: z.boolean(),
});
type PartRule = z.infer<typeof PartRule>;

/** The component parts by law, `data/procedures/parts.json`. */
export const PartRules = z.object({ parts: z.array(PartRule).min(1) });
export type PartRules = z.infer<typeof PartRules>;

/** How a decision puts a procedure: as a line of a list, or in full. */
export type DecisionForm = PartRule['decisionForms'][number];

/**
 * Parts that publication needs and a procedure lacks on a day (NĐ 63/2010/NĐ-CP Điều 8 khoản 2, Điều 15 khoản 1): the
 * mandatory ones, those that may not apply unless "không có" is stated (`false`), and the legal basis.
 * @param form only what a decision of this form needs
 */
export function partFindings(parts: ProcedureParts, rules: PartRules, on: PlainDate, form?: DecisionForm): PartFinding[] {
  return [...new Set(rules.parts.map(({ part }) => part))].flatMap((part) => {
    // The name is a field of its own, which no procedure is without.
    if (part === 'name' || parts[part] !== undefined) return [];
    const rule = inForceOn(
      rules.parts.filter((each) => each.part === part),
      on,
    );
    if (!rule || (form !== undefined && !rule.decisionForms.includes(form))) return [];
    return [findingOf(rule)];
  });
}

function findingOf({ part, label, requirement, article, confirmed }: PartRule): PartFinding {
  const [vi, en] =
    requirement === 'where-applicable'
      ? [`chưa nêu "${label.vi}"; nếu không có thì ghi "không có"`, `"${label.en}" is neither given nor stated as none`]
      : [`thiếu "${label.vi}"`, `"${label.en}" is missing`];
  return { part, label: label.vi, article, confirmed, message: `${vi} (${article}) / ${en}` };
}

/** Name of a part, or of another field of a procedure, for people. */
export function labelOf(field: string, rules: PartRules): string {
  return rules.parts.find(({ part }) => part === field)?.label.vi ?? OTHER_LABELS[field] ?? field;
}

const OTHER_LABELS: Readonly<Record<string, string>> = {
  code: 'Mã thủ tục',
  field: 'Lĩnh vực',
  levels: 'Cấp thực hiện',
  lifeEvents: 'Sự kiện',
};
