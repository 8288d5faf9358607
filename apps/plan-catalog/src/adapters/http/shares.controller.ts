import { Controller } from '@nestjs/common';
import { ProblemError, listShares, recordShare, type InputOf, type SharesView } from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, sees, type Caller } from '@thongsuot/service-kit';
import { unitRef } from '../../features/cover-plan/coverage-matrix';
import { recordShare as record, sharesOf } from '../../features/record-share/record-share';
import type { ShareDoc, TaskDoc } from '../../features/records';
import { SHARES, TASKS } from '../store/collections';
import { workIn } from '../store/work';
import { namedLine } from './named-line';
import { underRules } from './rules';
import { assertMayUse, dayOf, unitNamed } from './scope';
import { taskItem } from './views';

/** What each unit of a task has to do, and how far it is. */
@Controller()
export class SharesController {
  constructor(private readonly kit: Kit) {}

  @Handles(listShares)
  async list(@Input() input: InputOf<typeof listShares>, @From() caller: Caller): Promise<SharesView> {
    const { store } = this.kit;
    const lines = await store.collection<TaskDoc>(TASKS).find({ taskId: input.params.id }).sort({ sortDue: 1, _id: 1 }).toArray();
    const line = namedLine(lines, input.query.occurrence);
    const told = await store.collection<ShareDoc>(SHARES).find({ lineId: line._id }).toArray();
    if (!this.hasPart(caller, line)) throw new ProblemError('forbidden');
    return this.view(line, told);
  }

  @Handles(recordShare)
  record(
    @Input() input: InputOf<typeof recordShare>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<SharesView> {
    const { kit } = this;
    const { tree } = kit.areas;
    const { occurrence, unit: ref, role, ...change } = input.body;
    return underRules(async () => {
      const { answer } = await kit.commands.run(key, async (tx) => {
        const work = workIn(tx, tree);
        const line = namedLine(await work.tasks.ofTask(input.params.id), occurrence);
        const { areaVersion, agency } = unitNamed(tree, ref, dayOf(kit, caller)).unit;
        const unit = { areaVersion, agency };
        const owns = sees(caller, tree, line.areaVersion, dayOf(kit, caller));
        // The unit itself tells how far it is; what it weighs is for the unit whose plan it is.
        if (!owns) assertMayUse(kit, caller, areaVersion);
        if (!owns && change.weight !== undefined) throw new ProblemError('forbidden');
        const act = { by: caller.subject, at: kit.clock.now().toISOString(), on: kit.clock.today() };
        const saved = await record(work, line, { unit, role, change }, act, tree);
        tx.audit({ actor: caller.subject, action: recordShare.id, subject: `task ${line._id}`, detail: { unit: ref } });
        return this.view(saved, await work.shares.ofLine(line._id));
      });
      return answer;
    });
  }

  /** The unit whose plan it is, and every unit that leads. */
  private hasPart(caller: Caller, line: TaskDoc): boolean {
    const units = [line.areaVersion, ...line.leadUnits.map((unit) => unit.areaVersion)];
    return units.some((areaVersion) => sees(caller, this.kit.areas.tree, areaVersion, dayOf(this.kit, caller)));
  }

  private view(line: TaskDoc, told: readonly ShareDoc[]): SharesView {
    const { tree } = this.kit.areas;
    return {
      task: taskItem(line, { today: this.kit.clock.today() }),
      items: sharesOf(line, told, tree).map(({ unit, ...share }) => ({ ...share, unit: unitRef(tree, unit) })),
    };
  }
}
