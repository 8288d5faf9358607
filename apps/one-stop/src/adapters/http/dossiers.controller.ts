import { Controller } from '@nestjs/common';
import {
  getDossier,
  giveLatenessReason,
  listApologies,
  listDossiers,
  listLatenessReasons,
  listPublicApologies,
  sendApology,
  type AnswerOf,
  type ApologyView,
  type DossierView,
  type InputOf,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { Rules } from '../../config/rules';
import { standingOf } from '../../domain/dossier';
import { findApologies, findDossiers } from '../store/find-dossiers';
import { DOSSIERS, type ApologyRow, type DossierRow } from '../store/rows';
import { listPlace, mustSee } from '../store/scope';
import { recordApology, recordReason } from '../store/send-apology';

/** Dossiers and their apologies, to those whose area they lie in; the public list to everyone. */
@Controller()
export class DossiersController {
  constructor(
    private readonly kit: Kit,
    private readonly rules: Rules,
  ) {}

  @Handles(listPublicApologies)
  async publicApologies(@Input() { query }: InputOf<typeof listPublicApologies>): Promise<AnswerOf<typeof listPublicApologies>> {
    // Everyone sees all of them: what is published about a unit is no secret of its superiors.
    const everyone: Caller = { subject: 'public', role: 'administrator', area: null, on: null };
    const place = listPlace(this.kit, everyone, query);
    const { rows, nextCursor } = await findApologies(this.kit.store, place, { ...query, kind: 'public', state: 'sent' });
    const items = rows.map((row) => {
      const { dossierCode, area, areaName, unit, dueOn, sentOn } = this.apologyView(row);
      return { dossierCode, area, areaName, unit, dueOn, sentOn };
    });
    return { items, nextCursor };
  }

  @Handles(listApologies)
  async apologies(
    @Input() { query }: InputOf<typeof listApologies>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listApologies>> {
    const { rows, nextCursor } = await findApologies(this.kit.store, listPlace(this.kit, caller, query), query);
    return { items: rows.map((row) => this.apologyView(row)), nextCursor };
  }

  @Handles(listLatenessReasons)
  reasons(): AnswerOf<typeof listLatenessReasons> {
    return { items: [...this.rules.reasons] };
  }

  @Handles(listDossiers)
  async list(@Input() { query }: InputOf<typeof listDossiers>, @From() caller: Caller): Promise<AnswerOf<typeof listDossiers>> {
    const today = this.kit.clock.today();
    const soon = this.rules.calendar.nextWorkingDay(today);
    const place = listPlace(this.kit, caller, query);
    const { rows, nextCursor } = await findDossiers(this.kit.store, place, query, today, soon);
    return { items: rows.map((row) => this.view(row)), nextCursor };
  }

  @Handles(getDossier)
  async get(@Input() { params }: InputOf<typeof getDossier>, @From() caller: Caller): Promise<DossierView> {
    const row = await this.kit.store.collection<DossierRow>(DOSSIERS).findOne({ _id: params.code });
    return this.view(mustSee(this.kit, caller, row));
  }

  @Handles(sendApology)
  async apologise(
    @Input() { params, body }: InputOf<typeof sendApology>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ApologyView> {
    return this.apologyView(await recordApology(this.kit, this.rules, caller, key, { ...params, ...body }));
  }

  @Handles(giveLatenessReason)
  async reason(
    @Input() { params, body }: InputOf<typeof giveLatenessReason>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<DossierView> {
    return this.view(await recordReason(this.kit, this.rules, caller, key, { ...params, ...body }));
  }

  private view({ state, latenessReason, rev }: DossierRow): DossierView {
    const standing = standingOf(state, this.kit.clock.today(), this.rules.calendar);
    return { ...state, standing, latenessReason, revision: rev };
  }

  private apologyView(row: ApologyRow): ApologyView {
    const { dossierCode, kind, state, agency, dueOn, raisedOn, sentOn, newDueOn, reason, inTime } = row;
    const area = this.kit.areas.tree.byId(row.areaVersion);
    const unit = agency === null ? area.code : `${area.code}/${agency}`;
    const whose = { area: area.code, areaName: area.name, unit };
    return { dossierCode, kind, state, ...whose, dueOn, raisedOn, sentOn, newDueOn, reason, inTime };
  }
}
