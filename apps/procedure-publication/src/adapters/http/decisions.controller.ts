import { Controller } from '@nestjs/common';
import {
  Uuid,
  announceDecision,
  getDecision,
  listDecisions,
  type AnswerOf,
  type DecisionView,
  type InputOf,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, assertSees, cursorOf, placeOfCursor, type Caller } from '@thongsuot/service-kit';
import { DecisionStore } from '../store/decision-store';
import type { DecisionDoc } from '../store/rows';
import { areaOn, areaRef } from './scope';

@Controller()
export class DecisionsController {
  constructor(
    private readonly kit: Kit,
    private readonly decisions: DecisionStore,
  ) {}

  @Handles(announceDecision)
  async announce(
    @Input() { body }: InputOf<typeof announceDecision>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof announceDecision>> {
    const issuer = areaOn(this.kit, caller, body.issuerArea, body.signedOn);
    assertSees(caller, this.kit.areas.tree, issuer.id, body.signedOn);
    const doc = await this.decisions.announce(caller, key, issuer, body);
    return { ...this.view(doc), units: await this.decisions.progress(doc._id) };
  }

  @Handles(listDecisions)
  async list(@Input() { query }: InputOf<typeof listDecisions>, @From() caller: Caller): Promise<AnswerOf<typeof listDecisions>> {
    const province = areaOn(this.kit, caller, query.area, query.on);
    const after = placeOfCursor(query.cursor, (place) => /^\d{1,6}$/.test(place)) ?? '0';
    const docs = await this.decisions.list(province.id, Number(after), query.limit + 1);
    const more = docs.length > query.limit;
    const nextCursor = more ? cursorOf(String(Number(after) + query.limit)) : null;
    return { items: docs.slice(0, query.limit).map((doc) => this.view(doc)), nextCursor };
  }

  @Handles(getDecision)
  async one(@Input() { params }: InputOf<typeof getDecision>): Promise<AnswerOf<typeof getDecision>> {
    const doc = await this.decisions.byId(params.id);
    return { ...this.view(doc), units: await this.decisions.progress(doc._id) };
  }

  private view(doc: DecisionDoc): Omit<DecisionView, 'units'> {
    const { number, signedOn, effectiveOn, recordedOn, issuerAgency, clocks, findings } = doc;
    const issuer = areaRef(this.kit.areas.tree.byId(doc.province));
    const items = doc.items.map(({ copies: _copies, levels, channels, ...item }) => ({
      ...item,
      levels: [...levels],
      channels: [...channels],
    }));
    return { id: Uuid.parse(doc._id), number, signedOn, effectiveOn, recordedOn, issuer, issuerAgency, items, clocks, findings };
  }
}
