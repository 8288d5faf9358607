import { Body, Controller, Get, HttpCode, Param, Post, SetMetadata } from '@nestjs/common';
import { systemClock } from '@thongsuot/calendar';
import { ProblemError } from '@thongsuot/contracts';
import { ParkedEvents, type Tx } from '@thongsuot/mongo-store';
import { From, INTERNAL_ACCESS, Kit, groupOf, type Caller } from '@thongsuot/service-kit';
import { z } from 'zod';
import { appliedOf } from '../../domain/level';
import { RuleSet } from '../../domain/rules';
import { GenerationsWorker } from '../generations-worker';
import { ledgerOf, placesOf, whereLevel } from '../store/compare-generations';
import {
  GENERATIONS,
  beginGeneration,
  dropGeneration,
  findBuilding,
  lockDecisions,
  swapGenerations,
  type GenerationDocument,
} from '../store/generations';
import { Projection } from '../store/projection';
import { readDifferences, type Differences } from '../store/read-differences';

const LISTED = 500;

const Reason = z.string().trim().min(1).max(1000);
const Begin = z.strictObject({ reason: Reason, rules: RuleSet.optional() });
const Accept = z.strictObject({
  reason: Reason.optional().describe('Needed where figures differ'),
  differences: z.int().min(0).optional().describe('How many differences were looked at; refused where there are others by now'),
});
const Drop = z.strictObject({ reason: Reason });

/** A generation as operators see it. */
interface GenerationStatement extends Omit<GenerationDocument, '_id' | 'hold' | 'acts' | 'decisions'> {
  readonly id: string;
  /** Acts known by now that its areas were not pinned under. */
  readonly laterActs: number;
  /** Events stepped past; equal to the live one's where it has caught up. */
  readonly applied: number;
  readonly parked: number;
  readonly read: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly offset: string;
    readonly applied: number;
  }[];
}

/** Rebuilding the figures beside the live ones; administrators only, never public. */
@Controller('ops/generations')
export class GenerationsController {
  constructor(
    private readonly kit: Kit,
    private readonly projection: Projection,
    private readonly worker: GenerationsWorker,
  ) {}

