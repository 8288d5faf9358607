import type { AreaTree } from '@thongsuot/areas';
import {
  AreaCode,
  PlainDate,
  ProblemError,
  SurveyQuestionnaire,
  type AreaVersionId,
  type IndicatorScore,
  type ProblemItem,
  type UnitAt,
} from '@thongsuot/contracts';
import { z } from 'zod';

/** A questionnaire as shipped: whose it is, since when, and when an answer counts as satisfied. */
export const Questionnaire = SurveyQuestionnaire.extend({
  province: AreaCode.nullable().describe('null: for provinces without one of their own'),
  validFrom: PlainDate,
  validTo: PlainDate.nullable(),
  satisfied: z.object({
    overallFrom: z.int().min(1).max(5).describe('Overall level from which an answer counts as satisfied'),
    shareFrom: z.number().min(0).max(1).describe('Where no overall level was given: share of the points reachable'),
  }),
});
export type Questionnaire = z.infer<typeof Questionnaire>;

/** What a respondent chose. */
export interface Choices {
  readonly overall: number | null;
  readonly answers: readonly { readonly question: string; readonly value: number }[];
}

/** An answer as it counts. */
export interface Scored {
  readonly overall: number | null;
  readonly scores: IndicatorScore[];
  readonly satisfied: boolean;
}

/** The questionnaire for a unit on a day, and the area that set it: its province's own, else the general one. */
export function questionnaireFor(
  all: readonly Questionnaire[],
  tree: AreaTree,
  unit: UnitAt,
  on: PlainDate,
): { questionnaire: Questionnaire; setBy: AreaVersionId } {
  const chain = [tree.byId(unit.areaVersion), ...tree.ancestors(unit.areaVersion)];
  const province = chain.find((area) => area.level === 'province');
  const inForce = all.filter((each) => each.validFrom <= on && (each.validTo === null || on <= each.validTo));
  const own = inForce.find((each) => province !== undefined && each.province === province.code);
  if (own && province) return { questionnaire: own, setBy: province.id };
  const general = inForce.find((each) => each.province === null);
  if (!general) throw new ProblemError('not-found', { detail: `Không có mẫu phiếu ngày ${on} / No questionnaire on ${on}` });
  return { questionnaire: general, setBy: tree.root.id };
}

/**
 * Scores by indicator; a question left out is left out of the sums too, never counted as zero.
 * @throws ProblemError `validation-failed` for an unknown or doubled question, a wrong option, or nothing answered
 */
export function score(questionnaire: Questionnaire, { overall, answers }: Choices): Scored {
  const errors: ProblemItem[] = [];
  const sums = new Map<string, IndicatorScore>();
  const seen = new Set<string>();
  answers.forEach(({ question, value }, index) => {
    const asked = questionnaire.questions.find((each) => each.id === question);
    const chosen = asked?.options.find((option) => option.value === value);
    if (!asked || !chosen || seen.has(question)) {
      errors.push({
        pointer: `/answers/${String(index)}`,
        code: seen.has(question) ? 'question-doubled' : asked ? 'option-unknown' : 'question-unknown',
        message: 'Câu hỏi hoặc lựa chọn không có trong phiếu / No such question or option in the questionnaire',
      });
      return;
    }
    seen.add(question);
    const before = sums.get(asked.indicator) ?? { indicator: asked.indicator, numerator: 0, denominator: 0 };
    const reachable = Math.max(...asked.options.map((option) => option.points));
    sums.set(asked.indicator, {
      indicator: asked.indicator,
      numerator: before.numerator + chosen.points,
      denominator: before.denominator + reachable,
    });
  });
  if (overall === null && answers.length === 0) {
    errors.push({ pointer: '/overall', code: 'nothing-answered', message: 'Chưa trả lời câu nào / Nothing is answered' });
  }
  if (errors.length > 0) throw new ProblemError('validation-failed', { errors });
  const scores = [...sums.values()];
  return { overall, scores, satisfied: isSatisfied(questionnaire, overall, scores) };
}

function isSatisfied({ satisfied }: Questionnaire, overall: number | null, scores: readonly IndicatorScore[]): boolean {
  if (overall !== null) return overall >= satisfied.overallFrom;
  const given = scores.reduce((sum, each) => sum + each.numerator, 0);
  const reachable = scores.reduce((sum, each) => sum + each.denominator, 0);
  return reachable > 0 && given / reachable >= satisfied.shareFrom;
}
