import { Controller } from '@nestjs/common';
import {
  ProblemError,
  comparePlan,
  getPlanFigures,
  type InputOf,
  type PlanComparison,
  type PlanFigures,
} from '@thongsuot/contracts';
import { From, Handles, Input, Kit, type Caller } from '@thongsuot/service-kit';
import { comparePlan as compare } from '../../domain/plan/compare';
import { figuresOf, ranked } from '../../domain/plan/figures';
import { areaWithBelow, unitsOf } from '../../features/areas-of-plans';
import { unitRef } from '../../features/cover-plan/coverage-matrix';
import type { PlanDoc, TaskDoc } from '../../features/records';
import { rankingMinimum } from '../files/alerts';
import { PLANS, TASKS } from '../store/collections';
import { assertMayUse } from './scope';
import { taskItem } from './views';

/** How a plan stands: beside another day, and by leading unit. */
@Controller()
export class StandingController {
  constructor(private readonly kit: Kit) {}

  @Handles(comparePlan)
  async compare(@Input() input: InputOf<typeof comparePlan>, @From() caller: Caller): Promise<PlanComparison> {
    const { plan, lines } = await this.read(input.params.id, caller);
    const { from } = input.query;
    const to = input.query.to ?? this.kit.clock.today();
    const { changes, counts } = compare(
      plan,
      lines.flatMap((line) => line.occurrence ?? []),
      from,
      to,
    );
    return {
      ...{ planId: plan._id, from, to, counts: counts.map((one) => ({ ...one })) },
      items: changes.map(({ task, before, after, ...change }) => ({
        ...change,
        ...{ taskId: task.id, ref: task.ref, title: task.title },
        before: typeof before === 'object' && before !== null ? [...before] : before,
        after: typeof after === 'object' && after !== null ? [...after] : after,
      })),
    };
  }

  @Handles(getPlanFigures)
  async figures(@Input() input: InputOf<typeof getPlanFigures>, @From() caller: Caller): Promise<PlanFigures> {
    const { plan, lines } = await this.read(input.params.id, caller);
    const today = this.kit.clock.today();
    const on = input.query.on ?? today;
    const { tree } = this.kit.areas;
    const shown = lines.map((line) => ({ line, item: taskItem(line, { today, on }) }));
    const area = areaWithBelow(tree, tree.byId(plan.areaVersion), plan.year);
    const units = unitsOf(
      plan.tasks.flatMap((task) => task.leads),
      area,
    );
    const rows = units.map((unit) => {
      const led = shown.filter(({ line }) =>
        line.leadUnits.some((lead) => lead.areaVersion === unit.areaVersion && lead.agency === unit.agency),
      );
      return { unit: unitRef(tree, unit), name: unit.name, ...figuresOf(led.map(({ item }) => item)) };
    });
    const minimum = rankingMinimum(on);
    return {
      ...{ planId: plan._id, asOf: on, minimum },
      total: figuresOf(shown.map(({ item }) => item)),
      items: ranked(rows, minimum),
    };
  }

  private async read(id: string, caller: Caller): Promise<{ plan: PlanDoc; lines: TaskDoc[] }> {
    const plan = await this.kit.store.collection<PlanDoc>(PLANS).findOne({ _id: id });
    if (plan === null) throw new ProblemError('not-found');
    assertMayUse(this.kit, caller, plan.areaVersion);
    const lines = await this.kit.store.collection<TaskDoc>(TASKS).find({ planId: id }).sort({ sortDue: 1, _id: 1 }).toArray();
    return { plan, lines };
  }
}