  /** All generations, the oldest first. */
  @Get()
  @SetMetadata(INTERNAL_ACCESS, 'administrator')
  async list(): Promise<{ items: GenerationStatement[] }> {
    const rows = await this.kit.store.collection<GenerationDocument>(GENERATIONS).find({}).toArray();
    rows.sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime());
    const items: GenerationStatement[] = [];
    for (const row of rows) items.push(await this.state(row));
    return { items };
  }

  /** Begins a rebuild: every topic is read from its beginning, under the rules given or declared and the areas of today. */
  @Post()
  @SetMetadata(INTERNAL_ACCESS, 'administrator')
  async begin(@Body() body: unknown, @From() caller: Caller): Promise<GenerationStatement> {
    const { reason, rules } = given(Begin, body);
    await this.projection.refresh();
    const pinned = this.projection.pinned(rules);
    const generation = await this.kit.unitOfWork.run((tx) =>
      beginGeneration(tx, pinned, { by: caller.subject, reason }, systemClock.now()),
    );
    this.worker.nudge();
    return this.state(generation);
  }

  /** How a rebuild differs from the live figures, where both have seen the same events. */
  @Get(':id/differences')
  @SetMetadata(INTERNAL_ACCESS, 'administrator')
  async differences(@Param('id') id: string): Promise<{ level: boolean; behind: number } & Partial<Differences>> {
    await findBuilding(this.kit.store, id);
    const live = (await this.projection.live())._id;
    const found = await whereLevel(this.kit, live, id, () => this.kit.unitOfWork.run((tx) => this.compare(tx, live, id)));
    if (found) return { level: true, behind: 0, ...found };
    const places = await placesOf(this.kit, live, id);
    return { level: false, behind: appliedOf(places.live) - appliedOf(places.rebuilt) };
  }

  /** Makes a rebuild the live generation, in one step for every reader. */
  @Post(':id/accept')
  @HttpCode(200)
  @SetMetadata(INTERNAL_ACCESS, 'administrator')
  async accept(@Param('id') id: string, @Body() body: unknown, @From() caller: Caller): Promise<GenerationStatement> {
    const asked = given(Accept, body);
    await findBuilding(this.kit.store, id);
    const live = (await this.projection.live())._id;
    const done = await whereLevel(this.kit, live, id, () =>
      this.kit.unitOfWork.run(async (tx) => {
        const locked = await lockDecisions(tx);
        await findBuilding(tx, id);
        const found = await this.compare(tx, locked._id, id);
        if (!found) return null;
        refuseUnlooked(found.total, asked);
        const at = systemClock.now();
        const reason = asked.reason ?? 'không có chênh lệch / no differences';
        await swapGenerations(tx, locked._id, id, { by: caller.subject, reason, at, differences: found.total });
        return found.total;
      }),
    );
    if (done === null)
      throw new ProblemError('conflict', {
        detail:
          'Thế hệ mới chưa đọc tới cùng vị trí với số liệu đang dùng; chờ rồi thử lại / The rebuild does not stand level with the live figures yet: wait and try again',
      });
    await this.projection.refresh();
    this.worker.nudge();
    return this.state(await this.find(id));
  }

  /** Gives a rebuild up; what it wrote is removed afterwards. */
  @Post(':id/drop')
  @HttpCode(200)
  @SetMetadata(INTERNAL_ACCESS, 'administrator')
  async drop(@Param('id') id: string, @Body() body: unknown, @From() caller: Caller): Promise<GenerationStatement> {
    const { reason } = given(Drop, body);
    await this.kit.unitOfWork.run((tx) => dropGeneration(tx, id, { by: caller.subject, reason }, systemClock.now()));
    this.worker.nudge();
    return this.state(await this.find(id));
  }

  /** Null where this transaction does not see both at the same events. */
  private async compare(tx: Tx, live: string, rebuilt: string): Promise<Differences | null> {
    const { level } = await placesOf(this.kit, live, rebuilt, tx.session);
    return level ? readDifferences(this.kit.store, tx.session, live, rebuilt, LISTED) : null;
  }

  private async find(id: string): Promise<GenerationDocument> {
    const found = await this.kit.store.collection<GenerationDocument>(GENERATIONS).findOne({ _id: id });
    if (!found) throw new ProblemError('not-found');
    return found;
  }

  private async state({
    _id: id,
    hold: _hold,
    acts = [],
    decisions: _decisions,
    ...row
  }: GenerationDocument): Promise<GenerationStatement> {
    const { store, name, config } = this.kit;
    const places = await ledgerOf(this.kit, id).positions();
    return {
      id,
      ...row,
      laterActs: this.projection.acts.ids.filter((act) => !acts.includes(act)).length,
      applied: appliedOf(places),
      parked: await new ParkedEvents(store, groupOf(name, config.NAMESPACE, id), id).count(),
      read: places.map(({ topic, partition, position: { offset, applied } }) => ({ topic, partition, offset, applied })),
    };
  }
}

function refuseUnlooked(total: number, asked: z.infer<typeof Accept>): void {
  if (asked.differences !== undefined && asked.differences !== total)
    throw new ProblemError('conflict', {
      detail: `Nay có ${String(total)} chênh lệch, khác số đã xem; xem lại / There are ${String(total)} differences by now, not as many as were looked at: look again`,
    });
  if (total > 0 && asked.reason === undefined)
    throw new ProblemError('conflict', {
      detail: `Có ${String(total)} chênh lệch; phải nêu lý do chấp nhận / There are ${String(total)} differences: accepting them needs a reason`,
    });
}

/** @throws ProblemError `validation-failed` */
function given<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw new ProblemError('validation-failed', {
    errors: parsed.error.issues.map(({ path, code, message }) => ({
      pointer: `/${path.map(String).join('/')}`,
      code: code.replaceAll('_', '-'),
      message: `Giá trị không hợp lệ: ${message} / Invalid value: ${message}`,
    })),
  });
}
