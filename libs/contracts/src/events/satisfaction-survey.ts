import { z } from 'zod';
import { AreaVersionId, ProcedureCode, Uuid } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { defineEvent, type DataOf } from './define-event';
import { UnitAt } from './unit-at';

/** A person was invited to rate a service. Says neither whom nor which dossier. */
export const SurveyInvited = defineEvent({
  name: 'survey.invited',
  version: 1,
  service: 'satisfaction-survey',
  subject: 'id of the invitation',
  doc: { vi: 'Mời đánh giá mức độ hài lòng', en: 'A survey invitation was issued' },
  data: z.strictObject({
    invitationId: Uuid.describe('Invitation; never joined to an answer'),
    unit: UnitAt.describe('Unit to be rated'),
    procedureCode: ProcedureCode.nullable().describe('Procedure rated'),
    invitedOn: PlainDate.describe('Day invited'),
  }),
});
export type SurveyInvited = DataOf<typeof SurveyInvited>;

/** Points reached and reachable for one indicator; means are recomputed from sums, never averaged. */
export const IndicatorScore = z
  .strictObject({
    indicator: z.string().min(1).max(40).describe('Indicator of the questionnaire'),
    numerator: z.number().min(0).describe('Points given'),
    denominator: z.number().positive().describe('Points reachable'),
  })
  .describe('Score of one indicator; one without an answer is left out');
export type IndicatorScore = z.infer<typeof IndicatorScore>;

/**
 * Someone answered. Has no dossier code and no invitation, so that a respondent can never be joined to an answer
 * (NĐ 61/2018/NĐ-CP Điều 27.3); its id is random for the same reason.
 */
export const SurveyAnswered = defineEvent({
  name: 'survey.answered',
  version: 1,
  service: 'satisfaction-survey',
  subject: 'random id of the answer',
  doc: { vi: 'Phiếu đánh giá mức độ hài lòng', en: 'A survey was answered' },
  data: z.strictObject({
    unit: UnitAt.describe('Unit rated'),
    answeredOn: PlainDate.describe('Day answered; no time of day'),
    questionnaire: z
      .strictObject({
        areaVersion: AreaVersionId.describe('Province that set it'),
        code: z.string().min(1).max(80).describe('Questionnaire, "qd1089-2020"'),
      })
      .describe('Questionnaire answered; scales differ between provinces'),
    procedureCode: ProcedureCode.nullable().describe('Procedure rated'),
    scores: z.array(IndicatorScore).describe('Scores by indicator'),
    overall: z.number().int().min(1).max(5).nullable().describe('Overall level, 5 is best; null was not answered'),
    satisfied: z.boolean().describe('Counts as satisfied by the rule of the questionnaire'),
  }),
});
export type SurveyAnswered = DataOf<typeof SurveyAnswered>;
