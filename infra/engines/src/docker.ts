import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { mustRun, runCommand } from './commands';
import { type EngineName, type Home, projectRoot } from './home';
import { keepOrFindPort } from './ports';
import { type EngineState, readState } from './state';

const INFO_TIMEOUT_MS = 5_000;
const PULL_TIMEOUT_MS = 15 * 60_000;

/** True when a Docker engine with Compose answers within five seconds. */
export async function dockerAnswers(): Promise<boolean> {
  const info = await runCommand('docker', ['info', '--format', '{{.ServerVersion}}'], { timeoutMs: INFO_TIMEOUT_MS });
  if (info.code !== 0) return false;
  return (await runCommand('docker', ['compose', 'version'], { timeoutMs: INFO_TIMEOUT_MS })).code === 0;
}

/** Compose project of a home: two homes never share a container or a volume. */
export function composeProject(home: Home): string {
  return `thongsuot-${createHash('sha256').update(home.root).digest('hex').slice(0, 10)}`;
}

function composeArguments(home: Home, ...rest: string[]): string[] {
  return ['compose', '-p', composeProject(home), '-f', join(projectRoot(), 'infra', 'compose', 'compose.yaml'), ...rest];
}

function composeEnvironment(ports: Partial<Record<EngineName, number>>): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...(ports.kafka === undefined ? {} : { KAFKA_PORT: String(ports.kafka) }),
    ...(ports.mongodb === undefined ? {} : { MONGODB_PORT: String(ports.mongodb) }),
  };
}

/** Starts an engine's Compose service, or finds it running. @throws Error where the image cannot be had or does not start. */
export async function startDockerEngine(home: Home, name: EngineName, log: (line: string) => void): Promise<EngineState> {
  const remembered = readState(home)[name];
  const own = remembered?.source === 'docker' ? remembered : undefined;
  if (own !== undefined && (await isDockerEngineRunning(home, name))) return own;
  const port = await keepOrFindPort(own?.port);
  log(`${name}: khởi động bằng Docker ở cổng ${port} / starting in Docker on port ${port}`);
  await mustRun('Docker', 'docker', composeArguments(home, 'up', '-d', '--wait', name), {
    timeoutMs: PULL_TIMEOUT_MS,
    env: composeEnvironment({ [name]: port }),
    onLine: (line) => {
      if (/Pulled|Started|Healthy|Error/.test(line)) log(`${name}: … ${line.trim()}`);
    },
  });
  return { source: 'docker', port };
}

async function isDockerEngineRunning(home: Home, name: EngineName): Promise<boolean> {
  const running = await runCommand('docker', composeArguments(home, 'ps', '-q', '--status', 'running', name), {
    timeoutMs: 20_000,
  });
  return running.code === 0 && running.output.trim() !== '';
}

/** Ends an engine's container: `at once` is SIGKILL. The volume stays. */
export async function endDockerEngine(home: Home, name: EngineName, how: 'gently' | 'at once'): Promise<boolean> {
  if (!(await isDockerEngineRunning(home, name))) return false;
  const verb = how === 'gently' ? ['stop', name] : ['kill', '-s', 'SIGKILL', name];
  await mustRun('Docker', 'docker', composeArguments(home, ...verb), { timeoutMs: 60_000 });
  return true;
}

/** Removes what a start that failed may have left of an engine's container; its volume stays. */
export async function removeFailedContainer(home: Home, name: EngineName): Promise<void> {
  await runCommand('docker', composeArguments(home, 'rm', '--stop', '--force', name), { timeoutMs: 60_000 });
}

/** Removes the containers and volumes of a home. */
export async function removeDockerEngines(home: Home): Promise<void> {
  await mustRun('Docker', 'docker', composeArguments(home, 'down', '--volumes', '--remove-orphans'), { timeoutMs: 2 * 60_000 });
}
