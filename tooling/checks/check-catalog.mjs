#!/usr/bin/env node
/**
 * Versions that two packages share stand once, in the catalog of pnpm-workspace.yaml. Prints each package.json that pins such a
 * dependency itself, each range that is not exact, and each catalog entry nobody uses; exits with 1 when there is one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspacePackages } from '../bootstrap/packages.mjs';
import { root } from '../bootstrap/shell.mjs';

const FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies'];
const uses = new Map();
for (const directory of ['.', ...workspacePackages().map((one) => one.directory)]) {
  const file = join(directory, 'package.json');
  const manifest = JSON.parse(readFileSync(join(root, file), 'utf8'));
  for (const [name, version] of FIELDS.flatMap((field) => Object.entries(manifest[field] ?? {}))) {
    if (version.startsWith('workspace:')) continue;
    uses.set(name, [...(uses.get(name) ?? []), { file, version }]);
  }
}

const catalogText = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').split(/^catalog:\n/m)[1] ?? '';
const catalog = new Set([...catalogText.matchAll(/^ {2}'?([^'\s#][^'\s]*?)'?: /gm)].map(([, name]) => name));

const problems = [];
for (const [name, places] of uses) {
  for (const { file, version } of places) {
    if (version === 'catalog:') continue;
    if (places.length > 1) problems.push(`${file}: ${name} ${version} is used by ${places.length} packages; write "catalog:"`);
    else if (!/^\d/.test(version)) problems.push(`${file}: ${name} ${version} is not an exact version`);
  }
}
for (const name of catalog) if (!uses.has(name)) problems.push(`pnpm-workspace.yaml: nobody uses ${name}`);

for (const problem of problems.sort()) console.error(problem);
console.error(
  problems.length === 0
    ? `catalog: ${catalog.size} versions, all shared ones stand there`
    : `catalog: ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
