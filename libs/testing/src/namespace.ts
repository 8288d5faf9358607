import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';

let namespace: string | undefined;

/**
 * Prefix of every database, topic and consumer group of the test file that runs: `t-<file>-<random>`, lower case, at most
 * 30 characters (a MongoDB database name has 63). The same within a file, another one in the next file and the next run.
 */
export function testNamespace(): string {
  namespace ??= namespaceFor(currentTestFile(), randomBytes(4).toString('hex'));
  return namespace;
}

/** Builds a namespace out of a file's path and a random suffix. */
export function namespaceFor(file: string, suffix: string): string {
  const slug = basename(file)
    .replace(/(\.int)?\.spec\.tsx?$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 18)
    .replace(/^-+|-+$/g, '');
  return `t-${slug === '' ? 'test' : slug}-${suffix}`;
}

function currentTestFile(): string {
  // Outside Jest (a bench, a script) there is no `expect`.
  return typeof expect === 'undefined' ? 'script' : (expect.getState().testPath ?? 'test');
}
