import { Controller } from '@nestjs/common';
import {
  AreaVersionId,
  Uuid,
  answerComment,
  applyInitiative,
  closeConsultation,
  commentOnProcess,
  judgeInitiative,
  listConsultations,
  listInitiatives,
  openConsultation,
  proposeInitiative,
  type AnswerOf,
  type ConsultationView,
  type InitiativeView,
  type InputOf,
} from '@thongsuot/contracts';
import { systemClock } from '@thongsuot/calendar';
import { packIdAfter, type CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, getAreaOn, type Caller } from '@thongsuot/service-kit';
import { RuleBroken } from '../../domain/rule-broken';
import {
  answerComment as answer,
  askedUnit,
  close,
  comment,
  consultationView,
  type ConsultationDoc,
} from '../../features/consult-on-process/consult-on-process';
import { apply, initiativeView, judge, type InitiativeDoc } from '../../features/judge-initiative/judge-initiative';
import { CONSULTATIONS, INITIATIVES } from '../registers/collections';
import { assertProceduresKnown } from '../registers/known-procedures';
import { Register } from '../registers/register';

/** Consultation on drafts of internal processes, and initiatives to reform procedures. */
@Controller()
export class ConsultationsController {
  private readonly consultations: Register<ConsultationDoc>;
  private readonly initiatives: Register<InitiativeDoc>;

  constructor(private readonly kit: Kit) {
    this.consultations = new Register(kit, CONSULTATIONS);
    this.initiatives = new Register(kit, INITIATIVES);
  }

  @Handles(openConsultation)
  async open(
    @Input() { body }: InputOf<typeof openConsultation>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ConsultationView> {
    const { tree } = this.kit.areas;
    const { unit, asked: refs, ...content } = body;
    const asked = [...new Set(refs)].map((ref) => {
      const [code = '', agency] = ref.split('/');
      const area = getAreaOn(tree, code, body.openedOn);
      const name = agency === undefined ? area.name : `${area.name} / ${agency}`;
      return { ref, areaVersion: AreaVersionId.parse(area.id), agency: agency ?? null, name };
    });
    const command = { caller, key, action: openConsultation.id };
    const doc = await this.consultations.add(command, unit, body.openedOn, async (base, tx) => {
      if (body.dueOn < body.openedOn)
        throw new RuleBroken('wrong-day', 'hạn trước ngày mở', 'it is due before it opens', '/dueOn');
      await assertProceduresKnown(tx, body.procedureCodes);
      const seenBy = asked.flatMap(({ areaVersion }) => [areaVersion, ...tree.ancestors(areaVersion).map(({ id }) => id)]);
      return {
        ...base,
        ...content,
        asked,
        seenBy: [...new Set([...base.areaPath, ...seenBy])],
        state: 'open',
        closedOn: null,
        comments: [],
      };
    });
    return consultationView(doc);
  }

  @Handles(commentOnProcess)
  async comment(
    @Input() { params, body }: InputOf<typeof commentOnProcess>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ConsultationView> {
    const on = this.kit.clock.today();
    const id = Uuid.parse(packIdAfter(null, systemClock));
    const doc = await this.consultations.change(
      { caller, key, action: commentOnProcess.id },
      params.id,
      (before) => comment(before, { id, unit: askedUnit(before, body.unit), text: body.text, on }),
      (before) => askedUnit(before, body.unit).areaVersion,
    );
    return consultationView(doc);
  }

  @Handles(answerComment)
  async answer(
    @Input() { params, body }: InputOf<typeof answerComment>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ConsultationView> {
    const command = { caller, key, action: answerComment.id };
    return consultationView(await this.consultations.change(command, params.id, (doc) => answer(doc, params.commentId, body)));
  }

  @Handles(closeConsultation)
  async close(
    @Input() { params }: InputOf<typeof closeConsultation>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ConsultationView> {
    const today = this.kit.clock.today();
    const command = { caller, key, action: closeConsultation.id };
    return consultationView(await this.consultations.change(command, params.id, (doc) => close(doc, today)));
  }

  @Handles(listConsultations)
  async list(
    @Input() { query }: InputOf<typeof listConsultations>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listConsultations>> {
    const { items, nextCursor } = await this.consultations.page(caller, query, {}, consultationView, 'seenBy');
    return { items, nextCursor };
  }

  @Handles(proposeInitiative)
  async propose(
    @Input() { body }: InputOf<typeof proposeInitiative>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<InitiativeView> {
    const { unit, ...content } = body;
    const command = { caller, key, action: proposeInitiative.id };
    const doc = await this.initiatives.add(command, unit, body.proposedOn, async (base, tx) => {
      await assertProceduresKnown(tx, body.procedureCodes);
      return { ...base, ...content, state: 'proposed', judgement: null, application: null };
    });
    return initiativeView(doc);
  }

  @Handles(judgeInitiative)
  async judge(
    @Input() { params, body }: InputOf<typeof judgeInitiative>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<InitiativeView> {
    const today = this.kit.clock.today();
    const command = { caller, key, action: judgeInitiative.id };
    return initiativeView(await this.initiatives.change(command, params.id, (doc) => judge(doc, body, today)));
  }

  @Handles(applyInitiative)
  async apply(
    @Input() { params, body }: InputOf<typeof applyInitiative>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<InitiativeView> {
    const today = this.kit.clock.today();
    const command = { caller, key, action: applyInitiative.id };
    return initiativeView(await this.initiatives.change(command, params.id, (doc) => apply(doc, body, today)));
  }

  @Handles(listInitiatives)
  async listInitiatives(
    @Input() { query }: InputOf<typeof listInitiatives>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listInitiatives>> {
    const filter = query.state === undefined ? {} : { state: query.state };
    const { items, nextCursor } = await this.initiatives.page(caller, query, filter, initiativeView);
    return { items, nextCursor };
  }
}
