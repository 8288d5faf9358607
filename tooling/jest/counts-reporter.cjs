'use strict';
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { stripVTControlCharacters } = require('node:util');

const MESSAGE_LENGTH = 1500;

/** What failed: the test's full name and the head of what it said, without colours. */
function failuresOf(results) {
  return results.testResults.flatMap((file) => {
    const failed = file.testResults.filter(({ status }) => status === 'failed');
    const tests = failed.map(({ fullName, failureMessages }) => ({ test: fullName, message: plain(failureMessages.join('\n')) }));
    return file.testExecError ? [...tests, { test: file.testFilePath, message: plain(file.failureMessage ?? '') }] : tests;
  });
}

const plain = (text) => stripVTControlCharacters(text).slice(0, MESSAGE_LENGTH);

/**
 * Writes a run's counts and failures to `<THONGSUOT_TEST_RESULTS>/<package>.<script>.json`, for the table at the end of `npm test`.
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
      failures: failuresOf(results),
    };
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `${name}.${script}.json`.replaceAll(/[^\w.-]+/g, '-')), JSON.stringify(counts));
  }
};
