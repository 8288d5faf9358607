import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { METRICS, panelQueries } from '@thongsuot/grafana';
import { parse, stringify } from 'yaml';
import { promtool, ROOT, run } from '../src';
import { describeWith } from './with-tool';

const RULES = join(ROOT, 'infra/prometheus/rules');
const rules = readdirSync(RULES)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap(
    (name) =>
      (parse(readFileSync(join(RULES, name), 'utf8')) as { groups: { rules: { record?: string; expr: string }[] }[] }).groups,
  )
  .flatMap((group) => group.rules);

/** What promtool says about these queries, each taken as a recording rule. */
function check(expressions: readonly string[]): ReturnType<typeof run> {
  const folder = mkdtempSync(join(tmpdir(), 'queries-'));
  try {
    const asRules = expressions.map((expr, index) => ({ record: `query:${String(index)}`, expr }));
    writeFileSync(join(folder, 'queries.yaml'), stringify({ groups: [{ name: 'queries', rules: asRules }] }));
    return run(promtool(), ['check', 'rules', 'queries.yaml'], folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('rules', () => {
  it('read only metrics that the services expose, or that another rule records', () => {
    const recorded = rules.flatMap(({ record }) => record ?? []);
    const read = rules.flatMap(({ expr }) => expr.replaceAll(/"[^"]*"/g, '').match(/thongsuot[_:][a-z0-9_:]+/g) ?? []);
    expect(read.length).toBeGreaterThan(rules.length);
    expect(read.filter((name) => !(name in METRICS) && !recorded.includes(name))).toEqual([]);
  });
});

describeWith('queries of the dashboards', [promtool()], () => {
  it('are PromQL', () => {
    const { code, output } = check(panelQueries().map((query) => query.expr));
    expect(output).not.toMatch(/FAILED/);
    expect(code).toBe(0);
  });

  it('would not pass with a bracket missing', () => {
    expect(check(['sum(thongsuot_parked_events']).code).not.toBe(0);
  });
});
