import { engines } from './engines';
import { testNamespace } from './namespace';

/** The environment of a service under test: the shared engines, a port of its own, the namespace of this test file. */
export async function serviceEnv(more: NodeJS.ProcessEnv = {}): Promise<NodeJS.ProcessEnv> {
  const { kafka, mongodb } = await engines();
  return {
    PORT: '0',
    HOST: '127.0.0.1',
    MONGODB_URI: mongodb.uri,
    KAFKA_BROKERS: kafka.brokers.join(','),
    NAMESPACE: testNamespace(),
    TOKEN_KEY: 'k'.repeat(40),
    LOG_LEVEL: 'error',
    ...more,
  };
}
