import { Controller } from '@nestjs/common';
import {
  ProblemError,
  cascadePlan,
  getLineage,
  recordLineage,
  type AnswerOf,
  type InputOf,
  type LineageView,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, Raw, assertIfMatch, type Caller, type KitRequest } from '@thongsuot/service-kit';
import type { PlanTask } from '../../domain/plan/plan';
import { cascadePlan as cascade } from '../../features/cascade-plan/cascade-plan';
import { unitRef } from '../../features/cover-plan/coverage-matrix';
import { loadPlan } from '../../features/plan-aggregate';
import { lineageRows, parentOf, recordLineage as record } from '../../features/record-lineage/record-lineage';
import type { PlanDoc } from '../../features/records';
import { readPlans, workIn } from '../store/work';
import { underRules } from './rules';
import { assertMayUse } from './scope';

/** Plans handed down, and what plans below make of them. */
@Controller()
export class LineageController {
  constructor(private readonly kit: Kit) {}

  @Handles(cascadePlan)
  async cascade(
    @Input() input: InputOf<typeof cascadePlan>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof cascadePlan>> {
    const { kit } = this;
    const { tree } = kit.areas;
    const { to, agencies } = input.body;
    const { answer } = await kit.commands.run(key, async (tx) => {
      const work = workIn(tx, tree);
      const parent = await loadPlan(work, input.params.id);
      assertMayUse(kit, caller, parent.areaVersion);
      const below = (unit: { areaVersion: string; agency: string | null }): boolean =>
        unit.agency === null ? unit.areaVersion !== parent.areaVersion : agencies;
      const handed = await cascade(
        work,
        parent,
        (unit) => (to === undefined ? below(unit) : to.includes(unitRef(tree, unit))),
        { by: caller.subject, at: kit.clock.now() },
        tree,
      );
      return {
        items: handed.map(({ unit, plan, unchanged }) => ({
          ...{ unit: unitRef(tree, unit), name: unit.name, planId: plan._id, tasks: plan.tasks.length, unchanged },
        })),
      };
    });
    return answer;
  }

  @Handles(getLineage)
  async get(@Input() input: InputOf<typeof getLineage>, @From() caller: Caller): Promise<LineageView> {
    const plans = readPlans(this.kit.store);
    const plan = await plans.find(input.params.id);
    if (plan === null) throw new ProblemError('not-found');
    assertMayUse(this.kit, caller, plan.areaVersion);
    const parent = await parentOf(plans, plan);
    if (parent === null) throw new ProblemError('not-found');
    return lineageView(plan, parent);
  }

  @Handles(recordLineage)
  record(
    @Input() input: InputOf<typeof recordLineage>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<LineageView> {
    const { kit } = this;
    return underRules(async () => {
      const { answer } = await kit.commands.run(key, async (tx) => {
        const work = workIn(tx, kit.areas.tree);
        const plan = await loadPlan(work, input.params.id);
        assertMayUse(kit, caller, plan.areaVersion);
        if (request.headers['if-match'] !== undefined) assertIfMatch(request, plan.rev);
        const next = await record(work, plan, {
          ...{ parentPlanId: input.body.parentPlanId, entries: input.body.entries, by: caller.subject },
          at: kit.clock.now().toISOString(),
        });
        const parent = await parentOf(work.plans, next);
        if (parent === null) throw new ProblemError('not-found');
        return lineageView(next, parent);
      });
      return answer;
    });
  }
}

const named = (task: PlanTask): { id: string; ref: string; title: string } => ({ id: task.id, ref: task.ref, title: task.title });

function lineageView(plan: PlanDoc, parent: PlanDoc): LineageView {
  return {
    ...{ planId: plan._id, rev: plan.rev, parentPlanId: parent._id, parentNumber: parent.number },
    items: lineageRows(plan, parent).map(({ parent: above, line, proposed, later }) => {
      const task = plan.tasks.find((one) => one.id === line?.taskId);
      return {
        parent: { ...named(above), time: above.time },
        stance: line?.stance ?? null,
        task: task === undefined ? null : named(task),
        proposed: proposed && named(proposed),
        ...{ reason: line?.reason ?? null, by: line?.by ?? null, at: line?.at ?? null },
        later: [...later],
      };
    }),
  };
}
