import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, outputOf, root, say, toolsDir, UserError, wantedPnpm } from './shell.mjs';

/** Refuses a Node that the packages do not run on. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (fits) return;
  throw new UserError(
    `Node ${version} không phù hợp: cần Node 20.19 trở lên trong dòng 20, hoặc từ 22.12 / ` +
      `Node ${version} does not fit: Node 20.19 or later of line 20, or 22.12 and later, is needed (see .nvmrc)`,
  );
}

/** Sees to it that `pnpm` on the children's PATH is the version package.json names. */
async function ensurePnpm() {
  const wanted = wantedPnpm();
  if (outputOf('pnpm', ['--version']) === wanted) return;
  say(`đang cài pnpm ${wanted} vào .thongsuot/tools / installing pnpm ${wanted} into .thongsuot/tools`);
  mkdirSync(toolsDir, { recursive: true });
  await mustRun('pnpm', 'npm', ['install', '--prefix', toolsDir, '--no-audit', '--no-fund', '--no-save', `pnpm@${wanted}`], {
    quiet: true,
  });
  if (outputOf('pnpm', ['--version']) !== wanted)
    throw new UserError(`Không cài được pnpm ${wanted} / could not install pnpm ${wanted}`);
}

/** Installs the dependencies as the lockfile says; skipped when the last successful run had the same lockfile. */
export async function ensureInstalled() {
  await ensurePnpm();
  const stamp = join(toolsDir, 'installed');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  const done = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
  if (done && existsSync(join(root, 'node_modules', '.modules.yaml'))) return;
  say('đang cài các gói phụ thuộc / installing dependencies (pnpm install --frozen-lockfile)');
  rmSync(stamp, { force: true });
  await mustRun('pnpm', 'pnpm', ['install', '--frozen-lockfile']);
  mkdirSync(toolsDir, { recursive: true });
  writeFileSync(stamp, lock);
}

/** Builds the named packages and what they need; without names, everything. Unchanged packages come from turbo's cache. */
export async function build(...packages) {
  say(packages.length === 0 ? 'đang dựng / building' : `đang dựng / building ${packages.join(', ')}`);
  const filters = packages.map((name) => `--filter=${name}`);
  await mustRun('build', 'pnpm', ['exec', 'turbo', 'run', 'build', '--output-logs=errors-only', ...filters]);
}
