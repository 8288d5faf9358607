'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const { exclude: _exclude, $schema: _schema, ...swc } = JSON.parse(readFileSync(join(__dirname, '../swc/swcrc.json'), 'utf8'));

/**
 * Jest settings shared by every package.
 * `unit`: pure tests beside the source (`src/**\/*.spec.ts`).
 * `int`: tests against real engines (`test/**\/*.int.spec.ts`), one worker, longer time-outs.
 * Workspace packages resolve through the `source` export condition, so a test never reads a stale `dist`.
 */
const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: { '^.+\\.tsx?$': [require.resolve('@swc/jest'), { ...swc, swcrc: false }] },
  reporters: ['default', require.resolve('./counts-reporter.cjs')],
  moduleFileExtensions: ['ts', 'js', 'json', 'cjs', 'mjs'],
};
module.exports = {
  // No unit test is timed: a crowded machine makes none of them fail.
  unit: { ...shared, testTimeout: 60000, testMatch: ['**/src/**/*.spec.ts'], maxWorkers: 1 },
  int: { ...shared, testMatch: ['**/test/**/*.int.spec.ts'], testTimeout: 60000, maxWorkers: 1 },
};
