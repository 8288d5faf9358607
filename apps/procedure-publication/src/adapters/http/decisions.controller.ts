import { Controller } from '@nestjs/common';
import { COUNTRY_ID } from '@thongsuot/areas';
import { PeriodError, freePeriod, parsePeriod } from '@thongsuot/calendar';
import {
  Uuid,
  ProblemError,
  announceDecision,
  getDecision,
  getTimeliness,
  listDecisions,
  listNotAnnounced,
  recordEntries,
  type AnswerOf,
  type DecisionView,
  type InputOf,
  type PlainDate,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import {
  From,
  Handles,
  Input,
  Key,
  Kit,
  assertSees,
  cursorOf,
  dayAsked,
  pageOfRows,
  placeOfCursor,
  type Caller,
} from '@thongsuot/service-kit';
import { timelinessOf } from '../../domain/decision/timeliness';
import { DecisionStore } from '../store/decision-store';
import type { DecisionDoc } from '../store/rows';
import { waitingOf } from '../store/waiting-decisions';
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
    // A ministry's decision is recorded by any province that receives it; it concerns them all.
    if (issuer.level === 'country') this.assertOfProvince(caller);
    else assertSees(caller, this.kit.areas.tree, issuer.id, body.signedOn);
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

  @Handles(recordEntries)
  async entries(
    @Input() { params, body }: InputOf<typeof recordEntries>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof recordEntries>> {
    const { province, signedOn } = await this.decisions.byId(params.id);
    if (province === COUNTRY_ID) this.assertOfProvince(caller);
    else assertSees(caller, this.kit.areas.tree, province, signedOn);
    const doc = await this.decisions.recordEntries(caller, key, params.id, body);
    return { ...this.view(doc), units: await this.decisions.progress(doc._id) };
  }

  @Handles(listNotAnnounced)
  async waiting(
    @Input() { query }: InputOf<typeof listNotAnnounced>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listNotAnnounced>> {
    const on = dayAsked(this.kit, caller, query.on);
    const { tree } = this.kit.areas;
    const area = areaOn(this.kit, caller, query.area, on);
    const above = [area, ...tree.ancestors(area.id)].find(({ level }) => level === 'province');
    // Units below see what their province owes them; the whole country is for those who see it.
    const provinces = above ? [above] : tree.children(area.id, on).filter(({ level }) => level === 'province');
    if (!above) assertSees(caller, tree, area.id, on);
    const rows = await waitingOf(this.decisions, provinces, on);
    const after = placeOfCursor(query.cursor) ?? '';
    const rest = rows.filter(({ key }) => key > after).slice(0, query.limit + 1);
    return pageOfRows(
      rest,
      query.limit,
      ({ key }) => key,
      ({ view }) => view,
    );
  }

  @Handles(getTimeliness)
  async timeliness(
    @Input() { query }: InputOf<typeof getTimeliness>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof getTimeliness>> {
    const on = dayAsked(this.kit, caller, query.on);
    const window = windowOf(query);
    const area = areaOn(this.kit, caller, query.area, on);
    if (area.level !== 'province' && area.level !== 'country')
      throw new ProblemError('decision-not-competent', { detail: `${area.name}: không công bố / announces nothing` });
    const { announced, entered } = timelinessOf(await this.decisions.allOf(area.id), window, on);
    return { area: areaRef(area), ...window, on, announced, entered };
  }

  private assertOfProvince(caller: Caller): void {
    const isProvince = caller.area !== null && areaOn(this.kit, caller, caller.area).level === 'province';
    if (caller.role !== 'administrator' && !isProvince) throw new ProblemError('forbidden');
  }

  private view(doc: DecisionDoc): Omit<DecisionView, 'units'> {
    const { number, signedOn, effectiveOn, recordedOn, issuerAgency, delegation, clocks, findings } = doc;
    const { ministry = null, form = 'list', shortened = false } = doc;
    const issuer = areaRef(this.kit.areas.tree.byId(doc.province));
    const items = doc.items.map(({ copies: _copies, levels, channels, enteredOn = null, ...item }) => ({
      ...item,
      levels: [...levels],
      channels: [...channels],
      enteredOn,
    }));
    const own = { issuer, issuerAgency, delegation, ministry, form, shortened };
    return { id: Uuid.parse(doc._id), number, signedOn, effectiveOn, recordedOn, ...own, items, clocks, findings };
  }
}

/** The window asked for. @throws ProblemError `period-invalid`, `period-not-reported` */
function windowOf({ period, from, to }: InputOf<typeof getTimeliness>['query']): { from: PlainDate; to: PlainDate } {
  try {
    const found = period === undefined ? freePeriod(from ?? '', to ?? '') : parsePeriod(period);
    return { from: found.from, to: found.to };
  } catch (error) {
    if (!(error instanceof PeriodError)) throw error;
    throw new ProblemError(error.code === 'period-not-reported' ? error.code : 'period-invalid', { detail: error.message });
  }
}
