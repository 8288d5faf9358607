import { Controller } from '@nestjs/common';
import {
  DifficultyRaised,
  DifficultyResolved,
  ProblemError,
  listDifficulties,
  raiseDifficulty,
  resolveDifficulty,
  type AnswerOf,
  type DifficultyView,
  type InputOf,
  type PlainDate,
} from '@thongsuot/contracts';
import type { AreaVersion } from '@thongsuot/areas';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { newId } from '../../features/new-id';
import { DIFFICULTIES, PLANS } from '../store/collections';
import type { DifficultyDoc, PlanDoc } from '../../features/records';
import { pageOfRows, placeOf } from './paging';
import { assertMayUse, listedArea } from './scope';
import { difficultyView } from './views';

/** Obstacles, raised to a level above and resolved there. */
@Controller()
export class DifficultiesController {
  constructor(private readonly kit: Kit) {}

  @Handles(raiseDifficulty)
  async raise(
    @Input() input: InputOf<typeof raiseDifficulty>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<DifficultyView> {
    const { kit } = this;
    const taskId = input.params.id;
    const { answer } = await kit.commands.run(key, async (tx) => {
      const plan = await tx.collection<PlanDoc>(PLANS).findOne({ 'tasks.id': taskId } as object, { session: tx.session });
      const task = plan?.tasks.find((one) => one.id === taskId);
      if (!plan || task === undefined) throw new ProblemError('not-found');
      assertMayUse(kit, caller, plan.areaVersion);
      const above = this.raisedTo(plan, input.body.to);
      const { areaVersion, areaCode, areaName, areaPath } = plan;
      const doc: DifficultyDoc = {
        ...{ _id: newId(), rev: 1, lastPackId: tx.stamp(null), areaVersion, areaCode, areaName, areaPath },
        ...{ taskId, ref: task.ref, text: input.body.text, raisedOn: kit.clock.today(), raisedBy: caller.subject },
        raisedTo: { code: above.code, name: above.name, areaVersion: above.id },
        ...{ state: 'open', resolution: null, resolvedOn: null, resolvedBy: null },
      };
      await tx.collection<DifficultyDoc>(DIFFICULTIES).insertOne(doc, { session: tx.session });
      tx.emit(DifficultyRaised, { subject: doc._id, key: areaVersion, data: told(doc, plan, doc.raisedOn) });
      tx.audit({ actor: caller.subject, action: raiseDifficulty.id, subject: `difficulty ${doc._id}` });
      return difficultyView(doc);
    });
    return answer;
  }

  @Handles(resolveDifficulty)
  async resolve(
    @Input() input: InputOf<typeof resolveDifficulty>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<DifficultyView> {
    const { kit } = this;
    const { answer } = await kit.commands.run(key, async (tx) => {
      const rows = tx.collection<DifficultyDoc>(DIFFICULTIES);
      const doc = await rows.findOne({ _id: input.params.id }, { session: tx.session });
      if (doc === null) throw new ProblemError('not-found');
      // Only the level it was raised to can resolve it.
      assertMayUse(kit, caller, doc.raisedTo.areaVersion);
      if (doc.state === 'resolved') throw new ProblemError('conflict');
      const next: DifficultyDoc = {
        ...doc,
        ...{ rev: doc.rev + 1, lastPackId: tx.stamp(doc.lastPackId), state: 'resolved', resolution: input.body.resolution },
        ...{ resolvedOn: kit.clock.today(), resolvedBy: caller.subject },
      };
      const result = await rows.replaceOne({ _id: doc._id, rev: doc.rev }, next, { session: tx.session });
      if (result.matchedCount !== 1) throw new ProblemError('conflict');
      const plan = await tx.collection<PlanDoc>(PLANS).findOne({ 'tasks.id': doc.taskId } as object, { session: tx.session });
      if (plan !== null) {
        tx.emit(DifficultyResolved, { subject: doc._id, key: doc.areaVersion, data: told(next, plan, kit.clock.today()) });
      }
      tx.audit({ actor: caller.subject, action: resolveDifficulty.id, subject: `difficulty ${doc._id}` });
      return difficultyView(next);
    });
    return answer;
  }

  @Handles(listDifficulties)
  async list(
    @Input() input: InputOf<typeof listDifficulties>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listDifficulties>> {
    const { area, on, state, limit, cursor } = input.query;
    const version = listedArea(this.kit, caller, area, on);
    const [after] = placeOf(cursor, 1) ?? [];
    const rows = await this.kit.store
      .collection<DifficultyDoc>(DIFFICULTIES)
      .find({
        areaPath: version.id,
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { _id: { $lt: after } }),
      })
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
    const page = pageOfRows(rows, limit, (row) => [row._id]);
    return { items: page.rows.map(difficultyView), nextCursor: page.nextCursor };
  }

  /** The area named, which must be the plan's own or lie above it; else the level above. */
  private raisedTo(plan: PlanDoc, code: string | undefined): AreaVersion {
    const { tree } = this.kit.areas;
    const path = plan.areaPath.map((id) => tree.byId(id));
    const found = code === undefined ? (path[1] ?? path[0]) : path.find((one) => one.code === code);
    if (found === undefined) {
      throw new ProblemError('rule-violated', {
        detail: 'Chỉ báo lên cấp mình hoặc cấp trên / A difficulty goes to the own level or one above',
      });
    }
    return found;
  }
}

function told(doc: DifficultyDoc, plan: PlanDoc, on: PlainDate): DifficultyRaised {
  return {
    ...{ difficultyId: doc._id, taskId: doc.taskId, planId: plan._id, ref: doc.ref, on },
    raisedBy: { areaVersion: doc.areaVersion, agency: plan.agency?.slug ?? null },
    raisedTo: { areaVersion: doc.raisedTo.areaVersion, agency: null },
  };
}
