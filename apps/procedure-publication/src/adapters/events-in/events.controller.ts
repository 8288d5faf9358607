import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { DecisionAnnounced } from '@thongsuot/contracts';
import { EventBatchContext, eventsOf, type ReceivedEvent } from '@thongsuot/messaging';
import { Kit } from '@thongsuot/service-kit';
import { unitsOf } from '../store/ledger-reader';
import { WAITING, queueOpenings } from '../store/openings';
import type { OpeningDoc } from '../store/rows';

@Controller()
export class EventsController {
  constructor(private readonly kit: Kit) {}

  /** A decision, once it is a fact, opens the duties of every unit it binds. */
  @EventPattern('procedure-publication', { events: ['decision.announced'] })
  async onDecisions(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    const { tree } = this.kit.areas;
    for (const { data } of eventsOf(events, DecisionAnnounced)) {
      const { decisionId, effectiveOn, binds } = data;
      const province = tree.byId(binds.areaVersion);
      // A province that ends before the decision takes effect binds its heirs' units, which ask for its rules by themselves.
      const on = province.validTo !== null && province.validTo < effectiveOn ? province.validTo : effectiveOn;
      const rows = unitsOf(tree, province, on)
        .filter(({ level }) => binds.levels.includes(level))
        .map(({ id }): OpeningDoc => ({
          _id: `${decisionId}|${id}`,
          decisionId,
          areaVersion: id,
          cause: 'decision',
          openOn: effectiveOn,
          ...WAITING,
        }));
      await queueOpenings(context.batch.tx, rows);
    }
  }
}
