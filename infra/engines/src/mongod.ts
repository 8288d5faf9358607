import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient, MongoServerError } from 'mongodb';
import type { Home } from './home';
import { enginePaths } from './paths';
import { keepOrFindPort } from './ports';
import { livingProcess, startDetached } from './processes';
import { type EngineState, readState } from './state';

/** Version that is downloaded where the internet answers; Compose runs the same. */
export const MONGODB_VERSION = '8.0.12';
const PROBE_TIMEOUT_MS = 5_000;

/** True when MongoDB's download site answers within five seconds. */
async function downloadSiteAnswers(): Promise<boolean> {
  try {
    const response = await fetch('https://fastdl.mongodb.org/', {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return response.status < 500;
  } catch {
    return false;
  }
}

/** Path of a `mongod`: one fetched before, or downloaded where the site answers; undefined where it cannot be had. */
export async function findMongod(home: Home, log: (line: string) => void): Promise<string | undefined> {
  const { MongoBinary } = await import('mongodb-memory-server-core');
  const options = { version: MONGODB_VERSION, downloadDir: join(home.softwareDir, `mongod-${MONGODB_VERSION}`), checkMD5: true };
  const fetched = existsSync(options.downloadDir) && readdirSync(options.downloadDir).some((file) => file.startsWith('mongod'));
  if (!fetched && !(await downloadSiteAnswers())) return undefined;
  mkdirSync(options.downloadDir, { recursive: true });
  try {
    if (!fetched) log(`mongodb: đang tải MongoDB ${MONGODB_VERSION} / downloading`);
    return await MongoBinary.getPath(options);
  } catch (error) {
    log(`mongodb: không tải được / download failed: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Starts a downloaded mongod as a replica set of one, or finds it running. */
export async function startMongodProcess(home: Home, binary: string, log: (line: string) => void): Promise<EngineState> {
  const paths = enginePaths(home, 'mongodb');
  const remembered = readState(home).mongodb;
  if (remembered?.source === 'mongod' && livingProcess(paths.pidFile) !== undefined) return remembered;
  const port = await keepOrFindPort(remembered?.port);
  const data = join(paths.directory, 'mongod');
  mkdirSync(data, { recursive: true });
  log(`mongodb: khởi động MongoDB ${MONGODB_VERSION} ở cổng ${port} / starting on port ${port}`);
  await startDetached({
    command: binary,
    args: [
      '--dbpath',
      data,
      '--port',
      String(port),
      '--bind_ip',
      '127.0.0.1',
      '--replSet',
      'rs0',
      '--wiredTigerCacheSizeGB',
      '0.5',
      '--quiet',
    ],
    cwd: paths.directory,
    logFile: paths.logFile,
    pidFile: paths.pidFile,
  });
  return { source: 'mongod', port };
}

/** Makes a fresh mongod the primary of its own replica set; one that is so already is left alone. */
export async function initiateReplicaSet(uri: string, member: string): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 60_000 });
  try {
    await client.db('admin').command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: member }] } });
  } catch (error) {
    if (!(error instanceof MongoServerError && error.codeName === 'AlreadyInitialized')) throw error;
  } finally {
    await client.close();
  }
}
