import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installTestExtras } from './extras.mjs';
import { workspacePackages } from './packages.mjs';
import { home, outputOf, run, say } from './shell.mjs';

const resultsDir = join(home, 'test-results');

/**
 * Runs all tests: units two packages at a time, then those on real engines one package at a time (they share the machine), then
 * every further `test:…` script of a package (short fault test, pages).
 * @returns the exit code: 0 only when all passed and each package that has specs reported a result.
 */
export async function runAllTests() {
  await installTestExtras();
  rmSync(resultsDir, { recursive: true, force: true });
  mkdirSync(resultsDir, { recursive: true });
  const chromium = process.env.CHROMIUM_PATH ?? outputOf('sh', ['-c', 'command -v chromium']);
  const env = { THONGSUOT_TEST_RESULTS: resultsDir, ...(chromium === undefined ? {} : { CHROMIUM_PATH: chromium }) };
  const packages = workspacePackages();
  const troubles = [];
  const step = async (what, args) => {
    say(what);
    if ((await run('pnpm', args, { env })) !== 0) troubles.push(what);
  };
  const turbo = (task, concurrency) => [
    'exec',
    'turbo',
    'run',
    task,
    `--concurrency=${concurrency}`,
    '--continue=always',
    '--log-order=grouped',
  ];
  await step('kiểm thử đơn vị / unit tests', turbo('test:unit', 2));
  await step('kiểm thử tích hợp / integration tests', turbo('test:int', 1));
  for (const { name, scripts } of packages) {
    for (const script of Object.keys(scripts).filter((key) => /^test:(?!unit$|int$)/.test(key))) {
      await step(`${name} ${script}`, ['--filter', name, 'run', script]);
    }
  }
  return report(packages, readResults(), troubles);
}

function readResults() {
  if (!existsSync(resultsDir)) return [];
  return readdirSync(resultsDir).map((file) => JSON.parse(readFileSync(join(resultsDir, file), 'utf8')));
}

/** Scripts of a package that must have left a result. */
function expectedScripts({ scripts, unitSpecs, intSpecs }) {
  const further = Object.keys(scripts).filter((key) => /^test:(?!unit$|int$)/.test(key));
  return [...(unitSpecs > 0 ? ['test:unit'] : []), ...(intSpecs > 0 ? ['test:int'] : []), ...further];
}

function report(packages, results, troubles) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const rows = results
    .filter((result) => result.files > 0)
    .sort((one, other) => `${one.package} ${one.script}`.localeCompare(`${other.package} ${other.script}`));
  const line = (cells) =>
    `${cells[0].padEnd(38)}${cells[1].padEnd(14)}${cells
      .slice(2)
      .map((cell) => String(cell).padStart(9))
      .join('')}`;
  const table = [line(['package', 'script', 'passed', 'failed', 'skipped'])];
  for (const row of rows) {
    table.push(line([row.package, row.script, row.passed, row.failed, row.skipped]));
    for (const key of Object.keys(total)) total[key] += row[key];
  }
  const failures = rows.flatMap(({ package: name, script, failures: failed }) =>
    failed.map(({ test, message }) => `✗ ${name} ${script}: ${test}\n${message.trimEnd()}`),
  );
  // A run that broke off, or a script that ended badly though each of its tests passed, must not look like success.
  const silent = packages.flatMap((one) =>
    expectedScripts(one)
      .filter((script) => !results.some((result) => result.package === one.name && result.script === script))
      .map((script) => `${one.name} ${script}`),
  );
  total.failed += silent.length;
  if (total.failed === 0) total.failed += troubles.length;
  for (const trouble of troubles) failures.push(`✗ ${trouble}: kết thúc với lỗi / ended with an error`);
  for (const missing of silent) failures.push(`✗ ${missing}: không có kết quả / no result`);
  process.stdout.write(`\n${[...table, ...failures].join('\n')}\n\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  writeFileSync(join(home, 'test-summary.json'), `${JSON.stringify({ ...total, failures })}\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}
