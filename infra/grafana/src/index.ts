export { dashboards, generatedFiles } from './dashboards';
export { METRICS } from './metrics';
export { type DashboardQuery, panelQueries, panelsOf } from './queries';
