import { Controller } from '@nestjs/common';
import {
  ProblemError,
  Uuid,
  getArea,
  getAreaSuccession,
  listAreaActs,
  listAreaChildren,
  recordAreaAct,
  searchAreas,
  type AnswerOf,
  type InputOf,
  type PlainDate,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, getAreaOn, pageOfRows, placeOfCursor, type Caller } from '@thongsuot/service-kit';
import { AreaSearch } from '../../domain/area-search';
import { areaRef, areaSuccession, areaView } from '../../domain/area-view';
import { AreaRegister, type ActRow } from '../store/area-register';
import { ACTS } from '../store/indexes';

@Controller()
export class AreasController {
  private search: { of: Kit['areas']['tree']; index: AreaSearch } | undefined;

  constructor(
    private readonly kit: Kit,
    private readonly register: AreaRegister,
  ) {}

  @Handles(searchAreas)
  find(@Input() { query }: InputOf<typeof searchAreas>, @From() caller: Caller): AnswerOf<typeof searchAreas> {
    const { tree } = this.kit.areas;
    if (this.search?.of !== tree) this.search = { of: tree, index: new AreaSearch(tree) };
    const on = this.dayOf(query.on, caller);
    const within = query.within === undefined ? undefined : getAreaOn(tree, query.within, on).id;
    const found = this.search.index.find({ q: query.q, on, level: query.level, within });
    const after = placeOfCursor(query.cursor);
    const from = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1;
    if (after !== undefined && from === 0) throw new ProblemError('cursor-invalid');
    return pageOfRows(
      found.slice(from, from + query.limit + 1),
      query.limit,
      ({ id }) => id,
      (area) => areaView(tree, area),
    );
  }

  @Handles(listAreaActs)
  async acts(@Input() { query }: InputOf<typeof listAreaActs>): Promise<AnswerOf<typeof listAreaActs>> {
    const after = placeOfCursor(query.cursor, (place) => /^\d+$/.test(place));
    const rows = await this.kit.store
      .collection<ActRow>(ACTS)
      .find(after === undefined ? {} : { seq: { $lt: Number(after) } })
      .sort({ seq: -1 })
      .limit(query.limit + 1)
      .toArray();
    return pageOfRows(
      rows,
      query.limit,
      ({ seq }) => String(seq),
      ({ _id, act, recordedOn }) => ({
        id: Uuid.parse(_id),
        number: act.number ?? '',
        effectiveOn: act.effectiveOn,
        recordedOn,
        title: act.title ?? '',
      }),
    );
  }

  @Handles(recordAreaAct)
  async record(
    @Input() { query, body }: InputOf<typeof recordAreaAct>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof recordAreaAct>> {
    return this.register.record(caller, key, body, query.dryRun === 'true');
  }

  @Handles(getArea)
  one(@Input() { params, query }: InputOf<typeof getArea>, @From() caller: Caller): AnswerOf<typeof getArea> {
    const { tree } = this.kit.areas;
    return areaView(tree, getAreaOn(tree, params.code, this.dayOf(query.on, caller)));
  }

  @Handles(listAreaChildren)
  children(
    @Input() { params, query }: InputOf<typeof listAreaChildren>,
    @From() caller: Caller,
  ): AnswerOf<typeof listAreaChildren> {
    const { tree } = this.kit.areas;
    const on = this.dayOf(query.on, caller);
    const children = [...tree.children(getAreaOn(tree, params.code, on).id, on)].sort((a, b) => (a.code < b.code ? -1 : 1));
    const items = children.map((child) => ({ ...areaRef(child), childCount: tree.children(child.id, on).length }));
    return { items, nextCursor: null };
  }

  @Handles(getAreaSuccession)
  succession(
    @Input() { params, query }: InputOf<typeof getAreaSuccession>,
    @From() caller: Caller,
  ): AnswerOf<typeof getAreaSuccession> {
    const { tree } = this.kit.areas;
    const versions = tree.versionsOf(params.code);
    if (versions.length === 0) throw new ProblemError('area-unknown', { detail: params.code });
    const on = this.dayOf(query.on, caller);
    return { code: params.code, versions: versions.map((version) => areaSuccession(tree, version, on)) };
  }

  private dayOf(on: PlainDate | undefined, caller: Caller): PlainDate {
    return on ?? caller.on ?? this.kit.clock.today();
  }
}
