import { z } from 'zod';
import { AreaCode, AreaLevel, ProcedureCode, Uuid } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { endpoint, type Endpoint } from './endpoint';

const service = 'satisfaction-survey';
const LocalText = z.object({ vi: z.string(), en: z.string() });
const ByToken = z.object({ token: z.string().min(16).max(80) });

/** One question: its options from worst to best, with the points each gives to an indicator. */
export const SurveyQuestion = z.object({
  id: z.string().min(1).max(40),
  indicator: z.string().min(1).max(40).describe('Indicator the points go to'),
  text: LocalText,
  options: z.array(z.object({ value: z.int(), points: z.number().min(0), text: LocalText })).min(2),
});
export type SurveyQuestion = z.infer<typeof SurveyQuestion>;

/** What a respondent is asked. Each province designs its own form (TT 01/2018/TT-VPCP Điều 12). */
export const SurveyQuestionnaire = z.object({
  code: z.string(),
  title: LocalText,
  basis: z.string(),
  confirmed: z.boolean().describe('false: not yet checked against the issued form'),
  overall: z.object({ text: LocalText, levels: z.array(z.object({ value: z.int().min(1).max(5), text: LocalText })) }),
  questions: z.array(SurveyQuestion),
});
export type SurveyQuestionnaire = z.infer<typeof SurveyQuestionnaire>;

const Ratio = z
  .object({ numerator: z.number(), denominator: z.number() })
  .describe('Sums; the rate is theirs and is never averaged');

const ScoreLine = z.object({
  answered: z.int(),
  satisfied: Ratio.describe('Answers that count as satisfied / answers'),
  overall: Ratio.describe('Σ overall levels / 5 × answers that gave one'),
});

export const readSurvey = endpoint({
  id: 'satisfaction-survey.readSurvey',
  service,
  method: 'GET',
  path: '/surveys/:token',
  summary: { vi: 'Phiếu đánh giá của một lời mời', en: 'Questionnaire of an invitation' },
  access: { public: true },
  params: ByToken,
  bodyKind: 'none',
  answer: z.object({
    questionnaire: SurveyQuestionnaire,
    unit: z.object({ areaVersion: z.string(), name: z.string(), agency: z.string().nullable() }),
    procedureCode: ProcedureCode.nullable(),
    privacy: LocalText.describe('What is kept of an answer, to be shown above the form'),
  }),
});

export const answerSurvey = endpoint({
  id: 'satisfaction-survey.answerSurvey',
  service,
  method: 'POST',
  path: '/surveys/:token/answers',
  summary: { vi: 'Gửi phiếu đánh giá (mỗi mã một lần)', en: 'Answer a survey; each token once' },
  access: { public: true },
  params: ByToken,
  bodyKind: 'json',
  body: z.object({
    overall: z.int().min(1).max(5).nullable().default(null).describe('Overall level, 5 is best; null is no answer'),
    answers: z
      .array(z.object({ question: z.string().max(40), value: z.int() }))
      .max(50)
      .default([])
      .describe('Chosen option by question; a question left out counts nowhere'),
  }),
  status: 201,
  answer: z.object({ accepted: z.literal(true), message: LocalText }),
});

export const issueSurveyToken = endpoint({
  id: 'satisfaction-survey.issueSurveyToken',
  service,
  method: 'POST',
  path: '/surveys/invitations',
  summary: {
    vi: 'Cấp mã đánh giá cho một hồ sơ đã được mời (để in mã QR)',
    en: 'Issue the token of a dossier that was invited, for its QR code; tokens issued before end',
  },
  access: { roles: ['officer', 'administrator'] },
  bodyKind: 'json',
  body: z.object({ dossierCode: z.string().trim().min(1).max(80) }),
  status: 201,
  answer: z.object({
    invitationId: Uuid,
    token: z.string().describe('Shown once; only its hash is kept'),
    url: z.string().describe('Page that takes the token; absolute where the installation names its public address'),
    invitedOn: PlainDate,
  }),
});

export const surveyResults = endpoint({
  id: 'satisfaction-survey.surveyResults',
  service,
  method: 'GET',
  path: '/survey-results',
  summary: { vi: 'Kết quả đánh giá mức độ hài lòng', en: 'Results of the satisfaction survey' },
  access: { public: true },
  query: z.object({
    area: AreaCode,
    on: PlainDate.optional().describe('Day that the code is read on'),
    period: z.string().max(40).describe('2024-Q1 (15th to 14th), 2024-Y, 2024-M01, 2024-C1 or 2024-CY; 2024-Q4 is not reported'),
  }),
  bodyKind: 'none',
  answer: z.object({
    area: z.object({ code: AreaCode, name: z.string(), level: AreaLevel }),
    period: z.object({ code: z.string(), from: PlainDate, to: PlainDate }),
    invited: z.int(),
    answered: z.int(),
    kMin: z.int().describe('Fewer answers than this are never shown apart'),
    total: ScoreLine.nullable().describe('null: too few answers to show their scores'),
    indicators: z.array(
      z.object({
        questionnaire: z.string(),
        indicator: z.string(),
        answers: z.int(),
        numerator: z.number(),
        denominator: z.number(),
      }),
    ),
    procedures: z.array(ScoreLine.extend({ procedureCode: ProcedureCode.nullable() })),
    children: z.array(ScoreLine.extend({ area: z.object({ code: AreaCode, name: z.string(), level: AreaLevel }) })),
    hidden: z
      .object({ indicators: z.int(), procedures: z.int(), children: z.int() })
      .describe('Groups left out so that no answer can be told apart, also by subtraction'),
    asOf: z.string(),
  }),
});

/** Operations that `satisfaction-survey` answers for. */
export const SATISFACTION_SURVEY_ENDPOINTS: readonly Endpoint[] = [issueSurveyToken, readSurvey, answerSurvey, surveyResults];
