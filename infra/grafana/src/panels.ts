import {
  LegendDisplayMode,
  LegendPlacement,
  BigValueGraphMode,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';

const PROMETHEUS = { type: 'prometheus', uid: '${datasource}' };

/** One query of a panel: PromQL, and the legend as a Grafana template. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
}

/** What all panels share. `unit` is a Grafana unit id (`s`, `percentunit`, `short`, `reqps`, `ops`, `bytes`). */
export interface PanelSpec {
  /** Vietnamese first, then English. */
  readonly title: string;
  /** What the reader should conclude from the panel. */
  readonly description: string;
  readonly queries: readonly Query[];
  readonly unit: string;
  /** Width of 24. */
  readonly width: number;
  /** From this value on the colour is red; with `below` it is red under the value instead. */
  readonly redFrom?: number;
  readonly below?: boolean;
}

function thresholds(spec: PanelSpec): ThresholdsConfigBuilder {
  const [base, beyond] = spec.below === true ? ['red', 'green'] : ['green', 'red'];
  const steps = [{ value: null, color: base }, ...(spec.redFrom === undefined ? [] : [{ value: spec.redFrom, color: beyond }])];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}

function target(query: Query, index: number): DataqueryBuilder {
  return new DataqueryBuilder()
    .datasource(PROMETHEUS)
    .refId(String.fromCharCode('A'.charCodeAt(0) + index))
    .expr(query.expr)
    .legendFormat(query.legend);
}

/** Lines over time, with a table of last and highest values below. */
export function lines(spec: PanelSpec): timeseries.PanelBuilder {
  return new timeseries.PanelBuilder()
    .title(spec.title)
    .description(spec.description)
    .datasource(PROMETHEUS)
    .unit(spec.unit)
    .min(0)
    .height(8)
    .span(spec.width)
    .thresholds(thresholds(spec))
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs(['lastNotNull', 'max']),
    )
    .targets(spec.queries.map((query, index) => target(query, index).range()));
}

/** One large number now; green or red. */
export function number(spec: PanelSpec): stat.PanelBuilder {
  return new stat.PanelBuilder()
    .title(spec.title)
    .description(spec.description)
    .datasource(PROMETHEUS)
    .unit(spec.unit)
    .height(4)
    .span(spec.width)
    .graphMode(BigValueGraphMode.None)
    .thresholds(thresholds(spec))
    .targets(spec.queries.map((query, index) => target(query, index).instant()));
}

/** A table of the values now, one row a combination of labels. */
export function rows(spec: PanelSpec): table.PanelBuilder {
  return new table.PanelBuilder()
    .title(spec.title)
    .description(spec.description)
    .datasource(PROMETHEUS)
    .unit(spec.unit)
    .height(10)
    .span(spec.width)
    .thresholds(thresholds(spec))
    .withTransformation({ id: 'organize', options: { excludeByName: { Time: true } } })
    .targets(spec.queries.map((query, index) => target(query, index).instant().format(PromQueryFormat.Table)));
}

/** A heading between panels. */
export function heading(title: string): RowBuilder {
  return new RowBuilder(title);
}

/** A variable the reader picks one or many values of: the values of `label` on `metric`. */
export function choice(name: string, label: string, metric: string, values: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(PROMETHEUS)
    .query(`label_values(${metric}, ${values})`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*');
}

/** An empty dashboard with our defaults: business time zone, 30 s refresh, a choice of the Prometheus to read. */
export function emptyDashboard(uid: string, title: string, description: string): DashboardBuilder {
  return new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['thong-suot'])
    .timezone('Asia/Ho_Chi_Minh')
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'));
}
