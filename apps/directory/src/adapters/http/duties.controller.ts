import { Controller } from '@nestjs/common';
import { ProblemError, assignDuty, endDuty, listDuties, type AnswerOf, type InputOf } from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import {
  From,
  Handles,
  Input,
  Key,
  Kit,
  assertSees,
  getAreaOn,
  pageOfRows,
  placeOfCursor,
  type Caller,
} from '@thongsuot/service-kit';
import { lineOf } from '../../domain/line-of';
import { partsOfUnit, recordedIn } from '../../domain/unit';
import { DutyStore, dutyView } from '../store/duty-store';
import { UnitStore } from '../store/unit-store';

@Controller()
export class DutiesController {
  constructor(
    private readonly kit: Kit,
    private readonly duties: DutyStore,
    private readonly units: UnitStore,
  ) {}

  @Handles(listDuties)
  async list(@Input() { query }: InputOf<typeof listDuties>, @From() caller: Caller): Promise<AnswerOf<typeof listDuties>> {
    const { tree } = this.kit.areas;
    const on = query.on ?? caller.on ?? this.kit.clock.today();
    const root = getAreaOn(tree, query.area, on);
    assertSees(caller, tree, root.id, on);
    const areas = [...recordedIn(tree, [root, ...tree.descendants(root.id, on)]).keys()];
    const { duty, limit } = query;
    const rows = await this.duties.find(areas, { on, duty, after: placeOfCursor(query.cursor), limit: limit + 1 });
    return pageOfRows(rows, limit, ({ _id }) => _id, dutyView);
  }

  @Handles(assignDuty)
  async assign(
    @Input() { body }: InputOf<typeof assignDuty>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof assignDuty>> {
    const { tree } = this.kit.areas;
    const { code, agency } = partsOfUnit(body.unit);
    const area = getAreaOn(tree, code, body.from);
    assertSees(caller, tree, area.id, body.from);
    if (agency !== null && !(await this.units.findOne(lineOf(tree, area.id), agency)))
      throw new ProblemError('unit-unknown', { detail: body.unit });
    return dutyView(await this.duties.assign(caller, key, { ...body, areaVersion: area.id, agency }));
  }

  @Handles(endDuty)
  async change(
    @Input() { params, body }: InputOf<typeof endDuty>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof endDuty>> {
    const { tree } = this.kit.areas;
    const row = await this.duties.byId(params.id);
    const on = caller.on ?? this.kit.clock.today();
    // Rights over what an ended area left go with the area that took it over.
    const place = tree.findCurrentOf(row.areaVersion, on)?.id ?? row.areaVersion;
    assertSees(caller, tree, place, on);
    return dutyView(await this.duties.change(caller, key, params.id, body));
  }
}
