export { type EngineName, openHome, type Home } from './home';
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
export { type DetachedCommand, endProcess, livingProcess, markOf, type ProcessMark, startDetached } from './processes';
export { type LaptopSecrets, laptopSecrets } from './secrets';
export { launcherPidFile, type ServicePaths, servicePaths, stopServices } from './services';
export { type Source } from './state';
