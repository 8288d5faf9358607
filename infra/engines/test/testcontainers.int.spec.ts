import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { DockerComposeEnvironment, type StartedDockerComposeEnvironment, Wait } from 'testcontainers';
import { packageFile } from '../src/home';
import { initiateReplicaSet } from '../src/mongod';
import { findFreePort } from '../src/ports';
import { kafkaReady, mongoReady } from '../src/readiness';

// Containers need a Docker engine. Where none answers within five seconds these specs are reported as skipped (Jest's
// "pending"), with the reason in their name, and `npm test` counts them in its total of skipped tests.
const docker = spawnSync('docker', ['info'], { timeout: 5_000 }).status === 0;
const whereDockerAnswers = docker ? describe : describe.skip;
const reason = docker ? '' : ' (skipped: no Docker engine answers)';

whereDockerAnswers(`the Compose file${reason}`, () => {
  let environment: StartedDockerComposeEnvironment;
  let broker: string;
  let uri: string;

  beforeAll(async () => {
    const kafkaPort = await findFreePort();
    const mongoPort = await findFreePort([kafkaPort]);
    broker = `127.0.0.1:${kafkaPort}`;
    uri = `mongodb://127.0.0.1:${mongoPort}/?directConnection=true`;
    environment = await new DockerComposeEnvironment(dirname(packageFile('..', 'compose', 'compose.yaml')), 'compose.yaml')
      .withEnvironment({ KAFKA_PORT: String(kafkaPort), MONGODB_PORT: String(mongoPort) })
      .withDefaultWaitStrategy(Wait.forHealthCheck())
      .up();
    await initiateReplicaSet(uri, 'localhost:27017');
  }, 600_000);

  afterAll(() => environment.down({ removeVolumes: true }), 120_000);

  it('brings up a broker that keeps messages and makes no topic by itself', async () => {
    await kafkaReady([broker], 60_000);
    const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING, retry: { retries: 1 } });
    const [admin, producer] = [kafka.admin(), kafka.producer({ allowAutoTopicCreation: false })];
    await admin.connect();
    await producer.connect();
    await admin.createTopics({ topics: [{ topic: 'compose.events', numPartitions: 1 }], waitForLeaders: true });
    await producer.send({ topic: 'compose.events', messages: [{ value: 'x' }] });
    expect((await admin.fetchTopicOffsets('compose.events'))[0]?.high).toBe('1');
    await expect(producer.send({ topic: 'nobody.events', messages: [{ value: 'x' }] })).rejects.toThrow();
    await producer.disconnect();
    await admin.disconnect();
  });

  it('brings up a MongoDB that takes transactions', async () => {
    await mongoReady(uri, 60_000);
    const client = await new MongoClient(uri).connect();
    const things = client.db('compose').collection('things');
    await client.withSession((session) => session.withTransaction(() => things.insertMany([{ n: 1 }, { n: 2 }], { session })));
    expect(await things.countDocuments()).toBe(2);
    await client.close();
  });
});
