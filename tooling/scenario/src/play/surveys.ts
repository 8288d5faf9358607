import { answerSurvey, issueSurveyToken, readSurvey, type SurveyQuestionnaire } from '@thongsuot/contracts';
import type { Cells } from '../generate/story';
import { chanceOf, type Chance } from '../generate/random';
import { ApiError } from './api';
import { ADMINISTRATOR, PORTAL, type Stage } from './stage';

/** Answers after one push: most from the places whose plan is played, so that their scores may be shown (k ≥ 5). */
const FROM_PLAN_AREA = 8;
const FROM_ELSEWHERE = 4;

/** Some of those whose dossiers were resolved in a push answer the survey they are invited to. */
export async function answerSome(stage: Stage, rows: readonly Cells[], isPlanArea: (area: string) => boolean): Promise<number> {
  const chance = chanceOf('surveys', `${stage.quarter.key}/${stage.day}`);
  const resolved = rows.filter((row) => (row.resolved_at ?? '') !== '' && !row.linked_to && row.deleted !== 'true');
  const chosen = [
    ...someOf(
      resolved.filter(({ area }) => isPlanArea(area ?? '')),
      FROM_PLAN_AREA,
      chance,
    ),
    ...someOf(
      resolved.filter(({ area }) => !isPlanArea(area ?? '')),
      FROM_ELSEWHERE,
      chance,
    ),
  ];
  const answered = await Promise.all(chosen.map(({ dossier_code }) => answerOne(stage, dossier_code ?? '')));
  return answered.filter(Boolean).length;
}

/** Takes up the invitation of one dossier. @returns false where it has none or was answered before */
async function answerOne({ api, key }: Stage, dossierCode: string): Promise<boolean> {
  const invitation = await orMissing(
    api.call(issueSurveyToken, { body: { dossierCode } }, { as: ADMINISTRATOR, key: key(`invite-${dossierCode}`) }),
  );
  if (invitation === undefined) return false;
  const params = { token: invitation.token };
  const survey = await orMissing(api.call(readSurvey, { params }, { as: PORTAL }));
  if (survey === undefined) return false;
  const body = answersTo(survey.questionnaire, chanceOf('surveys', dossierCode));
  const sending = { as: PORTAL, key: key(`answer-${dossierCode}`) };
  return (await orMissing(api.call(answerSurvey, { params, body }, sending))) !== undefined;
}

/** Mostly content, as such surveys come out, and some who leave a question out. */
function answersTo(
  { questions, overall }: SurveyQuestionnaire,
  chance: Chance,
): { overall: number; answers: { question: string; value: number }[] } {
  const good = (count: number): number => Math.max(0, count - 1 - Math.floor(chance.next() ** 3 * count));
  const answers = questions
    .filter(() => !chance.happens(0.08))
    .map(({ id, options }) => ({ question: id, value: options[good(options.length)]?.value ?? 0 }));
  const levels = [...overall.levels].sort((a, b) => a.value - b.value);
  return { overall: levels[good(levels.length)]?.value ?? 5, answers };
}

function someOf<Item>(items: readonly Item[], count: number, chance: Chance): Item[] {
  const rest = [...items];
  const chosen: Item[] = [];
  while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(chance.between(0, rest.length - 1), 1));
  return chosen;
}

/** The answer, or undefined where there is no invitation, or it was answered before this step was cut short and begun again. */
async function orMissing<Answer>(request: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof ApiError && (error.is('not-found') || error.is('survey-token-used'))) return undefined;
    throw error;
  }
}
