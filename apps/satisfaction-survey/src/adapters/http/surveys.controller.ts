import { randomBytes, randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { PeriodError, parsePeriod, type Period } from '@thongsuot/calendar';
import {
  ProblemError,
  ProcedureCode,
  SurveyAnswered,
  answerSurvey,
  issueSurveyToken,
  readSurvey,
  surveyResults,
  type AnswerOf,
  type InputOf,
} from '@thongsuot/contracts';
import type { AreaVersion } from '@thongsuot/areas';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, assertSees, dayAsked, getAreaOn, type Caller } from '@thongsuot/service-kit';
import { questionnaireFor, score, type Questionnaire } from '../../domain/questionnaire';
import { K_MIN } from '../../domain/suppression';
import { breakDown } from '../../features/survey-results';
import { findInvitation, getOpen, insertAnswer, setToken, sumsOf, useUp } from '../store/survey-store';

/** DI tokens of what the configuration gives. */
export const QUESTIONNAIRES = Symbol('questionnaires');
export const PUBLIC_URL = Symbol('public-url');

const TOKEN_BYTES = 16;
const PRIVACY = {
  vi: 'Phiếu không ghi tên, không gắn với hồ sơ hay mã lời mời; chỉ giữ đơn vị, thủ tục, ngày và mức chọn.',
  en: 'The form holds no name and is not joined to dossier or invitation; unit, procedure, day and levels alone are kept.',
};

/** Questionnaires, answers and results of the satisfaction survey. */
@Controller()
export class SurveysController {
  constructor(
    private readonly kit: Kit,
    @Inject(QUESTIONNAIRES) private readonly questionnaires: readonly Questionnaire[],
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  /** Not run under an Idempotency-Key: its kept answer would hold the token in the clear; a repeat gives a new token. */
  @Handles(issueSurveyToken)
  async issue(
    @Input() { body }: InputOf<typeof issueSurveyToken>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof issueSurveyToken>> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const invitation = await this.kit.unitOfWork.run(async (tx) => {
      const found = await findInvitation(tx, body.dossierCode);
      if (!found) throw new ProblemError('not-found');
      assertSees(caller, this.kit.areas.tree, found.unit.areaVersion, found.invitedOn);
      await setToken(tx, found._id, token);
      tx.audit({ actor: caller.subject, action: issueSurveyToken.id, subject: `invitation/${found._id}` });
      return found;
    });
    return {
      invitationId: invitation._id,
      token,
      url: `${this.publicUrl}/surveys/${token}`,
      invitedOn: invitation.invitedOn,
    };
  }

  @Handles(readSurvey)
  async read(@Input() { params }: InputOf<typeof readSurvey>): Promise<AnswerOf<typeof readSurvey>> {
    const { unit, procedureCode, invitedOn } = await getOpen(this.kit.store, params.token);
    const { tree } = this.kit.areas;
    const { questionnaire } = questionnaireFor(this.questionnaires, tree, unit, invitedOn);
    const { code, title, basis, confirmed, overall, questions } = questionnaire;
    return {
      questionnaire: { code, title, basis, confirmed, overall, questions },
      unit: { areaVersion: unit.areaVersion, name: tree.pathName(unit.areaVersion), agency: unit.agency },
      procedureCode,
      privacy: PRIVACY,
    };
  }

  @Handles(answerSurvey)
  async answer(
    @Input() { params, body }: InputOf<typeof answerSurvey>,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof answerSurvey>> {
    const answeredOn = this.kit.clock.today();
    const { tree } = this.kit.areas;
    await this.kit.commands.run(key, async (tx) => {
      const { unit, within, procedureCode, invitedOn } = await useUp(tx, params.token);
      const { questionnaire, setBy } = questionnaireFor(this.questionnaires, tree, unit, invitedOn);
      const scored = score(questionnaire, body);
      const told = {
        unit,
        answeredOn,
        questionnaire: { areaVersion: setBy, code: questionnaire.code },
        procedureCode,
        ...scored,
      };
      // Random, not by time: an id in order of time would line answers up with what happened to invitations.
      const id = randomUUID();
      await insertAnswer(tx, { _id: id, within, ...told });
      tx.emit(SurveyAnswered, { subject: id, key: unit.areaVersion, data: told });
      return null;
    });
    return { accepted: true, message: { vi: 'Cảm ơn ông (bà) đã đánh giá.', en: 'Thank you for your rating.' } };
  }

  @Handles(surveyResults)
  async results(
    @Input() { query }: InputOf<typeof surveyResults>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof surveyResults>> {
    const { tree } = this.kit.areas;
    const area = getAreaOn(tree, query.area, dayAsked(this.kit, caller, query.on));
    const period = periodOf(query.period);
    const { invited, groups, indicators } = await sumsOf(this.kit.store, area.id, period);
    const { answered, total, procedures, children } = breakDown(groups, tree, area.id);
    const shown = indicators.filter((each) => each.answers >= K_MIN && total !== null);
    return {
      area: named(area),
      period,
      invited,
      answered,
      kMin: K_MIN,
      total,
      indicators: shown.sort((a, b) => (`${a.questionnaire}/${a.indicator}` < `${b.questionnaire}/${b.indicator}` ? -1 : 1)),
      procedures: procedures.items.map((each) => ({
        ...each,
        procedureCode: ProcedureCode.nullable().parse(each.procedureCode),
      })),
      children: children.items.map((each) => ({ ...each, area: named(each.area) })),
      hidden: { indicators: indicators.length - shown.length, procedures: procedures.hidden, children: children.hidden },
      asOf: this.kit.clock.now().toISOString(),
    };
  }
}

function named({ code, name, level }: AreaVersion): Pick<AreaVersion, 'code' | 'name' | 'level'> {
  return { code, name, level };
}

function periodOf(code: string): Period {
  try {
    return parsePeriod(code);
  } catch (error) {
    if (!(error instanceof PeriodError)) throw error;
    throw new ProblemError(error.code === 'period-not-reported' ? 'period-not-reported' : 'period-invalid', {
      detail: error.message,
    });
  }
}
