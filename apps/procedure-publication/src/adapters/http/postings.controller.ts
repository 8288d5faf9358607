import { Controller } from '@nestjs/common';
import {
  getCoverage,
  listPostings,
  listRechecks,
  postBatch,
  postProcedure,
  type AnswerOf,
  type InputOf,
  type PostingChange,
  type PostingChannel,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import {
  From,
  Handles,
  Input,
  Key,
  Kit,
  assertSees,
  getSeenArea,
  pageOfRows,
  placeOfCursor,
  type Caller,
} from '@thongsuot/service-kit';
import { CoverageFeed } from '../store/coverage-feed';
import { coverageOf } from '../store/coverage-reader';
import { listCells, listDueRechecks, viewOfCell } from '../store/posting-list';
import { PostingStore, type PostingCommand } from '../store/posting-store';
import { areaOn } from './scope';

@Controller()
export class PostingsController {
  constructor(
    private readonly kit: Kit,
    private readonly postings: PostingStore,
    private readonly board: CoverageFeed,
  ) {}

  @Handles(postProcedure)
  async post(
    @Input() { params, body }: InputOf<typeof postProcedure>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof postProcedure>> {
    const command = this.place({ ...params, ...body }, caller);
    await this.postings.record(caller, key, [command]);
    return viewOfCell(this.kit, command.area, params.procedureCode, params.channel, this.kit.clock.today());
  }

  @Handles(postBatch)
  async batch(
    @Input() { body }: InputOf<typeof postBatch>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof postBatch>> {
    const commands = body.postings.map((each) => this.place(each, caller));
    const { changed } = await this.postings.record(caller, key, commands);
    return { received: commands.length, changed, unchanged: commands.length - changed };
  }

  @Handles(listPostings)
  async list(@Input() { query }: InputOf<typeof listPostings>, @From() caller: Caller): Promise<AnswerOf<typeof listPostings>> {
    const on = query.on ?? caller.on ?? this.kit.clock.today();
    const root = areaOn(this.kit, caller, query.area, on);
    assertSees(caller, this.kit.areas.tree, root.id, on);
    const { state, channel, procedure, limit } = query;
    const after = placeOfCursor(query.cursor);
    const rows = await listCells(this.kit, root, on, { state, channel, procedure, after, limit: limit + 1 });
    return pageOfRows(
      rows,
      limit,
      ({ key }) => key,
      ({ view }) => view,
    );
  }

  @Handles(listRechecks)
  async rechecks(
    @Input() { query }: InputOf<typeof listRechecks>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listRechecks>> {
    const { area: root, on } = getSeenArea(this.kit, caller, query.area, undefined);
    const { before = on, cursor, limit } = query;
    const rows = await listDueRechecks(this.kit, root, on, { before, after: placeOfCursor(cursor), limit: limit + 1 });
    return pageOfRows(
      rows,
      limit,
      ({ key }) => key,
      ({ view }) => view,
    );
  }

  @Handles(getCoverage)
  async coverage(@Input() { query }: InputOf<typeof getCoverage>, @From() caller: Caller): Promise<AnswerOf<typeof getCoverage>> {
    const on = query.on ?? caller.on ?? this.kit.clock.today();
    const root = areaOn(this.kit, caller, query.area, on);
    assertSees(caller, this.kit.areas.tree, root.id, on);
    return coverageOf(this.kit, this.board, root, on);
  }

  /** An area's code is read on the day of the posting; the right to write on that day too. */
  private place(
    { area: code, ...rest }: PostingChange & { area: string; procedureCode: string; channel: PostingChannel },
    caller: Caller,
  ): PostingCommand {
    const area = areaOn(this.kit, caller, code, rest.postedOn);
    assertSees(caller, this.kit.areas.tree, area.id, rest.postedOn);
    return { ...rest, area };
  }
}
