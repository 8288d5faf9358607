import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@thongsuot/calendar';
import { ensureEngines } from '@thongsuot/engines';
import { Tokens } from '@thongsuot/service-kit';
import { cleanNamespace } from '@thongsuot/testing';
import { MongoClient } from 'mongodb';
import { machine, whole } from '../machine';
import { SYNTHETIC } from '../rollup/synthetic-tree';
import { PUBLICATION, appliedIn, procedureOf, seed } from './seed';

const QUERIES = [
  'khai sinh',
  'DAT dai',
  'cấp lại giấy phép',
  '1.0012',
  'ho kinh doanh to chuc',
  'sự kiện 7',
  'co quan 12',
  'linh vuc 33',
];

/**
 * The catalogue of a country, communes that apply some 250 procedures on three channels, and a decision of every province that
 * binds them all: how long coverage and search take and what the service holds in memory.
 */
export async function benchPublication(asks: number): Promise<Record<string, unknown>> {
  const engines = await ensureEngines({ log: () => undefined });
  const namespace = `bench-${randomBytes(4).toString('hex')}`;
  const TOKEN_KEY = randomBytes(32).toString('hex');
  const env = {
    ...{ PORT: '0', HOST: '127.0.0.1', MONGODB_URI: engines.mongodb.uri, KAFKA_BROKERS: engines.kafka.brokers.join(',') },
    ...{ NAMESPACE: namespace, TOKEN_KEY, LOG_LEVEL: 'error' },
  };
  const store = await MongoClient.connect(engines.mongodb.uri);
  let child: ChildProcess | undefined;
  const log = (text: string): boolean => process.stderr.write(`${text}\n`);
  try {
    const seeding = performance.now();
    const { cells } = await seed(store.db(`${namespace}-procedure-publication`));
    log(`seeded ${cells} posted cells in ${whole((performance.now() - seeding) / 1000)} s`);
    const started = await start({ ...process.env, ...env });
    child = started.child;
    const token = await new Tokens(TOKEN_KEY).sign({ subject: 'bench', role: 'administrator' }, '2h');
    const call = async (method: string, path: string, body?: unknown): Promise<{ ms: number; body: Record<string, unknown> }> => {
      const from = performance.now();
      const answer = await fetch(`${started.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const read = (await answer.json()) as Record<string, unknown>;
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(read).slice(0, 300)}`);
      return { ms: performance.now() - from, body: read };
    };
    const first = (await call('GET', '/publication-coverage?area=00')).ms;
    log(`first coverage of the country ${whole(first)} ms, memory ${memoryOf(child)} MB`);
    const importing = performance.now();
    for (let at = 0; at < PUBLICATION.procedures; at += 500) {
      const procedures = Array.from({ length: Math.min(500, PUBLICATION.procedures - at) }, (_, index) =>
        procedureOf(at + index),
      );
      await call('POST', '/procedures/imports', { procedures });
    }
    const importSeconds = (performance.now() - importing) / 1000;
    log(`imported ${PUBLICATION.procedures} procedures in ${whole(importSeconds)} s`);
    const search = await percentiles(
      asks,
      async (at) => (await call('GET', `/procedures?q=${encodeURIComponent(QUERIES[at % QUERIES.length] ?? '')}&limit=20`)).ms,
    );
    log(`search p95 ${whole(search.p95)} ms`);
    const before = await coverageTimes(asks, call);
    log(`coverage p95 ${whole(before.p95)} ms`);
    const deciding = performance.now();
    const today = systemClock.today();
    for (let province = 0; province < SYNTHETIC.provinces; province++) {
      const items = [
        { procedureCode: appliedIn(province)[0], kind: 'amended', levels: ['commune'], channels: PUBLICATION.channels },
      ];
      const issuerArea = String(province + 1).padStart(2, '0');
      await call('POST', '/publication-decisions', {
        number: '1/QĐ-UBND',
        signedOn: today,
        effectiveOn: today,
        issuerArea,
        items,
      });
    }
    const decided = (performance.now() - deciding) / 1000;
    const openings = store.db(`${namespace}-procedure-publication`).collection('openings');
    const during = { peak: 0, times: [] as number[] };
    for (let opened = 0; opened < SYNTHETIC.communes && performance.now() - deciding < 240_000;) {
      during.times.push((await call('GET', '/publication-coverage?area=00')).ms);
      during.peak = Math.max(during.peak, memoryOf(child));
      await sleep(1_000);
      opened = await openings.countDocuments({ state: { $ne: 'waiting' } });
    }
    const opened = await openings.countDocuments({ state: { $ne: 'waiting' } });
    const effect = (performance.now() - deciding) / 1000;
    const after = await coverageTimes(asks, call);
    return {
      name: 'publication',
      ...{ ...SYNTHETIC, procedures: PUBLICATION.procedures, applied: PUBLICATION.applied, postedCells: cells },
      firstCoverageOfCountryMs: whole(first),
      coverageMs: rounded(before),
      coverageWhileOpeningMs: rounded(percentilesOf(during.times)),
      coverageAfterMs: rounded(after),
      searchMs: rounded(search),
      importSeconds: whole(importSeconds),
      decisions: { seconds: whole(decided), unitsOpened: opened, untilOpenSeconds: whole(effect) },
      memoryMb: { now: memoryOf(child), peak: peakOf(child) },
      asks,
      ...machine(engines),
    };
  } finally {
    child?.kill('SIGTERM');
    await sleep(2_000);
    await store.close();
    await cleanNamespace(namespace).catch(() => undefined);
  }
}

type Call = (method: string, path: string) => Promise<{ ms: number }>;

/** Country, provinces, districts and communes in turn. */
async function coverageTimes(asks: number, call: Call): Promise<Percentiles> {
  return percentiles(asks, async (at) => {
    const areas = [
      '00',
      String(1 + (at % SYNTHETIC.provinces)).padStart(2, '0'),
      String(1 + (at % SYNTHETIC.districts)).padStart(3, '0'),
      String(1 + ((at * 37) % SYNTHETIC.communes)).padStart(5, '0'),
    ];
    return (await call('GET', `/publication-coverage?area=${areas[at % areas.length] ?? '00'}`)).ms;
  });
}

interface Percentiles {
  p50: number;
  p95: number;
  max: number;
}

async function percentiles(asks: number, ask: (at: number) => Promise<number>): Promise<Percentiles> {
  const times: number[] = [];
  for (let at = 0; at < asks; at++) times.push(await ask(at));
  return percentilesOf(times);
}

function percentilesOf(times: readonly number[]): Percentiles {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
}

function rounded({ p50, p95, max }: Percentiles): Percentiles {
  return { p50: whole(p50), p95: whole(p95), max: whole(max) };
}

function start(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(__dirname, 'serve.js')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      reject(new Error(`the service ended with ${String(code)}`));
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      // What the service logs goes the same way.
      if (line.startsWith('http')) resolve({ child, url: line });
    });
  });
}

/** Resident memory, MB. */
function memoryOf(child: ChildProcess): number {
  return statusOf(child, 'VmRSS');
}

function peakOf(child: ChildProcess): number {
  return statusOf(child, 'VmHWM');
}

function statusOf({ pid }: ChildProcess, field: string): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return whole(Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024);
}
