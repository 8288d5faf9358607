import { type Admin, Kafka, type ITopicConfig, logLevel } from 'kafkajs';
import { type Db, MongoClient } from 'mongodb';
import { engines } from './engines';
import { testNamespace } from './namespace';

/** A database of the test file that runs, with the client that is connected to it. */
export interface TestDatabase {
  readonly client: MongoClient;
  readonly db: Db;
  readonly name: string;
  /** Connection string without a database name. */
  readonly uri: string;
}

const clients: MongoClient[] = [];

/** Name of a database, topic or consumer group of the test file: `<namespace>.<name>`, in a database `<namespace>-<name>`. */
export function testTopic(name: string): string {
  return `${testNamespace()}.${name}`;
}

/**
 * A database of its own for the test file. It is dropped, and its client closed, by {@link cleanAfterFile}.
 * @param name part after the namespace, for a file that needs several (one per service).
 */
export async function testDatabase(name = 'db'): Promise<TestDatabase> {
  const { mongodb } = await engines();
  const client = await new MongoClient(mongodb.uri, { serverSelectionTimeoutMS: 10_000 }).connect();
  clients.push(client);
  const database = `${testNamespace()}-${name}`;
  return { client, db: client.db(database), name: database, uri: mongodb.uri };
}

/** A kafkajs client for the test file, quiet unless something breaks. */
export async function testKafka(): Promise<Kafka> {
  const { kafka } = await engines();
  return new Kafka({ clientId: testNamespace(), brokers: kafka.brokers, logLevel: logLevel.NOTHING });
}

/** Makes topics and waits until they have leaders. Names are used as given: build them with {@link testTopic}. */
export async function createTestTopics(topics: readonly ITopicConfig[]): Promise<void> {
  await withAdmin((admin) => admin.createTopics({ topics: [...topics], waitForLeaders: true }));
}

/**
 * Drops every database, topic and consumer group whose name starts with the namespace, and closes the clients of
 * {@link testDatabase}. Nothing else is touched.
 */
export async function cleanNamespace(namespace: string = testNamespace()): Promise<void> {
  const open = clients.splice(0);
  await Promise.all(open.map((client) => client.close()));
  const { mongodb } = await engines();
  const client = await new MongoClient(mongodb.uri, { serverSelectionTimeoutMS: 10_000 }).connect();
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) if (belongsTo(namespace, name)) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
  await withAdmin(async (admin) => {
    const topics = (await admin.listTopics()).filter((topic) => belongsTo(namespace, topic));
    if (topics.length > 0) await admin.deleteTopics({ topics });
    const groups = (await admin.listGroups()).groups.map((group) => group.groupId).filter((group) => belongsTo(namespace, group));
    // A group whose consumer still runs cannot go; its name is used once, so it may stay.
    if (groups.length > 0) await admin.deleteGroups(groups).catch(() => undefined);
  });
}

/** Registers {@link cleanNamespace} to run after the last test of the file. Call it once at the top of the file. */
export function cleanAfterFile(): void {
  afterAll(() => cleanNamespace(), 30_000);
}

function belongsTo(namespace: string, name: string): boolean {
  return name === namespace || name.startsWith(`${namespace}.`) || name.startsWith(`${namespace}-`);
}

async function withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = (await testKafka()).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
