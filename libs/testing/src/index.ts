export { dossierSample } from './dossier-sample';
export { engines } from './engines';
export { INVENTED_ACT, INVENTED_HEIR, actsHeard, publishInventedAct } from './invented-act';
export { office, type RenderedFile } from './office';
export { testNamespace } from './namespace';
export { cleanAfterFile, cleanNamespace, createTestTopics, testDatabase, type TestDatabase, testKafka, testTopic } from './scope';
export { seededRandom, type SeededRandom } from './seeded-random';
export { waitUntil, type WaitOptions } from './wait-until';
export { serviceEnv } from './service-env';
