import type { EventType } from '../events/define-event';
import { EVENT_HEADERS } from '../events/envelope';
import { EVENTS } from '../events/table';
import { TOPICS, type TopicSpec } from '../topics';
import { eventSchema, type JsonObject } from './event-schema';

const text = (description: string): JsonObject => ({ type: 'string', description });

/** Headers of every message; the same for all, so written once. */
const HEADERS: JsonObject = {
  type: 'object',
  required: Object.values(EVENT_HEADERS).filter((name) => name !== EVENT_HEADERS.traceparent),
  properties: {
    [EVENT_HEADERS.specversion]: { type: 'string', const: '1.0', description: 'CloudEvents version' },
    [EVENT_HEADERS.id]: text('UUIDv7, unique with ce_source'),
    [EVENT_HEADERS.source]: text('/<instance>/<service>/<streamId>: who wrote the numbers'),
    [EVENT_HEADERS.type]: text('Event type with its version'),
    [EVENT_HEADERS.time]: { type: 'string', format: 'date-time', description: 'Moment of the fact, UTC' },
    [EVENT_HEADERS.subject]: text('Aggregate whose events keep their order'),
    [EVENT_HEADERS.dataschema]: { type: 'string', format: 'uri', description: 'JSON Schema of the body' },
    [EVENT_HEADERS.sequence]: text('Gap-free number within source, topic and partition, from 1'),
    [EVENT_HEADERS.traceparent]: text('W3C trace context'),
    [EVENT_HEADERS.contentType]: { type: 'string', const: 'application/json', description: 'Body' },
  },
};

function message(event: EventType): JsonObject {
  return {
    name: event.type,
    title: event.doc.vi,
    summary: event.doc.en,
    description: `ce_subject: ${event.subject}`,
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/cloudEventHeaders' },
    payload: {
      schemaFormat: 'application/schema+json;version=draft-07',
      schema: eventSchema(event, 'draft-7'),
    },
    bindings: { kafka: { key: { type: 'string', description: 'Area version whose unit owns the fact' } } },
  };
}

function channel(topic: TopicSpec, events: readonly EventType[]): JsonObject {
  return {
    address: topic.name,
    description: `Facts of ${topic.service}; an instance may put its namespace and a dot in front`,
    messages: Object.fromEntries(events.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
    bindings: {
      kafka: {
        topic: topic.name,
        partitions: topic.partitions,
        topicConfiguration: { 'cleanup.policy': [topic.cleanupPolicy], 'retention.ms': topic.retentionMs },
      },
    },
  };
}

/** The AsyncAPI 3.0 document of every topic and event, made from the two tables. */
export function asyncApiDocument(version: string): JsonObject {
  const topics = Object.values(TOPICS);
  const of = (topic: TopicSpec): EventType[] => EVENTS.filter(({ service }) => service === topic.service);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Thông Suốt',
      version,
      description: 'Sự kiện trao đổi giữa các dịch vụ / Events between the services. CloudEvents 1.0, Kafka binary mode.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map((topic) => [topic.service, channel(topic, of(topic))])),
    operations: Object.fromEntries(
      topics.map((topic) => [
        `${topic.service}.publish`,
        {
          action: 'send',
          channel: { $ref: `#/channels/${topic.service}` },
          summary: `${topic.service} publishes its facts`,
          messages: of(topic).map(({ type }) => ({ $ref: `#/channels/${topic.service}/messages/${type}` })),
        },
      ]),
    ),
    components: {
      schemas: { cloudEventHeaders: HEADERS },
      messages: Object.fromEntries(EVENTS.map((event) => [event.type, message(event)])),
    },
  };
}
