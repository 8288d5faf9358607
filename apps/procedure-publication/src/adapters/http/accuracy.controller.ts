import { Controller } from '@nestjs/common';
import {
  Uuid,
  checkAccuracy,
  listAccuracyChecks,
  type AccuracyCheckView,
  type AnswerOf,
  type InputOf,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, getSeenArea, pageOfRows, placeOfCursor, type Caller } from '@thongsuot/service-kit';
import { LAW } from '../../config/law-data';
import { labelOf } from '../../domain/catalogue/parts';
import { AccuracyStore } from '../store/accuracy-store';
import { unitsOf } from '../store/ledger-reader';
import type { CheckDoc } from '../store/rows';
import { areaRef } from './scope';

const OTHER_LABELS: Readonly<Record<string, string>> = { procedure: 'Chưa công khai thủ tục', ended: 'Thủ tục đã hết hiệu lực' };

@Controller()
export class AccuracyController {
  constructor(
    private readonly kit: Kit,
    private readonly checks: AccuracyStore,
  ) {}

  @Handles(checkAccuracy)
  async check(
    @Input() { body }: InputOf<typeof checkAccuracy>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof checkAccuracy>> {
    const { area: unit } = getSeenArea(this.kit, caller, body.area, undefined);
    return this.view(await this.checks.check(caller, key, { unit, channel: body.channel, url: body.url }));
  }

  @Handles(listAccuracyChecks)
  async list(
    @Input() { query }: InputOf<typeof listAccuracyChecks>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listAccuracyChecks>> {
    const { area, on } = getSeenArea(this.kit, caller, query.area, undefined);
    const units = new Set<string>(unitsOf(this.kit.areas.tree, area, on).map(({ id }) => id));
    const after = placeOfCursor(query.cursor, (place) => /^[\d:.TZ-]{24}\|[0-9a-f-]{36}$/u.test(place));
    const rows = await this.checks.list(units, { outcome: query.outcome, after, limit: query.limit + 1 });
    return pageOfRows(
      rows,
      query.limit,
      ({ checkedAt, _id }) => `${checkedAt}|${_id}`,
      (doc) => this.view(doc),
    );
  }

  private view(doc: CheckDoc): AccuracyCheckView {
    const { _id, areaVersion, channel, url, on, checkedAt, outcome, reason, contentHash, compared, differences } = doc;
    const drifts = doc.drifts.map((drift) => ({ ...drift, label: OTHER_LABELS[drift.field] ?? labelOf(drift.field, LAW.parts) }));
    const area = areaRef(this.kit.areas.tree.byId(areaVersion));
    return {
      id: Uuid.parse(_id),
      area,
      channel,
      url,
      on,
      checkedAt,
      outcome,
      reason,
      contentHash,
      compared,
      differences,
      drifts,
    };
  }
}
