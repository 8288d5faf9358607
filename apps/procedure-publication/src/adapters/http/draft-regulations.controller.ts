import { Controller } from '@nestjs/common';
import {
  AreaVersionId,
  assessDraftRegulation,
  getRegulationFigures,
  issueDraftRegulation,
  listDraftRegulations,
  registerDraftRegulation,
  type AnswerOf,
  type DraftRegulationView,
  type InputOf,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { LAW } from '../../config/law-data';
import { assertMayRegulate, countByUnit, regulationFindings, type CountedText } from '../../domain/regulation/regulation';
import { RuleBroken } from '../../domain/rule-broken';
import { assess, draftView, issue, type DraftDoc } from '../../features/register-draft/register-draft';
import { DRAFT_REGULATIONS } from '../registers/collections';
import { assertProceduresKnown } from '../registers/known-procedures';
import { Register, figuresAsked, underRules } from '../registers/register';

/** Draft texts with procedures in them, and the facts behind forms II.01 and II.02. */
@Controller()
export class DraftRegulationsController {
  private readonly drafts: Register<DraftDoc>;

  constructor(private readonly kit: Kit) {
    this.drafts = new Register(kit, DRAFT_REGULATIONS);
  }

  @Handles(registerDraftRegulation)
  async register(
    @Input() { body }: InputOf<typeof registerDraftRegulation>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<DraftRegulationView> {
    const { unit, ...content } = body;
    const command = { caller, key, action: registerDraftRegulation.id };
    const doc = await this.drafts.add(command, unit, body.registeredOn, async (base, tx, area) => {
      if (body.registeredOn > this.kit.clock.today())
        throw new RuleBroken('wrong-day', 'ngày sau hôm nay', 'it lies after today', '/registeredOn');
      assertMayRegulate(LAW.regulation, area.level, body.form, body.procedures.length);
      await assertProceduresKnown(
        tx,
        body.procedures.flatMap(({ procedureCode }) => procedureCode ?? []),
      );
      return { ...base, ...content, assessment: null, issued: null };
    });
    return draftView(doc);
  }

  @Handles(assessDraftRegulation)
  async assess(
    @Input() { params, body }: InputOf<typeof assessDraftRegulation>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<DraftRegulationView> {
    const today = this.kit.clock.today();
    const command = { caller, key, action: assessDraftRegulation.id };
    return draftView(await this.drafts.change(command, params.id, (doc) => assess(doc, body, today)));
  }

  @Handles(issueDraftRegulation)
  async issue(
    @Input() { params, body }: InputOf<typeof issueDraftRegulation>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<DraftRegulationView> {
    const today = this.kit.clock.today();
    const { number, issuedOn } = body;
    const command = { caller, key, action: issueDraftRegulation.id };
    const doc = await this.drafts.change(command, params.id, async (before, tx) => {
      const procedures = body.procedures ?? before.procedures;
      const { level } = this.kit.areas.tree.byId(before.unit.areaVersion);
      assertMayRegulate(LAW.regulation, level, before.form, procedures.length);
      await assertProceduresKnown(
        tx,
        procedures.flatMap(({ procedureCode }) => procedureCode ?? []),
      );
      return issue(before, { number, issuedOn, procedures }, today);
    });
    return draftView(doc);
  }

  @Handles(listDraftRegulations)
  async list(
    @Input() { query }: InputOf<typeof listDraftRegulations>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listDraftRegulations>> {
    const { items, nextCursor } = await this.drafts.page(caller, query, {}, draftView);
    return { items, nextCursor };
  }

  @Handles(getRegulationFigures)
  figures(
    @Input() { query }: InputOf<typeof getRegulationFigures>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof getRegulationFigures>> {
    return underRules(async () => {
      const { area, period } = figuresAsked(this.kit, caller, query);
      const { code, from, to } = period;
      const docs = await this.drafts.all(area, { registeredOn: { $lte: to } });
      const within = (day: string | undefined): boolean => day !== undefined && day >= from && day <= to;
      const units = new Map(docs.map((doc) => [keyOf(doc), doc.unit]));
      const named = <Row extends { unit: string }>(rows: readonly Row[]) =>
        rows.flatMap(({ unit: id, ...row }) => {
          const unit = units.get(id);
          return unit ? [{ ...row, unit }] : [];
        });
      const assessed = countByUnit(
        docs.filter(({ assessment }) => within(assessment?.assessedOn)).map((doc) => counted(doc, doc.procedures)),
      );
      const issued = countByUnit(
        docs.flatMap((doc) => (doc.issued && within(doc.issued.issuedOn) ? [counted(doc, doc.issued.procedures)] : [])),
      );
      return {
        area: { id: AreaVersionId.parse(area.id), code: area.code, name: area.name },
        period: { code, from, to },
        assessed: { rows: named(assessed.rows), total: assessed.total },
        issued: { rows: named(issued.rows), total: issued.total },
        findings: regulationFindings(assessed.total, issued.total),
      };
    });
  }
}

function keyOf({ unit }: DraftDoc): string {
  return `${unit.areaVersion}/${unit.agency ?? ''}`;
}

function counted(doc: DraftDoc, procedures: DraftDoc['procedures']): CountedText {
  return {
    unit: keyOf(doc),
    form: doc.form,
    contents: procedures.map(({ content }) => content),
    assessed: doc.assessment !== null,
  };
}
