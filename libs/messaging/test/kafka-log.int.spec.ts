import { CompressionTypes } from 'kafkajs';
import { cleanAfterFile, testKafka, testTopic, waitUntil } from '@thongsuot/testing';
import { logContract } from './log-contract';
import { recordsBetween } from './support/events';
import { openKafka } from './support/rig';

cleanAfterFile();

describe('the log in Kafka', () => {
  logContract({ open: openKafka, named: testTopic });

  it('reads what another producer compressed with GZIP', async () => {
    const topic = testTopic('gzip');
    const log = await openKafka();
    const admin = await log.admin();
    await admin.ensureTopics([{ topic, partitions: 1 }]);
    await admin.close();
    const producer = (await testKafka()).producer();
    await producer.connect();
    const messages = recordsBetween(1, 50).map(({ headers, ...each }) => ({ ...each, headers: { ...headers } }));
    await producer.send({ topic, compression: CompressionTypes.GZIP, messages });
    await producer.disconnect();
    const reader = log.reader({ group: topic, topics: [topic] });
    const values: string[] = [];
    await reader.start({
      assigned: () => Promise.resolve(new Map()),
      records: (_ref, records) => {
        values.push(...records.map((each) => each.value?.toString() ?? ''));
        return Promise.resolve();
      },
      crashed: () => undefined,
    });
    await waitUntil(() => values.length === 50);
    expect(values).toEqual(recordsBetween(1, 50).map((each) => each.value));
    await reader.close();
  });
});
