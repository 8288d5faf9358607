import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './commands';
import type { Home } from './home';
import { javaProgram, kafkaJars, KAFKA_VERSION } from './kafka-jars';
import { brokerProperties } from './kafka-settings';
import { keepOrFindPort } from './ports';
import { livingProcess, startDetached } from './processes';
import { enginePaths } from './paths';
import { type EngineState, readState } from './state';

/** Starts the broker from its jars, or finds it running. @returns the ports it listens on. */
export async function startKafkaProcess(home: Home, log: (line: string) => void): Promise<EngineState> {
  const paths = enginePaths(home, 'kafka');
  const remembered = readState(home).kafka;
  if (remembered?.source === 'maven' && livingProcess(paths.pidFile) !== undefined) return remembered;
  const jars = await kafkaJars(home, log);
  const port = await keepOrFindPort(remembered?.port);
  const controllerPort = await keepOrFindPort(remembered?.controllerPort, [port]);
  const dataDir = join(paths.directory, 'data');
  const properties = join(paths.directory, 'server.properties');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(properties, brokerProperties({ dataDir, port, controllerPort }));
  const classpath = join(jars, '*');
  if (!existsSync(join(dataDir, 'meta.properties'))) {
    const clusterId = randomBytes(16).toString('base64url');
    await mustRun(
      'Kafka',
      javaProgram(),
      ['-cp', classpath, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', properties],
      {
        timeoutMs: 60_000,
        cwd: paths.directory,
      },
    );
  }
  log(`kafka: khởi động Kafka ${KAFKA_VERSION} ở cổng ${port} / starting on port ${port}`);
  await startDetached({
    command: javaProgram(),
    args: [
      '-Xms128m',
      '-Xmx512m',
      '-Djava.awt.headless=true',
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      '-Dorg.slf4j.simpleLogger.showDateTime=true',
      "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ",
      '-cp',
      classpath,
      'kafka.Kafka',
      properties,
    ],
    cwd: paths.directory,
    logFile: paths.logFile,
    pidFile: paths.pidFile,
  });
  return { source: 'maven', port, controllerPort };
}
