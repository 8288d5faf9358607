import { readJson, writeJson } from './files';
import { ENGINE_NAMES, type EngineName, type Home } from './home';

/**
 * Where an engine comes from: `given` a URL, `docker` a Compose service, `maven` Kafka's jars, `mongod` a downloaded server,
 * `secantusdb` the document store from the Python registry.
 */
export type Source = 'given' | 'docker' | 'maven' | 'mongod' | 'secantusdb';

/** What is remembered about an engine between starts. */
export interface EngineState {
  readonly source: Exclude<Source, 'given'>;
  readonly port: number;
  /** Kafka only: the controller's port. */
  readonly controllerPort?: number;
}

/** Contents of `engines.json`. */
export type EnginesState = Partial<Record<EngineName, EngineState>>;

/** What earlier starts have chosen; what cannot be read counts as nothing chosen. */
export function readState(home: Home): EnginesState {
  const value = readJson(home.stateFile);
  const state: EnginesState = {};
  if (typeof value !== 'object' || value === null) return state;
  for (const name of ENGINE_NAMES) {
    const entry = (value as Record<string, Partial<EngineState> | undefined>)[name];
    if (typeof entry?.port === 'number' && typeof entry.source === 'string') state[name] = entry as EngineState;
  }
  return state;
}

/** Remembers one engine's choice. Call it while holding the home's lock. */
export function rememberEngine(home: Home, name: EngineName, state: EngineState): void {
  writeJson(home.stateFile, { ...readState(home), [name]: state });
}
