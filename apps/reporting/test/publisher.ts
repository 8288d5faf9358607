import { eventSource, partitionOf, toKafkaHeaders, topicName, TOPICS, type DataOf, type EventType } from '@thongsuot/contracts';
import { seededRandom, testKafka } from '@thongsuot/testing';

/** Publishes facts as a service's relay does: numbered without a gap by partition, each under its key. */
export class Publisher {
  private readonly numbers = new Map<string, number>();
  private readonly random = seededRandom(11);
  private lastSent: { topic: string; messages: object[] } | undefined;

  constructor(private readonly namespace: string) {}

  async publish<E extends EventType>(
    type: E,
    facts: readonly { key: string; subject: string; data: DataOf<E> }[],
  ): Promise<void> {
    const topic = topicName(type.service, this.namespace);
    const messages = facts.map(({ key, subject, data }) => {
      const partition = partitionOf(key, TOPICS[type.service].partitions);
      const place = `${topic}/${String(partition)}`;
      const sequence = (this.numbers.get(place) ?? 0) + 1;
      this.numbers.set(place, sequence);
      const headers = toKafkaHeaders({
        id: this.random.uuid(sequence),
        source: eventSource('test', type.service, 'stream'),
        type: type.type,
        time: '2024-03-20T02:00:00.000Z',
        subject,
        dataschema: type.dataschema,
        sequence,
      });
      return { key, partition, headers, value: JSON.stringify(type.writer.parse(data)) };
    });
    this.lastSent = { topic, messages };
    await this.send(topic, messages);
  }

  /** Sends the last request once more, as a relay does that got no answer. */
  async repeat(): Promise<void> {
    if (this.lastSent) await this.send(this.lastSent.topic, this.lastSent.messages);
  }

  private async send(topic: string, messages: object[]): Promise<void> {
    const producer = (await testKafka()).producer({ allowAutoTopicCreation: false });
    await producer.connect();
    await producer.send({ topic, acks: -1, messages: messages as { value: string }[] });
    await producer.disconnect();
  }
}
