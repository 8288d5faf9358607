import { Controller } from '@nestjs/common';
import {
  ProblemError,
  addTaskEvidence,
  completeTask,
  decidePostponement,
  listTasks,
  postponeTask,
  triggerTask,
  type AnswerOf,
  type InputOf,
  type TaskItem,
} from '@thongsuot/contracts';
import type { CommandKey, Tx } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import type { Occurrence } from '../../domain/task/occurrence';
import { addEvidence, decidePostponement as decide, postpone, type Act, type Moved } from '../../domain/task/transitions';
import { completeLine } from '../../features/complete-task/complete-line';
import { triggerByHand } from '../../features/start-tasks/trigger-by-hand';
import { TASKS } from '../store/collections';
import type { TaskDoc } from '../../features/records';
import { saveMoved } from '../store/task-writes';
import { workIn } from '../store/work';
import { namedLine } from './named-line';
import { cursorOf, placeOf } from './paging';
import { underRules } from './rules';
import { assertMayUse, listedArea } from './scope';
import { taskItem } from './views';

const ROWS_A_LOOK = 200;

/** The list of tasks and what is done to them. */
@Controller()
export class TasksController {
  constructor(private readonly kit: Kit) {}

  @Handles(listTasks)
  async list(@Input() input: InputOf<typeof listTasks>, @From() caller: Caller): Promise<AnswerOf<typeof listTasks>> {
    const { area, on, status, dueBefore, limit, cursor } = input.query;
    const version = listedArea(this.kit, caller, area, on);
    const shown = { today: this.kit.clock.today(), on };
    let place = placeOf(cursor, 2);
    const items: TaskItem[] = [];
    for (;;) {
      const rows = await this.kit.store
        .collection<TaskDoc>(TASKS)
        .find({
          areaPath: version.id,
          // On another day a line may stand in another state than the stored one.
          ...(status === undefined || on !== undefined ? {} : { status }),
          ...(dueBefore === undefined ? {} : { sortDue: { $lt: dueBefore } }),
          ...after(place),
        })
        .sort({ sortDue: 1, _id: 1 })
        .limit(ROWS_A_LOOK)
        .toArray();
      for (const row of rows) {
        const item = taskItem(row, shown);
        if (status !== undefined && item.status !== status) continue;
        if (items.length === limit) return { items, nextCursor: place === undefined ? null : cursorOf(place) };
        items.push(item);
        place = [row.sortDue, row._id];
      }
      if (rows.length < ROWS_A_LOOK) return { items, nextCursor: null };
      const last = rows.at(-1);
      if (last !== undefined) place = [last.sortDue, last._id];
    }
  }

  @Handles(addTaskEvidence)
  evidence(
    @Input() input: InputOf<typeof addTaskEvidence>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<TaskItem> {
    const { occurrence, kind, reference } = input.body;
    return this.move({ id: input.params.id, occurrence, action: addTaskEvidence.id }, caller, key, (one, { by, at }) => ({
      occurrence: addEvidence(one, { kind, reference, by, at }),
      changes: [],
    }));
  }

  @Handles(completeTask)
  complete(
    @Input() input: InputOf<typeof completeTask>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<TaskItem> {
    const { occurrence, step, reason } = input.body;
    return this.move({ id: input.params.id, occurrence, action: completeTask.id }, caller, key, (one, act, line) =>
      completeLine(one, act, line, { step, reason }),
    );
  }

  @Handles(postponeTask)
  postpone(
    @Input() input: InputOf<typeof postponeTask>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<TaskItem> {
    const { occurrence, ...order } = input.body;
    const asLeader = caller.role === 'leader';
    return this.move({ id: input.params.id, occurrence, action: postponeTask.id }, caller, key, (one, act) =>
      postpone(one, { ...order, asLeader }, act),
    );
  }

  @Handles(decidePostponement)
  decidePostponement(
    @Input() input: InputOf<typeof decidePostponement>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<TaskItem> {
    const { occurrence, ...decision } = input.body;
    return this.move({ id: input.params.id, occurrence, action: decidePostponement.id }, caller, key, (one, act) =>
      decide(one, decision, act),
    );
  }

  @Handles(triggerTask)
  trigger(@Input() input: InputOf<typeof triggerTask>, @From() caller: Caller, @Key() key: CommandKey | null): Promise<TaskItem> {
    return underRules(async () => {
      const { answer } = await this.kit.commands.run(key, async (tx) => {
        const line = await triggerByHand(workIn(tx, this.kit.areas.tree), input.params.id, input.body, {
          ...{ by: caller.subject, at: this.kit.clock.now().toISOString() },
          ...{ today: this.kit.clock.today(), tree: this.kit.areas.tree },
          mayUse: (areaVersion) => {
            assertMayUse(this.kit, caller, areaVersion);
          },
        });
        return taskItem(line, { today: this.kit.clock.today() });
      });
      return answer;
    });
  }

  private move(
    of: { readonly id: string; readonly occurrence: string | undefined; readonly action: string },
    caller: Caller,
    key: CommandKey | null,
    change: (occurrence: Occurrence, act: Act, line: TaskDoc) => Moved,
  ): Promise<TaskItem> {
    return underRules(async () => {
      const { answer } = await this.kit.commands.run(key, async (tx) => {
        const line = await this.lineOf(tx, of.id, of.occurrence, caller);
        if (line.occurrence === null) throw new ProblemError('task-state-conflict');
        const act = { by: caller.subject, at: this.kit.clock.now().toISOString(), on: this.kit.clock.today() };
        const [saved = line] = await saveMoved(tx, this.kit.areas.tree, [{ line, moved: change(line.occurrence, act, line) }]);
        tx.audit({ actor: caller.subject, action: of.action, subject: `task ${line._id}` });
        return taskItem(saved, { today: act.on });
      });
      return answer;
    });
  }

  /** The occurrence named; else the unfinished one that is due next, else the last one. */
  private async lineOf(tx: Tx, taskId: string, occurrence: string | undefined, caller: Caller): Promise<TaskDoc> {
    const lines = await tx
      .collection<TaskDoc>(TASKS)
      .find({ taskId }, { session: tx.session })
      .sort({ sortDue: 1, _id: 1 })
      .toArray();
    const line = namedLine(lines, occurrence);
    assertMayUse(this.kit, caller, line.areaVersion);
    return line;
  }
}

/** The rows behind a place of the list. */
function after(place: readonly string[] | undefined): object {
  if (place === undefined) return {};
  const [due, id] = place;
  return { $or: [{ sortDue: { $gt: due } }, { sortDue: due, _id: { $gt: id } }] };
}
