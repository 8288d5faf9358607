import { type Dashboard, type Panel, type VariableModel, VariableType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery as PrometheusQuery } from '@grafana/grafana-foundation-sdk/prometheus';
import { METRICS } from './metrics';
import { dashboards } from './dashboards';

/** One query a dashboard sends to Prometheus. */
export interface DashboardQuery {
  /** File name of the dashboard without `.json`. */
  readonly dashboard: string;
  /** `panel` draws data; `variable` fills a drop-down. */
  readonly kind: 'panel' | 'variable';
  /** Title of the panel, or name of the variable. */
  readonly panel: string;
  readonly refId: string;
  /** As written in the dashboard, with Grafana's variables. */
  readonly template: string;
  /** Ready for `/api/v1/query`: every variable means "all", `$__rate_interval` is one minute. */
  readonly expr: string;
  /** Names of the metrics it reads, sorted. */
  readonly metrics: readonly string[];
}

const LABEL_VALUES = /^label_values\((.+), (\w+)\)$/;

function executable(template: string): string {
  return template.replaceAll('$__rate_interval', '1m').replaceAll(/"\$\w+"/g, '".*"');
}

/** Names of the metrics in a PromQL text: identifiers that are in the table of metrics, or look like one of ours. */
function metricsOf(expr: string): string[] {
  const words = expr.replaceAll(/"[^"]*"/g, '').match(/[a-z_][a-z0-9_]*/g) ?? [];
  return [...new Set(words.filter((word) => word in METRICS || word.startsWith('thongsuot_')))].sort();
}

function query(dashboard: string, kind: DashboardQuery['kind'], panel: string, refId: string, template: string): DashboardQuery {
  const expr = executable(template);
  return { dashboard, kind, panel, refId, template, expr, metrics: metricsOf(expr) };
}

function variableQuery(dashboard: string, variable: VariableModel): DashboardQuery[] {
  const match = typeof variable.query === 'string' ? LABEL_VALUES.exec(variable.query) : null;
  if (variable.type !== VariableType.Query || match === null) return [];
  return [query(dashboard, 'variable', variable.name, '', `group by (${match[2] ?? ''}) (${match[1] ?? ''})`)];
}

/** Panels of a dashboard, those inside collapsed rows included; the rows themselves draw nothing and are left out. */
export function panelsOf(dashboard: Dashboard): Panel[] {
  return (dashboard.panels ?? []).flatMap((item) =>
    item.type === 'row' ? ((item as { panels?: Panel[] }).panels ?? []) : [item as Panel],
  );
}

/**
 * Every query of every dashboard, panels and variables, in the order of the dashboards.
 * The end-to-end test runs each on a Prometheus that scrapes the running services.
 */
export function panelQueries(): DashboardQuery[] {
  return Object.entries(dashboards()).flatMap(([name, dashboard]) => [
    ...(dashboard.templating?.list ?? []).flatMap((variable) => variableQuery(name, variable)),
    ...panelsOf(dashboard).flatMap((panel) =>
      (panel.targets ?? []).map((target) => {
        const { refId = '', expr } = target as PrometheusQuery;
        return query(name, 'panel', panel.title ?? '', refId, expr);
      }),
    ),
  ]);
}
