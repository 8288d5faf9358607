import { Controller } from '@nestjs/common';
import { ProblemError, addPlanTask, listShortcomings, type AnswerOf, type InputOf } from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { shortcomingsOf } from '../../domain/plan/shortcomings';
import { addTask } from '../../features/add-task/add-task';
import { loadPlan } from '../../features/plan-aggregate';
import type { DifficultyDoc, InspectionDoc, PlanDoc, TaskDoc } from '../../features/records';
import { DIFFICULTIES, INSPECTIONS, PLANS, TASKS } from '../store/collections';
import { readPlans, workIn } from '../store/work';
import { underRules } from './rules';
import { assertMayUse } from './scope';
import { taskItem } from './views';

/** Tasks that come to a plan after it was drawn up. */
@Controller()
export class AddedTasksController {
  constructor(private readonly kit: Kit) {}

  @Handles(addPlanTask)
  add(
    @Input() input: InputOf<typeof addPlanTask>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof addPlanTask>> {
    const { kit } = this;
    const { origin, ...given } = input.body;
    const context = { today: kit.clock.today(), tree: kit.areas.tree };
    return underRules(async () => {
      const { answer } = await kit.commands.run(key, async (tx) => {
        const work = workIn(tx, kit.areas.tree);
        const doc = await loadPlan(work, input.params.id);
        assertMayUse(kit, caller, doc.areaVersion);
        const who = { by: caller.subject, at: kit.clock.now().toISOString() };
        const { plan, task } = await addTask(work, doc, { ...given, origin: { ...origin, ...who } }, context);
        const lines = await work.tasks.ofTask(task.id);
        const items = lines.map((line) => taskItem(line, context));
        return { taskId: task.id, ref: task.ref, unchanged: plan === doc, items };
      });
      return answer;
    });
  }

  @Handles(listShortcomings)
  async shortcomings(
    @Input() input: InputOf<typeof listShortcomings>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listShortcomings>> {
    const { store } = this.kit;
    const plan = await readPlans(store).find(input.params.id);
    if (plan === null) throw new ProblemError('not-found');
    const { areaVersion } = plan;
    assertMayUse(this.kit, caller, areaVersion);
    const year = plan.year - 1;
    const before = await store
      .collection<PlanDoc>(PLANS)
      .find({ areaVersion, year, state: 'issued' } as object)
      .toArray();
    const own = before.filter((one) => one.agency?.slug === plan.agency?.slug).map((one) => one._id);
    const lines = await store
      .collection<TaskDoc>(TASKS)
      .find({ planId: { $in: own } })
      .toArray();
    const tasksOf = lines.map((line) => line.taskId);
    const difficulties = await store
      .collection<DifficultyDoc>(DIFFICULTIES)
      .find({ areaPath: areaVersion, state: 'open' } as object)
      .toArray();
    const inspections = await store
      .collection<InspectionDoc>(INSPECTIONS)
      .find({ areaPath: areaVersion, state: 'recorded' } as object)
      .toArray();
    const endOfYear = `${year}-12-31`;
    const today = this.kit.clock.today();
    const items = shortcomingsOf(
      {
        lines: lines.map((line) => {
          const { status, late } = taskItem(line, { today });
          return { id: line._id, ref: line.ref, title: line.title, status, late };
        }),
        inspections: inspections.filter(
          (one) => one.inspected.areaVersion === areaVersion && one.to <= endOfYear && one.from >= `${year}-01-01`,
        ),
        difficulties: difficulties.filter((one) => tasksOf.includes(one.taskId)),
      },
      plan.tasks,
    );
    return { year, items: items.map((one) => ({ ...one })) };
  }
}
