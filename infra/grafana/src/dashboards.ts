import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { httpDashboard } from './http.dashboard';
import { reliabilityDashboard } from './reliability.dashboard';
import { rollupDashboard } from './rollup.dashboard';

/** Every dashboard, keyed by the file name (without `.json`) it is generated as. */
export function dashboards(): Record<'rollup' | 'reliability' | 'http', Dashboard> {
  return { rollup: rollupDashboard().build(), reliability: reliabilityDashboard().build(), http: httpDashboard().build() };
}

/** Text of each generated file, keyed by file name. */
export function generatedFiles(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(dashboards()).map(([name, dashboard]) => [`${name}.json`, `${JSON.stringify(dashboard, null, 2)}\n`]),
  );
}
