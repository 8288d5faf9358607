import { calendarYear, halfMonthOf, type Period } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import type { Kit, Worker } from '@thongsuot/service-kit';
import { COUNTRY_ID, type AreaVersion } from '@thongsuot/areas';
import { Gauge } from 'prom-client';
import type { FigureWindow } from '../domain/window';
import { answerRollUp, type Figures } from '../features/answer-roll-up/answer-roll-up';
import { measureGoals } from '../features/measure-targets/measure-targets';
import type { Projection } from './store/projection';

const EVERY_MS = 15_000;

/**
 * Gauges of II.06a for provinces and districts that have anything, and of the targets that plans set: this calendar year up to
 * the business day's half-month. Communes are left out: ten thousand of them would drown a Prometheus.
 */
export class MetricsWorker implements Worker {
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private readonly dossiers: Gauge;
  private readonly ratio: Gauge;
  private readonly state: Gauge;

  constructor(
    private readonly kit: Kit,
    private readonly projection: Projection,
    private readonly figures: Figures,
  ) {
    const registers = [kit.registry];
    const gauge = (name: string, help: string, labelNames: string[]): Gauge =>
      new Gauge({ name: `thongsuot_${name}`, help, labelNames, registers });
    this.dossiers = gauge('rollup_dossiers', 'Cells of II.06a, this calendar year to the business day', [
      'area',
      'level',
      'column',
    ]);
    this.ratio = gauge('target_ratio', 'Share reached of what a plan targets', ['area', 'target']);
    this.state = gauge('target_state', '1 where the target is met, 0 where not', ['area', 'target']);
  }

  start(): void {
    this.timer = setInterval(() => {
      this.work = this.work
        .then(() => this.refresh())
        .catch((error: unknown) => {
          this.kit.logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'gauges not refreshed');
        });
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.work;
  }

  /** Reads the figures of the country down to its districts; areas without any are stepped over. */
  async refresh(): Promise<void> {
    const form = this.projection.declarations.forms.get('II.06a');
    if (!form) return;
    const { tree } = this.kit.areas;
    const on = this.kit.clock.today();
    const window = yearTo(on);
    const ask = (area: AreaVersion): ReturnType<typeof answerRollUp> =>
      answerRollUp(this.figures, tree, { form, area, window, reading: 'as-was', on });
    const country = await ask(tree.byId(COUNTRY_ID));
    for (const province of country.children) {
      if (Object.values(province.cells).every((count) => count === 0)) continue;
      const area = tree.byId(province.area);
      this.setCells(area, province.cells);
      const below = await ask(area);
      for (const child of below.children) {
        const district = tree.byId(child.area);
        if (district.level === 'district') this.setCells(district, child.cells);
      }
    }
    await this.setTargets(window, on);
  }

  private setCells({ code, level }: AreaVersion, cells: Readonly<Record<string, number | null>>): void {
    for (const [column, count] of Object.entries(cells))
      if (count !== null) this.dossiers.set({ area: code, level, column }, count);
  }

  private async setTargets(window: FigureWindow, on: PlainDate): Promise<void> {
    const { forms, targets } = this.projection.declarations;
    const { tree } = this.kit.areas;
    for (const plan of await this.projection.plans.ofYear(Number(on.slice(0, 4)))) {
      const area = tree.findById(plan.area);
      if (!area) continue;
      for (const { target, ratio, state } of await measureGoals(
        { figures: this.figures, tree, forms, targets },
        plan.targets,
        area,
        window,
        on,
      )) {
        if (ratio !== null) this.ratio.set({ area: area.code, target: target.key }, ratio);
        if (state === 'met' || state === 'missed')
          this.state.set({ area: area.code, target: target.key }, state === 'met' ? 1 : 0);
      }
    }
  }
}

function yearTo(on: PlainDate): FigureWindow {
  const { from } = calendarYear(Number(on.slice(0, 4)));
  const period: Period = { code: `${from}..${on}`, from, to: on };
  return { period, halves: { from: halfMonthOf(from), to: halfMonthOf(on) } };
}
