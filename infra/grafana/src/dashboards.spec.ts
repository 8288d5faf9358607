import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboards, generatedFiles } from './dashboards';
import { METRICS } from './metrics';
import { panelQueries, panelsOf } from './queries';

const GENERATED = join(__dirname, '..', 'generated');

describe('generated dashboards', () => {
  it('are the ones the code builds (run `pnpm run generate` after a change)', () => {
    const committed = Object.fromEntries(
      readdirSync(GENERATED).map((name) => [name, readFileSync(join(GENERATED, name), 'utf8')]),
    );
    expect(committed).toEqual(generatedFiles());
  });

  it.each(Object.entries(dashboards()))('%s titles every panel in Vietnamese, then English', (_name, dashboard) => {
    const titles = [dashboard.title, ...panelsOf(dashboard).map((panel) => panel.title)];
    expect(titles.filter((title) => !/^[^/]+ \/ [^/]+$/.test(title ?? ''))).toEqual([]);
  });

  it.each(Object.entries(dashboards()))('%s says what each panel means and reads the chosen Prometheus', (_name, dashboard) => {
    const panels = panelsOf(dashboard);
    expect(panels.length).toBeGreaterThan(5);
    expect(panels.filter((panel) => !panel.description || panel.datasource?.uid !== '${datasource}')).toEqual([]);
  });

  it('have ids of their own', () => {
    const uids = Object.values(dashboards()).map((dashboard) => dashboard.uid);
    expect(new Set(uids).size).toBe(uids.length);
  });
});

describe('panelQueries', () => {
  const queries = panelQueries();

  it('lists every target of every panel and every drop-down', () => {
    const inFiles = Object.values(generatedFiles())
      .join('')
      .match(/"expr":/g)?.length;
    expect(queries.filter((query) => query.kind === 'panel')).toHaveLength(inFiles ?? 0);
    expect(queries.filter((query) => query.kind === 'variable').map((query) => query.panel)).toEqual([
      'level',
      'area',
      'service',
      'service',
    ]);
  });

  it('leaves no Grafana variable in what Prometheus gets', () => {
    expect(queries.filter((query) => query.expr.includes('$'))).toEqual([]);
  });

  it('reads only metrics that the services expose, and at least one each', () => {
    expect(queries.filter((query) => query.metrics.length === 0)).toEqual([]);
    expect([...new Set(queries.flatMap((query) => query.metrics))].filter((metric) => !(metric in METRICS))).toEqual([]);
  });

  it('shows every metric of the table somewhere, so none is exposed unseen', () => {
    const shown = new Set(queries.flatMap((query) => query.metrics));
    expect(Object.keys(METRICS).filter((metric) => !shown.has(metric))).toEqual([]);
  });
});
