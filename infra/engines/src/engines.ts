import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endDockerEngine, removeDockerEngines } from './docker';
import { tailOf, trimLog } from './files';
import { ENGINE_NAMES, type EngineName, type Home, openHome } from './home';
import { withLock } from './lock';
import { joinMissing } from './messages';
import { initiateReplicaSet } from './mongod';
import { enginePaths } from './paths';
import { endProcess, livingProcess } from './processes';
import { kafkaReady, mongoReady } from './readiness';
import { removeEngineState } from './removal';
import { startFromFirstSource } from './resolve';
import { type EngineState, readState, rememberEngine, type Source } from './state';

const READY_TIMEOUT_MS = 120_000;

/** A running Kafka. */
export interface KafkaEngine {
  /** `host:port` of each broker. */
  readonly brokers: string[];
  readonly took: Source;
  /** Why this source was taken, Vietnamese then English. */
  readonly why: string;
}

/** A running MongoDB or a store that speaks its protocol. */
export interface MongoEngine {
  /** Connection string without a database name. */
  readonly uri: string;
  readonly took: Source;
  /** Why this source was taken, Vietnamese then English. */
  readonly why: string;
}

/** Both engines, ready for clients. */
export interface Engines {
  readonly kafka: KafkaEngine;
  readonly mongodb: MongoEngine;
}

/** Settings that all functions of this module share. */
export interface EngineOptions {
  /** State directory of a private instance: own ports, own data, no engine given by URL. Default: the project's own. */
  readonly home?: string;
  /** Receives progress lines. Default: standard error. */
  readonly log?: (line: string) => void;
}

