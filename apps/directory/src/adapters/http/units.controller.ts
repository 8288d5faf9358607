import { Controller } from '@nestjs/common';
import type { AreaVersion } from '@thongsuot/areas';
import {
  GroupView,
  ProblemError,
  addGroup,
  addUnit,
  editUnit,
  listGroupMembers,
  listGroups,
  listUnits,
  type AnswerOf,
  type InputOf,
  type PlainDate,
  type UnitView,
} from '@thongsuot/contracts';
import { searchPrefixes, searchTerms } from '@thongsuot/areas';
import { isDuplicateKey, type CommandKey } from '@thongsuot/mongo-store';
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
import { committeeView, groupAreas, isOfGroup, partsOfUnit, recordedIn, unitView } from '../../domain/unit';
import { GROUPS } from '../store/indexes';
import { UnitStore } from '../store/unit-store';

type GroupRow = GroupView & { _id: string };
const MEMBERS_MAX = 12_000;

@Controller()
export class UnitsController {
  constructor(
    private readonly kit: Kit,
    private readonly units: UnitStore,
  ) {}

  @Handles(listUnits)
  async list(@Input() { query }: InputOf<typeof listUnits>, @From() caller: Caller): Promise<AnswerOf<typeof listUnits>> {
    const { tree } = this.kit.areas;
    const on = this.dayOf(query.on, caller);
    const root = getAreaOn(tree, query.area, on);
    const areas = query.only === 'area' ? [root] : [root, ...tree.descendants(root.id, on)];
    const after = placeOfCursor(query.cursor);
    if (query.kind === 'committee') {
      const terms = searchTerms(query.q ?? '');
      const rows = areas
        .filter(({ id, name }) => (after === undefined || id > after) && has(searchPrefixes(name), terms))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      return pageOfRows(rows, query.limit, ({ id }) => id, committeeView);
    }
    const recorded = recordedIn(tree, areas);
    const { kind, q, limit } = query;
    const rows = await this.units.find(recorded, { on, kind, q, after, limit: limit + 1 });
    return pageOfRows(
      rows,
      limit,
      ({ _id }) => _id,
      (row) => unitView(row, placeOf(recorded, row.areaVersion)),
    );
  }

  @Handles(addUnit)
  async add(
    @Input() { body }: InputOf<typeof addUnit>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof addUnit>> {
    const { tree } = this.kit.areas;
    const on = this.dayOf(undefined, caller);
    const { area: code, ...rest } = body;
    const area = getAreaOn(tree, code, body.validFrom ?? on);
    assertSees(caller, tree, area.id, body.validFrom ?? on);
    await this.refuseUnknownMembers(body.members, body.validFrom ?? on);
    return unitView(await this.units.add(caller, key, { ...rest, areaVersion: area.id }), area);
  }

  @Handles(editUnit)
  async edit(
    @Input() { params, query, body }: InputOf<typeof editUnit>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof editUnit>> {
    const { tree } = this.kit.areas;
    const on = this.dayOf(query.on, caller);
    const area = getAreaOn(tree, params.area, on);
    assertSees(caller, tree, area.id, on);
    const row = await this.units.findOne(lineOf(tree, area.id), params.agency);
    if (!row) throw new ProblemError('unit-unknown', { detail: `${params.area}/${params.agency}` });
    if (body.members) await this.refuseUnknownMembers(body.members, on);
    return unitView(await this.units.edit(caller, key, row._id, body), area);
  }

  @Handles(listGroups)
  async groups(@Input() { query }: InputOf<typeof listGroups>): Promise<AnswerOf<typeof listGroups>> {
    const rows = await this.kit.store.collection<GroupRow>(GROUPS).find().sort({ _id: 1 }).toArray();
    const terms = searchTerms(query.q ?? '');
    const fits = rows.filter(({ name, aliases }) => [name, ...aliases].some((text) => has(searchPrefixes(text), terms)));
    return { items: fits.map(groupView), nextCursor: null };
  }

  @Handles(addGroup)
  async addGroup(
    @Input() { body }: InputOf<typeof addGroup>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof addGroup>> {
    const run = this.kit.commands.run(key, async (tx) => {
      await tx.collection<GroupRow>(GROUPS).insertOne({ _id: body.key, ...body }, { session: tx.session });
      tx.audit({ actor: caller.subject, action: addGroup.id, subject: body.key });
      return body;
    });
    const { answer } = await run.catch((error: unknown) => {
      throw isDuplicateKey(error) ? new ProblemError('conflict', { detail: body.key }) : error;
    });
    return answer;
  }

  @Handles(listGroupMembers)
  async members(
    @Input() { params, query }: InputOf<typeof listGroupMembers>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listGroupMembers>> {
    const { tree } = this.kit.areas;
    const on = this.dayOf(query.on, caller);
    const group = await this.kit.store.collection<GroupRow>(GROUPS).findOne({ _id: params.key });
    if (!group) throw new ProblemError('not-found', { detail: params.key });
    const areas = groupAreas(tree, group.rule, getAreaOn(tree, query.area, on), on);
    const items: UnitView[] = group.rule.committees ? areas.map(committeeView) : [];
    const recorded = recordedIn(tree, areas);
    const rows = await this.units.find(recorded, { on, limit: MEMBERS_MAX });
    for (const row of rows) if (isOfGroup(group.rule, row)) items.push(unitView(row, placeOf(recorded, row.areaVersion)));
    items.sort((a, b) => (a.unit < b.unit ? -1 : 1));
    return { key: group.key, on, items, nextCursor: null };
  }

  private async refuseUnknownMembers(members: readonly string[], on: PlainDate): Promise<void> {
    const { tree } = this.kit.areas;
    for (const [index, member] of members.entries()) {
      const { code, agency } = partsOfUnit(member);
      const area = tree.findByCode(code, on);
      if (area && (agency === null || (await this.units.findOne(lineOf(tree, area.id), agency)))) continue;
      const message = `không có đơn vị ${member} / no unit ${member}`;
      throw new ProblemError('unit-unknown', {
        detail: message,
        errors: [{ pointer: `/members/${index}`, code: 'unit-unknown', message }],
      });
    }
  }

  private dayOf(on: PlainDate | undefined, caller: Caller): PlainDate {
    return on ?? caller.on ?? this.kit.clock.today();
  }
}

function has(prefixes: readonly string[], terms: readonly string[]): boolean {
  return terms.every((term) => prefixes.includes(term));
}

function placeOf(recorded: ReadonlyMap<string, AreaVersion>, areaVersion: string): AreaVersion {
  const area = recorded.get(areaVersion);
  if (!area) throw new ProblemError('area-unknown', { detail: areaVersion });
  return area;
}

function groupView({ key, name, aliases, rule }: GroupRow): GroupView {
  return { key, name, aliases, rule };
}
