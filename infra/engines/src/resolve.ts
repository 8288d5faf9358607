import { dockerAnswers, removeFailedContainer, startDockerEngine } from './docker';
import type { EngineName, Home } from './home';
import { startKafkaProcess } from './kafka-process';
import { findMongod, startMongodProcess } from './mongod';
import { startSecantusProcess } from './secantusdb';
import { type EngineState, readState } from './state';

/** A started engine and the reason for its source, Vietnamese then English. */
export interface Resolved {
  readonly state: EngineState;
  readonly why: string;
}

const KEPT = 'như lần trước, dữ liệu nằm ở đó / as before, its data is there';

/**
 * Takes the first source that works: what the home already holds data of, Docker, then the package registries.
 * @throws EngineUnavailableError when nothing works and a person has to install something.
 */
export async function startFromFirstSource(home: Home, name: EngineName, log: (line: string) => void): Promise<Resolved> {
  const remembered = readState(home)[name]?.source;
  if (remembered === 'maven') return { state: await startKafkaProcess(home, log), why: KEPT };
  if (remembered === 'secantusdb') return { state: await startSecantusProcess(home, log), why: KEPT };
  if (remembered === 'mongod') {
    const binary = await findMongod(home, log);
    if (binary !== undefined) return { state: await startMongodProcess(home, binary, log), why: KEPT };
    throw new Error('mongodb: engines.json names a downloaded mongod that is gone; run the reset command to begin anew');
  }
  let withoutDocker = 'Docker không trả lời / Docker does not answer';
  if (await dockerAnswers()) {
    try {
      const state = await startDockerEngine(home, name, log);
      return { state, why: remembered === 'docker' ? KEPT : 'Docker trả lời / Docker answers' };
    } catch (error) {
      if (remembered === 'docker') throw error;
      await removeFailedContainer(home, name);
      withoutDocker = 'Docker không lấy hoặc không chạy được ảnh / Docker cannot get or run the image';
      log(`${name}: ${withoutDocker}: ${error instanceof Error ? error.message : String(error)}`);
    }
  } else if (remembered === 'docker') {
    throw new Error(`${name}: the data lies in Docker, which does not answer; start Docker or run the reset command`);
  }
  if (name === 'kafka') return { state: await startKafkaProcess(home, log), why: withoutDocker };
  const binary = await findMongod(home, log);
  if (binary !== undefined) return { state: await startMongodProcess(home, binary, log), why: withoutDocker };
  const why = `${withoutDocker}; không tải được mongod / mongod cannot be downloaded`;
  return { state: await startSecantusProcess(home, log), why };
}
