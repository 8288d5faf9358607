import { DossierChanged, type DossierState } from '@thongsuot/contracts';
import { OUTBOX_COLLECTION, type OutboxPack } from '@thongsuot/mongo-store';
import { AREA_CHANGES, startService, type RunningService } from '@thongsuot/service-kit';
import {
  INVENTED_ACT,
  INVENTED_HEIR,
  actsHeard,
  cleanAfterFile,
  publishInventedAct,
  serviceEnv,
  waitUntil,
} from '@thongsuot/testing';
import { DOSSIERS, type DossierRow } from '../src/adapters/store/rows';
import { definition } from '../src/service';
import { code, csv, startDesk, type Desk } from './desk';

const PENDING_EACH = 450;

describe('dossiers of areas that an act ends', () => {
  let desk: Desk;
  let directory: RunningService;
  let again: RunningService | undefined;

  beforeAll(async () => {
    desk = await startDesk('2024-01-30T02:00:00Z');
    const rows = (from: number, area: string): string[] =>
      Array.from({ length: PENDING_EACH }, (_, n) => `${code(from + n)},${area},Hộ tịch,online,2024-01-15,2024-02-20,,`);
    const { body } = await desk.importCsv(
      csv(
        ...rows(1000, '19357'),
        ...rows(2000, '19360'),
        `${code(1)},19360,Hộ tịch,online,2024-01-15,2024-01-31,2024-01-18,granted`,
        `${code(2)},462,Hộ tịch,online,2024-01-15,2024-02-20,,`,
        `${code(3)},19333,Hộ tịch,online,2024-01-15,2024-02-20,,`,
      ),
    );
    expect(body.accepted).toBe(2 * PENDING_EACH + 3);
    directory = await startService({ name: 'directory', controllers: [] }, await serviceEnv(), { clock: desk.clock });
  }, 120_000);
  afterAll(() => Promise.all([desk.service, directory, ...(again ? [again] : [])].map((one) => one.close())), 60_000);
  // After the services are closed: topics that vanish under a reader keep it from closing.
  cleanAfterFile();

  const tick = async (): Promise<Record<string, number>> => {
    const { status, body } = await desk.call('POST', '/ops/tick', desk.admin);
    expect(status).toBe(200);
    return body['moved'] as unknown as Record<string, number>;
  };
  const stored = (): Promise<DossierRow[]> =>
    desk.service.kit.store.collection<DossierRow>(DOSSIERS).find({}).sort({ _id: 1 }).toArray();
  const transfers = async (): Promise<{ before: DossierState; after: DossierState }[]> => {
    const packs = await desk.service.kit.store.collection<OutboxPack>(OUTBOX_COLLECTION).find({}).toArray();
    return packs
      .flatMap(({ events }) => events)
      .filter(({ type }) => type === DossierChanged.type)
      .map(({ data }) => JSON.parse(data) as { before: DossierState | null; after: DossierState })
      .filter((one): one is { before: DossierState; after: DossierState } => one.before !== null);
  };

  it('learns the areas from the act, and passes nothing before its day', async () => {
    await publishInventedAct(directory);
    await waitUntil(() => Promise.resolve(desk.service.kit.areas.tree.findById(INVENTED_HEIR) !== undefined), {
      timeoutMs: 30_000,
    });
    await tick();
    await expect(transfers()).resolves.toEqual([]);
  });

  it('passes every pending dossier to the heir once, in portions, and none that was resolved', async () => {
    desk.clock.set('2024-02-01T02:00:00Z');
    await tick();
    await waitUntil(async () => (await transfers()).length >= 2 * PENDING_EACH + 1, { timeoutMs: 30_000 });
    const rows = await stored();
    const held = (area: string): number => rows.filter(({ state }) => state.custody.at(-1)?.areaVersion === area).length;
    // What the predecessors left is what the heirs carry over; the resolved one stays with who resolved it.
    expect([held(INVENTED_HEIR), held('19357.open'), held('19360.open')]).toEqual([2 * PENDING_EACH, 0, 1]);
    expect([held('45.open'), held('462.open'), held('19333.open')]).toEqual([1, 0, 1]);
    const moved = await transfers();
    expect(new Set(moved.map(({ after }) => after.code)).size).toBe(2 * PENDING_EACH + 1);
    for (const { before, after } of moved) {
      expect(after.custody).toEqual([...before.custody, { areaVersion: after.custody[1]?.areaVersion, from: '2024-02-01' }]);
      expect({ ...after, custody: before.custody }).toEqual(before);
    }
  });

  it('is the same when the act comes twice, and lists under the heir alone', async () => {
    const before = (await transfers()).length;
    await publishInventedAct(directory);
    await waitUntil(async () => (await actsHeard(desk.service)) === 2, { timeoutMs: 30_000 });
    await tick();
    await tick();
    expect(await transfers()).toHaveLength(before);
    await expect(desk.service.kit.store.collection(AREA_CHANGES).countDocuments()).resolves.toBe(1);
    const heir = await desk.token('19360');
    const { body } = await desk.call('GET', '/dossiers?limit=1&state=pending', heir);
    expect((body['items'] as unknown as { code: string }[])[0]?.code).toBe(code(1000));
  });

  it('takes a correction of a passed dossier without losing its heir', async () => {
    await desk.importCsv(csv(`${code(1000)},19357,Hộ tịch,online,2024-01-15,2024-02-20,2024-02-01,granted`));
    const [row] = (await stored()).filter(({ _id }) => _id === code(1000));
    expect(row?.state).toMatchObject({ resolvedOn: '2024-02-01', custody: [{}, { areaVersion: INVENTED_HEIR }] });
    expect(row?.passesOn).toBeUndefined();
  });

  it('passes on what a late import brings to an area that has ended, and knows the areas after a restart', async () => {
    await desk.importCsv(csv(`${code(9)},19357,Hộ tịch,online,2024-01-16,2024-02-20,,`));
    await tick();
    await waitUntil(async () => (await stored()).some(({ _id, state }) => _id === code(9) && state.custody.length === 2));
    again = await startService(definition, await serviceEnv(), { clock: desk.clock });
    expect(again.kit.areas.tree.findById(INVENTED_HEIR)).toMatchObject({ name: 'Phường Thành Cổ', act: INVENTED_ACT.id });
  });
});
