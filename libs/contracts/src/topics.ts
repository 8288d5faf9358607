import type { PublishingService } from './events/define-event';
import { murmur2 } from './murmur2';

/** How a topic must stand on every cluster. A service refuses to start on another count. */
export interface TopicSpec {
  readonly service: PublishingService;
  /** Name without namespace, `one-stop.events`. */
  readonly name: string;
  /** Never changed: numbers are gap-free per partition, so a new count is a new topic and a rebuild. */
  readonly partitions: number;
  /** -1 keeps events for ever: every figure can be rebuilt from them. */
  readonly retentionMs: -1;
  /** Never `compact`: compaction removes facts and leaves gaps in the numbers. */
  readonly cleanupPolicy: 'delete';
}

function topic(service: PublishingService, partitions: number): TopicSpec {
  return { service, name: `${service}.events`, partitions, retentionMs: -1, cleanupPolicy: 'delete' };
}

/** The topic of every publishing service. */
export const TOPICS = {
  directory: topic('directory', 3),
  'plan-catalog': topic('plan-catalog', 3),
  'procedure-publication': topic('procedure-publication', 3),
  'one-stop': topic('one-stop', 6),
  'feedback-intake': topic('feedback-intake', 3),
  'satisfaction-survey': topic('satisfaction-survey', 3),
  reporting: topic('reporting', 3),
} as const satisfies Record<PublishingService, TopicSpec>;

/**
 * Name of a service's topic: `<namespace>.<service>.events`, or `<service>.events` where the namespace is empty.
 * Instances of different levels live in namespaces on one cluster, so mirroring between them makes no loops.
 */
export function topicName(service: PublishingService, namespace = ''): string {
  const { name } = TOPICS[service];
  return namespace === '' ? name : `${namespace}.${name}`;
}

/**
 * Partition of an event by its key (an area version id), 0 ≤ result < count: murmur2 of the UTF-8 bytes, sign bit
 * cleared, modulo count. That is what Kafka's own default partitioner does with a key, so other producers and
 * Kafka Streams agree with ours. Changing it would break the order of every aggregate.
 */
export function partitionOf(key: string, count: number): number {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`partition count ${String(count)} is not positive`);
  return (murmur2(Buffer.from(key, 'utf8')) & 0x7fffffff) % count;
}
