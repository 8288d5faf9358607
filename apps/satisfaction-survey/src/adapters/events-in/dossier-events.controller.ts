import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { systemClock } from '@thongsuot/calendar';
import { DossierChanged, SurveyInvited, type DossierState } from '@thongsuot/contracts';
import { EventBatchContext, eventsOf, type ReceivedEvent } from '@thongsuot/messaging';
import { packIdAfter } from '@thongsuot/mongo-store';
import { Kit } from '@thongsuot/service-kit';
import { findInvited as invitedBy, ratedUnit } from '../../domain/invite';
import { findInvited, insertInvitations, type InvitationRow } from '../store/survey-store';

/** Invites those whose dossier has just been resolved, each once. */
@Controller()
export class DossierEventsController {
  constructor(private readonly kit: Kit) {}

  @EventPattern('one-stop', { events: ['dossier.changed'] })
  async onDossiers(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    const { tx } = context.batch;
    const today = this.kit.clock.today();
    const { tree } = this.kit.areas;
    const dossiers = new Map<string, DossierState>();
    for (const { data } of eventsOf(events, DossierChanged)) {
      const dossier = invitedBy(data, today);
      // A unit our tree does not hold yet cannot be placed: nobody is asked about it.
      if (dossier && tree.findById(ratedUnit(dossier).areaVersion)) dossiers.set(dossier.code, dossier);
    }
    if (dossiers.size === 0) return;
    const known = await findInvited(tx, [...dossiers.keys()]);
    const rows: InvitationRow[] = [];
    for (const dossier of dossiers.values()) {
      if (known.has(dossier.code)) continue;
      const unit = ratedUnit(dossier);
      const { procedureCode } = dossier;
      const id = packIdAfter(null, systemClock);
      rows.push({
        _id: id,
        dossierCode: dossier.code,
        unit,
        within: [unit.areaVersion, ...tree.ancestors(unit.areaVersion).map((area) => area.id)],
        procedureCode,
        invitedOn: today,
        state: 'open',
      });
      tx.emit(SurveyInvited, {
        subject: id,
        key: unit.areaVersion,
        data: { invitationId: id, unit, procedureCode, invitedOn: today },
      });
    }
    await insertInvitations(tx, rows);
  }
}