function writeProgress(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Starts what does not run yet and waits until both engines answer. Calls at the same time from many processes are safe. */
export async function ensureEngines(options: EngineOptions = {}): Promise<Engines> {
  const [kafka, mongodb] = await Promise.allSettled([startEngine('kafka', options), startEngine('mongodb', options)] as const);
  const reasons = [kafka, mongodb].flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  const missing = joinMissing(reasons);
  if (missing !== undefined) throw missing;
  if (kafka.status === 'rejected') throw kafka.reason;
  if (mongodb.status === 'rejected') throw mongodb.reason;
  return { kafka: kafka.value, mongodb: mongodb.value };
}

/**
 * Starts one engine, on the ports and the data of its home, and waits until it answers. One that runs is reused.
 * @throws EngineUnavailableError (Vietnamese and English) when a program has to be installed first.
 */
export async function startEngine(name: 'kafka', options?: EngineOptions): Promise<KafkaEngine>;
export async function startEngine(name: 'mongodb', options?: EngineOptions): Promise<MongoEngine>;
export async function startEngine(name: EngineName, options: EngineOptions = {}): Promise<KafkaEngine | MongoEngine> {
  const log = options.log ?? writeProgress;
  const home = openHome(options.home);
  const given = home.shared ? givenEngine(name) : undefined;
  if (given !== undefined) {
    await ready(name, given);
    log(`${name}: ${given.took} (${given.why})`);
    return given;
  }
  return withLock(join(home.enginesDir, `${name}.lock`), async () => {
    const paths = enginePaths(home, name);
    mkdirSync(paths.directory, { recursive: true });
    trimLog(paths.logFile);
    const ranBefore = livingProcess(paths.pidFile) !== undefined;
    const { state, why } = await startFromFirstSource(home, name, log);
    await withLock(`${home.stateFile}.lock`, () => {
      rememberEngine(home, name, state);
      return Promise.resolve();
    });
    const engine = engineAt(name, state, why);
    if (!ranBefore && name === 'mongodb') await prepare(state);
    await ready(name, engine, () => deathOf(home, name, state));
    log(`${name}: ${state.source} ${addressOf(engine)} (${why})`);
    return engine;
  });
}

/** Ends an engine as kill -9 does, for fault tests. @throws Error when it does not run or was given by URL. */
export async function killEngine(name: EngineName, options: EngineOptions = {}): Promise<void> {
  const home = openHome(options.home);
  if (home.shared && givenEngine(name) !== undefined)
    throw new Error(`${name} was given by URL; only engines started here are ended`);
  if (!(await end(home, name, 'at once'))) throw new Error(`${name} does not run in ${home.root}`);
}

/** Stops the engines of a home that were started here; their data stays. @returns the names of those that ran. */
export async function stopEngines(options: EngineOptions = {}): Promise<EngineName[]> {
  const home = openHome(options.home);
  const ended = await Promise.all(ENGINE_NAMES.map(async (name) => ((await end(home, name, 'gently')) ? [name] : [])));
  return ended.flat();
}

/** Stops the engines of a home and removes their data, ports and logs. Fetched programs are kept for the next start. */
export async function resetEngines(options: EngineOptions = {}): Promise<void> {
  const home = openHome(options.home);
  await stopEngines(options);
  if (Object.values(readState(home)).some((state) => state.source === 'docker')) await removeDockerEngines(home);
  removeEngineState(home);
}

/** What `status` tells of one engine. */
export interface EngineStatus {
  readonly name: EngineName;
  readonly source: Source | 'none';
  readonly running: boolean;
  readonly address: string;
}

/** State of the engines of a home, without starting any. */
export async function engineStatus(options: EngineOptions = {}): Promise<EngineStatus[]> {
  const home = openHome(options.home);
  return Promise.all(
    ENGINE_NAMES.map(async (name) => {
      const given = home.shared ? givenEngine(name) : undefined;
      const state = readState(home)[name];
      const engine = given ?? (state === undefined ? undefined : engineAt(name, state, ''));
      if (engine === undefined) return { name, source: 'none', running: false, address: '' };
      const running = await ready(name, engine, undefined, 1_500).then(
        () => true,
        () => false,
      );
      return { name, source: engine.took, running, address: addressOf(engine) };
    }),
  );
}

function givenEngine(name: EngineName): KafkaEngine | MongoEngine | undefined {
  const variable = name === 'kafka' ? 'KAFKA_BROKERS' : 'MONGODB_URI';
  const value = process.env[variable]?.trim() ?? '';
  if (value === '') return undefined;
  const why = `${variable} đã cho / is given`;
  return name === 'kafka'
    ? { brokers: value.split(',').map((broker) => broker.trim()), took: 'given', why }
    : { uri: value, took: 'given', why };
}

function engineAt(name: EngineName, state: EngineState, why: string): KafkaEngine | MongoEngine {
  if (name === 'kafka') return { brokers: [`127.0.0.1:${state.port}`], took: state.source, why };
  return { uri: `mongodb://127.0.0.1:${state.port}/?directConnection=true${peculiarities(state)}`, took: state.source, why };
}

/**
 * SecantusDB remembers up to 10,000 retryable writes and searches them all at each new one, under a lock that running
 * transactions hold as well: about a millisecond a write. Whoever writes outside a transaction here repeats it by itself.
 */
function peculiarities(state: EngineState): string {
  return state.source === 'secantusdb' ? '&retryWrites=false' : '';
}

function addressOf(engine: KafkaEngine | MongoEngine): string {
  // A given URI may carry a password.
  return 'brokers' in engine ? engine.brokers.join(',') : engine.uri.replace(/\/\/[^@/]*@/, '//');
}

async function prepare(state: EngineState): Promise<void> {
  const uri = `mongodb://127.0.0.1:${state.port}/?directConnection=true`;
  if (state.source === 'mongod') await initiateReplicaSet(uri, `127.0.0.1:${state.port}`);
  // Inside its container the server sees itself at MongoDB's own port.
  if (state.source === 'docker') await initiateReplicaSet(uri, 'localhost:27017');
}

function ready(
  name: EngineName,
  engine: KafkaEngine | MongoEngine,
  hopeless?: () => string | undefined,
  timeoutMs = READY_TIMEOUT_MS,
): Promise<void> {
  return 'brokers' in engine ? kafkaReady(engine.brokers, timeoutMs, hopeless) : mongoReady(engine.uri, timeoutMs, hopeless);
}

function deathOf(home: Home, name: EngineName, state: EngineState): string | undefined {
  const paths = enginePaths(home, name);
  if (state.source === 'docker' || livingProcess(paths.pidFile) !== undefined) return undefined;
  return `process ended while starting; end of ${paths.logFile}:\n${tailOf(paths.logFile)}`;
}

async function end(home: Home, name: EngineName, how: 'gently' | 'at once'): Promise<boolean> {
  if (readState(home)[name]?.source === 'docker') return endDockerEngine(home, name, how);
  return endProcess(enginePaths(home, name).pidFile, how);
}
