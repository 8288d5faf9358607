import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, serviceEnv, testNamespace } from '@thongsuot/testing';
import { MongoClient } from 'mongodb';
import { BOOKS, loadShelf } from '../src/adapters/store/books';
import { PLANS } from '../src/adapters/store/plan-targets';
import { POSTED_PROCEDURES } from '../src/adapters/store/posted-procedures';
import { packRows } from '../src/domain/packed-rows';
import { FLOWS } from '../src/domain/flow';
import { definition } from '../src/service';

/** What a database held before figures had generations, and books their rows as lines. */
describe('a reporting database of an earlier version', () => {
  cleanAfterFile();
  const id = 'live|dossiers|0|2024|45.open';
  let service: RunningService;

  beforeAll(async () => {
    const env = await serviceEnv({ LOG_LEVEL: 'silent' });
    const client = await new MongoClient(env['MONGODB_URI'] ?? '').connect();
    const db = client.db(`${testNamespace()}-reporting`);
    const width = FLOWS.dossiers.length;
    const counters = new Int32Array(2 * width);
    counters[width] = 5;
    await db.collection<{ _id: string }>(BOOKS).insertOne({
      _id: id,
      ...{ g: 'live|dossiers', book: '45.open', year: '2024', rows: ['45.open\ta\tđất đai', '45.open\tb\tđất đai'] },
      h: { '03a': packRows(counters, width) },
    } as { _id: string });
    await db.collection<{ _id: string }>(PLANS).insertOne({ _id: 'plan-1' });
    await db.collection<{ _id: string }>(POSTED_PROCEDURES).insertOne({ _id: '19360.open/1.000001' });
    await client.close();
    service = await startService(definition, env);
  });
  afterAll(() => service.close());

  it('keeps the counters of every row under its name', async () => {
    const { store } = service.kit;
    const key = { generation: 'live', facts: 'dossiers', partition: 0, year: '2024' } as const;
    const shelf = await store.client.withSession((session) => loadShelf(store, session, key));
    const book = shelf.get('45.open');
    const place = book?.rows.get('45.open\tb\tđất đai') ?? -1;
    expect(place).toBe(1);
    expect(book?.halves.get('03a')?.[place * FLOWS.dossiers.length]).toBe(5);
    expect(book?.rowLines).toBe('45.open\ta\tđất đai\n45.open\tb\tđất đai');
  });

  it('gives what stands behind the figures to the first generation, once', async () => {
    const { db } = service.kit.store;
    expect(await db.collection(PLANS).find({}).toArray()).toEqual([{ _id: 'live|plan-1', generation: 'live', planId: 'plan-1' }]);
    expect(await db.collection(POSTED_PROCEDURES).find({}).toArray()).toEqual([{ _id: 'live|19360.open/1.000001' }]);
  });
});
