#!/usr/bin/env node
/**
 * The one way into the project: `npm start`, `npm test` and the other scripts of package.json come here. Needs nothing but
 * Node: it gets pnpm, the dependencies and a build first, each skipped when it is there already.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, checkNode, ensureInstalled } from './install.mjs';
import { home, mustRun, root, run, UserError } from './shell.mjs';
import { runAllTests } from './test.mjs';

const enginesCli = join(root, 'infra', 'engines', 'dist', 'cli.js');
/** What the demonstration keeps of a play whose data is gone after a reset. */
const DEMONSTRATION_FILES = ['scenario', 'scenario.json', 'clock.json', 'run.json'];

const commands = {
  start: async (flags) => {
    await prepare('@thongsuot/engines', '@thongsuot/scenario', './apps/*');
    await enginesUp();
    return run(process.execPath, [join(root, 'tooling', 'scenario', 'dist', 'cli.js'), 'start', ...flags]);
  },
  stop: () => engines('stop'),
  reset: async () => {
    const code = await engines('reset');
    for (const name of DEMONSTRATION_FILES) rmSync(join(home, name), { recursive: true, force: true });
    return code;
  },
  test: async () => {
    rmSync(join(home, 'test-summary.json'), { force: true });
    await prepare('@thongsuot/engines');
    await enginesUp();
    return runAllTests();
  },
  faults: (flags) => script('@thongsuot/e2e', 'faults', flags),
  soak: (flags) => script('@thongsuot/e2e', 'soak', flags),
  bench: (flags) => script('@thongsuot/bench', 'bench', flags),
  ci: () => run('bash', [join(root, '.ci', 'run')]),
};

async function prepare(...packages) {
  await ensureInstalled();
  await build(...packages);
}

async function enginesUp() {
  await mustRun('engines', process.execPath, [enginesCli, 'up']);
}

/** Stops or resets; on a machine where nothing was ever started there is nothing to fetch for that. */
async function engines(command) {
  if (!existsSync(join(home, 'engines.json')) && !existsSync(join(home, 'services'))) {
    process.stdout.write('Không có gì đang chạy / nothing is running\n');
    return 0;
  }
  if (!existsSync(enginesCli)) await prepare('@thongsuot/engines');
  return run(process.execPath, [enginesCli, command]);
}

/** Runs a package's script on running engines with everything built. */
async function script(name, task, flags) {
  await prepare();
  await enginesUp();
  return run('pnpm', ['--filter', name, 'run', task, ...flags]);
}

async function main([command, ...flags]) {
  checkNode();
  const chosen = Object.hasOwn(commands, command ?? '') ? commands[command] : undefined;
  if (chosen === undefined) {
    throw new UserError(`Cách dùng / usage: node tooling/bootstrap/run.mjs ${Object.keys(commands).join('|')} [...]`);
  }
  // `npm run bench -- x` and `pnpm bench -- x` differ in whether the dashes arrive.
  return chosen(flags[0] === '--' ? flags.slice(1) : flags);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof UserError ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
