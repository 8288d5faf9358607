import {
  cleanAfterFile,
  cleanNamespace,
  createTestTopics,
  engines,
  testDatabase,
  testKafka,
  testNamespace,
  testTopic,
} from '../src';

cleanAfterFile();

describe('a test file’s scope in shared engines', () => {
  it('drops its own databases and topics by name and leaves those of others', async () => {
    const other = `${testNamespace()}x`;
    const mine = await testDatabase();
    await mine.db.collection('things').insertOne({ name: 'mine' });
    await mine.client.db(`${other}-db`).collection<{ _id: string }>('things').insertOne({ _id: 'other' });
    await createTestTopics([
      { topic: testTopic('events'), numPartitions: 2 },
      { topic: `${other}.events`, numPartitions: 1 },
    ]);

    await cleanNamespace();

    const after = await testDatabase();
    const { databases } = await after.client.db('admin').admin().listDatabases({ nameOnly: true });
    const names = databases.map((database) => database.name);
    expect(names).not.toContain(mine.name);
    expect(names).toContain(`${other}-db`);
    const admin = (await testKafka()).admin();
    await admin.connect();
    const topics = await admin.listTopics();
    await admin.disconnect();
    expect(topics).not.toContain(testTopic('events'));
    expect(topics).toContain(`${other}.events`);
    await cleanNamespace(other);
  });

  it('asks for the engines once', () => {
    expect(engines()).toBe(engines());
  });
});
