import { Controller } from '@nestjs/common';
import {
  endLinkedService,
  evaluatePilot,
  listLinkedServices,
  listPilots,
  registerLinkedService,
  registerPilot,
  type AnswerOf,
  type InputOf,
  type LinkedServiceView,
  type PilotView,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { RuleBroken } from '../../domain/rule-broken';
import { endEntry, entryView, type HeldEntry } from '../../features/hold-entry';
import { evaluate, pilotView, type PilotDoc } from '../../features/run-pilot/run-pilot';
import { LINKED_SERVICES, PILOTS } from '../registers/collections';
import { assertProceduresKnown } from '../registers/known-procedures';
import { Register } from '../registers/register';

type LinkedDoc = HeldEntry & Omit<LinkedServiceView, 'id' | 'revision' | 'unit'>;

/** Linked services with their members; decentralisation and pilots with their evaluations. */
@Controller()
export class LinkedServicesController {
  private readonly linked: Register<LinkedDoc>;
  private readonly pilots: Register<PilotDoc>;

  constructor(private readonly kit: Kit) {
    this.linked = new Register(kit, LINKED_SERVICES);
    this.pilots = new Register(kit, PILOTS);
  }

  @Handles(registerLinkedService)
  async register(
    @Input() { body }: InputOf<typeof registerLinkedService>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<LinkedServiceView> {
    const { unit, ...content } = body;
    const codes = body.members.map(({ procedureCode }) => procedureCode);
    const command = { caller, key, action: registerLinkedService.id };
    const doc = await this.linked.add(command, unit, body.validFrom, async (base, tx) => {
      if (new Set(codes).size < codes.length)
        throw new RuleBroken('procedure-twice', 'một thủ tục nêu hai lần', 'a procedure is named twice', '/members');
      await assertProceduresKnown(tx, codes);
      return { ...base, ...content, validTo: null };
    });
    return linkedView(doc);
  }

  @Handles(endLinkedService)
  async end(
    @Input() { params, body }: InputOf<typeof endLinkedService>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<LinkedServiceView> {
    const command = { caller, key, action: endLinkedService.id };
    return linkedView(await this.linked.change(command, params.id, (doc) => endEntry(doc, body.validTo)));
  }

  @Handles(listLinkedServices)
  async list(
    @Input() { query }: InputOf<typeof listLinkedServices>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listLinkedServices>> {
    const { items, nextCursor } = await this.linked.page(caller, query, {}, linkedView);
    return { items, nextCursor };
  }

  @Handles(registerPilot)
  async begin(
    @Input() { body }: InputOf<typeof registerPilot>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<PilotView> {
    const { unit, ...content } = body;
    const doc = await this.pilots.add({ caller, key, action: registerPilot.id }, unit, body.validFrom, async (base, tx) => {
      if (body.validTo !== null && body.validTo < body.validFrom)
        throw new RuleBroken('wrong-day', 'kết thúc trước khi bắt đầu', 'it ends before it begins', '/validTo');
      await assertProceduresKnown(tx, body.procedureCodes);
      return { ...base, ...content, evaluations: [] };
    });
    return pilotView(doc, this.kit.clock.today());
  }

  @Handles(evaluatePilot)
  async evaluate(
    @Input() { params, body }: InputOf<typeof evaluatePilot>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<PilotView> {
    const today = this.kit.clock.today();
    const command = { caller, key, action: evaluatePilot.id };
    return pilotView(await this.pilots.change(command, params.id, (doc) => evaluate(doc, body, today)), today);
  }

  @Handles(listPilots)
  async listPilots(@Input() { query }: InputOf<typeof listPilots>, @From() caller: Caller): Promise<AnswerOf<typeof listPilots>> {
    const on = query.on ?? this.kit.clock.today();
    const filter = query.kind === undefined ? {} : { kind: query.kind };
    const { items, nextCursor } = await this.pilots.page(caller, query, filter, (doc) => pilotView(doc, on));
    return { items, nextCursor };
  }
}

function linkedView(doc: LinkedDoc): LinkedServiceView {
  const { name, lead, members, decision, validFrom, validTo } = doc;
  return { ...entryView(doc), name, lead, members, decision, validFrom, validTo };
}
