import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, runCommand } from './commands';
import { type Home, packageFile } from './home';
import { withLock } from './lock';
import { MissingProgramsError } from './messages';

/** Version of the broker in `maven/kafka/pom.xml`. */
export const KAFKA_VERSION = '4.1.0';
const LOWEST_JAVA = 17;

/** The `java` to run: that of `JAVA_HOME` where set, else the one on the PATH. */
export function javaProgram(env: NodeJS.ProcessEnv = process.env): string {
  const javaHome = env['JAVA_HOME'];
  const own = javaHome === undefined || javaHome === '' ? undefined : join(javaHome, 'bin', 'java');
  return own !== undefined && existsSync(own) ? own : 'java';
}

/** Major version out of the text of `java -version`; undefined when it holds none. */
export function javaMajor(text: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

/**
 * Folder of the broker's jars, fetched from Maven Central where they are not there yet.
 * @throws EngineUnavailableError naming Java or Maven where one is missing.
 */
export async function kafkaJars(home: Home, log: (line: string) => void): Promise<string> {
  const pom = packageFile('maven', 'kafka', 'pom.xml');
  const directory = join(home.softwareDir, `kafka-${KAFKA_VERSION}`);
  const done = join(directory, 'complete');
  const wanted = createHash('sha256').update(readFileSync(pom)).digest('hex');
  const present = (): boolean => existsSync(done) && readFileSync(done, 'utf8') === wanted;
  const java = await runCommand(javaProgram(), ['-version'], { timeoutMs: 20_000 });
  const missing = (javaMajor(java.output) ?? 0) >= LOWEST_JAVA ? [] : [`Java ${LOWEST_JAVA}`];
  if (!present() && (await runCommand('mvn', ['-version'], { timeoutMs: 30_000 })).code !== 0) missing.push('Maven');
  if (missing.length > 0) throw new MissingProgramsError(['Kafka'], missing);
  const jars = join(directory, 'lib');
  if (present()) return jars;
  mkdirSync(home.softwareDir, { recursive: true });
  await withLock(join(home.softwareDir, 'kafka-fetch.lock'), async () => {
    if (present()) return;
    log(`kafka: đang tải Kafka ${KAFKA_VERSION} từ Maven Central (khoảng 45 MB) / fetching from Maven Central (about 45 MB)`);
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(jars, { recursive: true });
    const progress = setInterval(() => {
      log(`kafka: … ${readdirSync(jars).length} jar`);
    }, 10_000);
    try {
      // -C fails on a checksum that does not fit instead of warning.
      await mustRun(
        'Kafka',
        'mvn',
        ['-q', '-B', '-C', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`, '-DincludeScope=runtime'],
        {
          timeoutMs: 10 * 60_000,
          cwd: directory,
        },
      );
    } finally {
      clearInterval(progress);
    }
    writeFileSync(done, wanted);
  });
  return jars;
}
