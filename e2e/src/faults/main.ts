import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureEngines, killEngine, resetEngines, startEngine } from '@thongsuot/engines';
import { runFaults } from './run-faults';

const KILLS_PER_ENGINE_FAULT = 15;

/**
 * `node dist/faults/main.js --kills 30 [--seed 7]`: engines of its own, killed as well. Prints one line of JSON; ends with 1
 * where anything was lost, doubled or parked. The logs of its processes are kept where it failed.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } } });
  const kills = Number(values.kills);
  const home = mkdtempSync(join(tmpdir(), 'thongsuot-faults-'));
  const engines = await ensureEngines({ home });
  const quiet = { home, log: () => undefined };
  const broker = {
    name: 'kafka',
    fault: () =>
      killEngine('kafka', quiet)
        .then(() => sleep(1000))
        .then(() => startEngine('kafka', quiet)),
  };
  const store = {
    name: 'mongodb',
    fault: () =>
      killEngine('mongodb', quiet)
        .then(() => sleep(500))
        .then(() => startEngine('mongodb', quiet)),
  };
  const engineFaults = Array.from({ length: Math.max(2, Math.floor(kills / KILLS_PER_ENGINE_FAULT)) }, (_, index) => {
    const { name, fault } = index % 2 === 0 ? broker : store;
    return { name, fault: () => fault().then(() => undefined) };
  });
  let sound = false;
  try {
    const report = await runFaults({
      kills,
      mongodbUri: engines.mongodb.uri,
      brokers: engines.kafka.brokers,
      namespace: 'faults',
      logs: join(home, 'logs'),
      seed: Number(values.seed),
      engineFaults,
    });
    sound = report.lost + report.doubled + report.parked + report.waitingPacks === 0;
    process.stdout.write(`${JSON.stringify({ sound, ...report })}\n`);
  } finally {
    await resetEngines(quiet);
    if (sound) rmSync(home, { recursive: true, force: true });
    else process.stderr.write(`logs: ${join(home, 'logs')}\n`);
  }
  return sound ? 0 : 1;
}

void main().then((code) => {
  process.exitCode = code;
});
