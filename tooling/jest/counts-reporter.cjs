'use strict';
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Writes a run's counts to `<THONGSUOT_TEST_RESULTS>/<package>.<script>.json`, for the table at the end of `npm test`.
 * A file that could not even be loaded counts as one failed test.
 */
module.exports = class CountsReporter {
  constructor(globalConfig) {
    this.rootDir = globalConfig.rootDir;
  }

  onRunComplete(_contexts, results) {
    const directory = process.env.THONGSUOT_TEST_RESULTS;
    if (!directory) return;
    const { name } = JSON.parse(readFileSync(join(this.rootDir, 'package.json'), 'utf8'));
    const script = process.env.npm_lifecycle_event ?? 'jest';
    const counts = {
      package: name,
      script,
      files: results.numTotalTestSuites,
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `${name}.${script}.json`.replaceAll(/[^\w.-]+/g, '-')), JSON.stringify(counts));
  }
};
