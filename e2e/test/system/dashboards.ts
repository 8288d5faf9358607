import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { panelQueries } from '@thongsuot/grafana';
import { waitUntil } from '@thongsuot/testing';
import type { MainJob } from '../../src/main-job';

const RULES = join(__dirname, '..', '..', '..', 'infra', 'prometheus', 'rules');
/** Counters that nothing has happened to yet have no series on a healthy system. */
const ONLY_WHEN_THINGS_GO_WRONG = /event_gaps_total|events_repeated_total|status=~"5|status=~"4/;

interface QueryAnswer {
  readonly status: string;
  readonly error?: string;
  readonly data?: { readonly result: readonly unknown[] };
}

/** Each query of each dashboard, on a real Prometheus that scrapes the running services. */
export function describeDashboards(job: () => MainJob): void {
  const hasPrometheus = spawnSync('prometheus', ['--version']).status === 0;
  // Counted as skipped where Prometheus is not installed; npm test installs it on Debian as root.
  const itOnPrometheus = hasPrometheus ? it : it.skip;
  const folder = mkdtempSync(join(tmpdir(), 'thong-suot-prometheus-'));
  let prometheus: ChildProcess | undefined;
  let url = '';

  beforeAll(async () => {
    if (!hasPrometheus) return;
    const { gateway, services } = job().run;
    const targets = Object.entries({ gateway, ...services }).map(([app, address]) => ({
      targets: [new URL(address).host],
      labels: { app },
    }));
    const config = {
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [join(RULES, '*.yaml')],
      scrape_configs: [{ job_name: 'thong-suot', static_configs: targets }],
    };
    // JSON is YAML.
    writeFileSync(join(folder, 'prometheus.yaml'), JSON.stringify(config));
    url = `http://127.0.0.1:${String(await freePort())}`;
    const args = [
      `--config.file=${join(folder, 'prometheus.yaml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${new URL(url).host}`,
    ];
    prometheus = spawn('prometheus', args, { stdio: 'ignore' });
    const up = async (): Promise<boolean> =>
      ((await ask('sum(up{job="thong-suot"})')).data?.result[0] as { value: [number, string] } | undefined)?.value[1] ===
      String(targets.length);
    await waitUntil(() => up().catch(() => false), { timeoutMs: 60_000 });
    // Rates need two scrapes of every target.
    const rated = async (): Promise<boolean> =>
      ((await ask('rate(process_cpu_seconds_total[1m])')).data?.result.length ?? 0) === targets.length;
    await waitUntil(() => rated().catch(() => false), { timeoutMs: 30_000 });
  }, 120_000);
  afterAll(async () => {
    if (prometheus) {
      const ended = new Promise((resolve) => prometheus?.once('exit', resolve));
      prometheus.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (expr: string): Promise<QueryAnswer> => {
    const response = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query: expr }).toString()}`);
    return (await response.json()) as QueryAnswer;
  };

  itOnPrometheus.each(panelQueries().map((query) => [`${query.dashboard}: ${query.panel} ${query.refId}`, query] as const))(
    '%s returns data',
    async (_, query) => {
      const answer = await ask(query.expr);
      expect([answer.status, answer.error]).toEqual(['success', undefined]);
      if (!ONLY_WHEN_THINGS_GO_WRONG.test(query.expr)) expect(answer.data?.result.length).toBeGreaterThan(0);
    },
  );

  itOnPrometheus('no alert fires on the healthy system', async () => {
    const answer = await ask('ALERTS{alertstate="firing"}');
    expect(answer.data?.result).toEqual([]);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
