import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './shell.mjs';

/** The workspace's packages: `{ name, directory, scripts, unitSpecs, intSpecs }`, sorted by directory. */
export function workspacePackages() {
  const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const patterns = /^packages:\n((?: {2}- .*\n)+)/m
    .exec(workspace)[1]
    .match(/(?<=- ).+/g)
    .map((text) => text.replaceAll(/['"]/g, '').trim());
  return patterns.flatMap(expand).sort().map(describePackage);
}

function expand(pattern) {
  const directories = pattern.endsWith('/*') ? children(pattern.slice(0, -2)) : [pattern];
  return directories.filter((directory) => existsSync(join(root, directory, 'package.json')));
}

function children(parent) {
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`);
}

function describePackage(directory) {
  const { name, scripts = {} } = JSON.parse(readFileSync(join(root, directory, 'package.json'), 'utf8'));
  const specs = (folder, ending) => countFiles(join(root, directory, folder), ending);
  return { name, directory, scripts, unitSpecs: specs('src', /\.spec\.tsx?$/), intSpecs: specs('test', /\.int\.spec\.ts$/) };
}

function countFiles(directory, ending) {
  if (!existsSync(directory)) return 0;
  let count = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue;
    if (entry.isDirectory()) count += countFiles(join(directory, entry.name), ending);
    else if (ending.test(entry.name)) count += 1;
  }
  return count;
}
