import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseDocument } from 'yaml';
import { promtool, ROOT, run } from '../src';
import { describeWith } from './with-tool';

const HOME = join(ROOT, 'infra/prometheus');
const yamlIn = (folder: string): string[] =>
  readdirSync(join(HOME, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name));
const RULES = yamlIn('rules');
const TESTS = yamlIn('rules/tests');

interface Alert {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}
const alerts = RULES.flatMap(
  (file) => (parse(readFileSync(join(HOME, file), 'utf8')) as { groups: { rules: Partial<Alert>[] }[] }).groups,
)
  .flatMap(({ rules }) => rules)
  .filter((rule): rule is Alert => rule.alert !== undefined);

describe('alert rules', () => {
  it.each(alerts.map((alert) => [alert.alert, alert] as const))(
    '%s says what to do, in Vietnamese and English',
    (_name, { labels, annotations }) => {
      expect(['page', 'ticket']).toContain(labels.severity);
      expect(annotations.summary).toMatch(/ \/ /);
      expect(annotations.description).toMatch(/ \/ /);
      expect(annotations.runbook).toMatch(/^docs\/runbooks\/[a-z-]+\.md$/);
      expect(existsSync(join(ROOT, annotations.runbook ?? ''))).toBe(true);
    },
  );

  it('each has a promtool test that sees it fire', () => {
    const fired = TESTS.flatMap((file) => {
      const { tests } = parse(readFileSync(join(HOME, file), 'utf8')) as {
        tests: { alert_rule_test?: { alertname: string; exp_alerts: unknown[] }[] }[];
      };
      return tests.flatMap((test) => test.alert_rule_test ?? []).filter((expected) => expected.exp_alerts.length > 0);
    });
    expect([...new Set(fired.map(({ alertname }) => alertname))].sort()).toEqual(alerts.map(({ alert }) => alert).sort());
  });
});

describeWith('promtool', [promtool()], () => {
  it('finds the rules well formed', () => {
    const { code, output } = run(promtool(), ['check', 'rules', ...RULES], HOME);
    expect(output).not.toMatch(/FAILED/);
    expect(code).toBe(0);
  });

  it('sees each alert fire when it should, and only then', () => {
    const { code, output } = run(promtool(), ['test', 'rules', ...TESTS], HOME);
    expect(output).not.toMatch(/FAILED/);
    expect(code).toBe(0);
  });

  it.each(['prometheus.yaml', 'prometheus.laptop.yaml'])('finds %s well formed', (file) => {
    const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
    try {
      symlinkSync(join(HOME, 'rules'), join(folder, 'rules'));
      const config = parseDocument(readFileSync(join(HOME, file), 'utf8'));
      // Debian's build knows no Kubernetes discovery; the rest of the job is checked.
      config.deleteIn(['scrape_configs', 0, 'kubernetes_sd_configs']);
      writeFileSync(join(folder, file), config.toString());
      const { code, output } = run(promtool(), ['check', 'config', file], folder);
      expect(output).not.toMatch(/FAILED/);
      expect(code).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
