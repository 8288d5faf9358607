import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { levelRank } from '@thongsuot/areas';
import { AreaChanged, DecisionAnnounced } from '@thongsuot/contracts';
import { EventBatchContext, eventsOf, type ReceivedEvent } from '@thongsuot/messaging';
import { Kit } from '@thongsuot/service-kit';
import { AREA_CHANGES } from '../store/indexes';
import { unitsOf } from '../store/ledger-reader';
import { queueOpenings } from '../store/openings';
import type { AreaChangeDoc, OpeningDoc } from '../store/rows';

const waiting = { state: 'waiting', dueOn: null, lateCell: null, rev: 1 } as const;

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
          ...waiting,
        }));
      await queueOpenings(context.batch.tx, rows);
    }
  }

  /** Areas changed: duties and postings pass to the successors. */
  @EventPattern('directory', { events: ['area.changed'] })
  async onAreas(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    const { tx } = context.batch;
    const changes = tx.collection<AreaChangeDoc>(AREA_CHANGES);
    for (const { data } of eventsOf(events, AreaChanged)) {
      const [last] = await changes.find({}, { session: tx.session }).sort({ at: -1 }).limit(1).toArray();
      const at = nextAfter(last?.at);
      await changes.insertOne({ _id: data.actId, at, data }, { session: tx.session });
      const before = new Set(data.before.map(({ id }) => id));
      const rows = data.after
        .filter(({ id, level }) => !before.has(id) && levelRank(level) > 0)
        .map(({ id }): OpeningDoc => ({
          _id: `${data.actId}|${id}`,
          decisionId: data.actId,
          areaVersion: id,
          cause: 'area',
          openOn: data.effectiveOn,
          ...waiting,
        }));
      await queueOpenings(tx, rows);
    }
  }
}

/** Changes are counted; acts come with one key, so one partition and one reader number them. */
function nextAfter(at: string | undefined): string {
  return String(Number(at ?? '0') + 1).padStart(9, '0');
}
