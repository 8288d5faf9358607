export { type EngineName } from './home';
export {
  type EngineOptions,
  type Engines,
  type EngineStatus,
  engineStatus,
  ensureEngines,
  type KafkaEngine,
  killEngine,
  type MongoEngine,
  resetEngines,
  startEngine,
  stopEngines,
} from './engines';
export { EngineUnavailableError } from './messages';
export { type LaptopSecrets, laptopSecrets } from './secrets';
export { type Source } from './state';
