export { engines } from './engines';
export { testNamespace } from './namespace';
export { cleanAfterFile, cleanNamespace, createTestTopics, testDatabase, type TestDatabase, testKafka, testTopic } from './scope';
export { seededRandom, type SeededRandom } from './seeded-random';
export { waitUntil, type WaitOptions } from './wait-until';
export { INVENTED_ACT } from './invented-act';
