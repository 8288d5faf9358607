import { ensureEngines, type Engines } from '@thongsuot/engines';

let shared: Promise<Engines> | undefined;

/**
 * Kafka and MongoDB for tests: those of `KAFKA_BROKERS` and `MONGODB_URI` where given, else the project's own, started when
 * they do not run. Everything in them is shared with other test files, so name what you make after {@link testNamespace}.
 */
export function engines(): Promise<Engines> {
  shared ??= ensureEngines({ log: () => undefined });
  return shared;
}
