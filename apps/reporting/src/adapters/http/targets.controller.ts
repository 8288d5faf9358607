import { Controller, Inject } from '@nestjs/common';
import { getMeasures, getTargets, type AnswerOf, type InputOf } from '@thongsuot/contracts';
import { From, Handles, Input, Kit, RUNNING, getSeenArea, type Caller, type Running } from '@thongsuot/service-kit';
import { windowOf } from '../../domain/window';
import { measureFigures, measureGoals, planYearOf } from '../../features/measure-targets/measure-targets';
import { FigureReader } from '../store/figure-reader';
import { Projection } from '../store/projection';
import { nameArea } from './asked';

/** Targets of plans beside what is reached. */
@Controller()
export class TargetsController {
  constructor(
    private readonly kit: Kit,
    private readonly projection: Projection,
    private readonly figures: FigureReader,
    @Inject(RUNNING) private readonly running: Running,
  ) {}

  @Handles(getTargets)
  async targets(@Input() { query }: InputOf<typeof getTargets>, @From() caller: Caller): Promise<AnswerOf<typeof getTargets>> {
    const { area, on } = getSeenArea(this.kit, caller, query.area, query.on);
    const window = windowOf(query);
    const { forms, targets } = this.projection.declarations;
    const tools = { figures: this.figures, tree: this.kit.areas.tree, forms, targets };
    const items = [];
    for (const plan of await this.projection.plans.ofArea(area.id, planYearOf(window))) {
      const measured = await measureGoals(tools, plan.targets, area, window, on);
      items.push(...measured.map((each) => ({ plan: { id: plan.planId, number: plan.number, year: plan.year }, ...each })));
    }
    const asOf = (this.running.consumer?.asOf() ?? this.kit.clock.now()).toISOString();
    return { area: nameArea(area), period: window.period, asOf, items };
  }

  @Handles(getMeasures)
  async measures(@Input() { query }: InputOf<typeof getMeasures>, @From() caller: Caller): Promise<AnswerOf<typeof getMeasures>> {
    const { area, on } = getSeenArea(this.kit, caller, query.area, query.on);
    const window = windowOf(query);
    const { forms, targets } = this.projection.declarations;
    const tools = { figures: this.figures, tree: this.kit.areas.tree, forms, targets };
    const rows = await this.projection.measures.ofArea(area.id, planYearOf(window));
    const measured = rows.flatMap(({ target, ...row }) => (target === null ? [] : [{ ...row, target }]));
    const goals = await measureGoals(
      tools,
      measured.map(({ target }) => target),
      area,
      window,
      on,
    );
    const tasks = measured.flatMap(({ planId, taskId, ref }, at) => {
      const goal = goals[at];
      return goal === undefined ? [] : [{ planId, taskId, ref, ...goal }];
    });
    const asOf = (this.running.consumer?.asOf() ?? this.kit.clock.now()).toISOString();
    const figures = await measureFigures(tools, area, window, on);
    return { area: nameArea(area), period: window.period, asOf, figures, tasks };
  }
}
