import { randomBytes } from 'node:crypto';
import { ManualClock } from '@thongsuot/calendar';
import { FeedbackForwarded } from '@thongsuot/contracts';
import { OUTBOX_COLLECTION, type OutboxPack } from '@thongsuot/mongo-store';
import { startService, type RunningService } from '@thongsuot/service-kit';
import {
  INVENTED_ACT,
  INVENTED_HEIR,
  actsHeard,
  cleanAfterFile,
  publishInventedAct,
  serviceEnv,
  waitUntil,
} from '@thongsuot/testing';
import { FEEDBACK, type FeedbackRow } from '../src/adapters/store/feedback-store';
import { definitionFrom } from '../src/service';

describe('pending feedback of areas that an act ends', () => {
  let service: RunningService;
  let directory: RunningService;
  const clock = new ManualClock('2024-01-30T02:00:00Z');

  beforeAll(async () => {
    const env = await serviceEnv({ PERSONAL_DATA_KEY: randomBytes(32).toString('base64url') });
    service = await startService(definitionFrom(env), env, { clock });
    directory = await startService({ name: 'directory', controllers: [] }, env, { clock });
  }, 120_000);
  afterAll(() => Promise.all([service.close(), directory.close()]), 60_000);
  cleanAfterFile();

  const rows = (): Promise<FeedbackRow[]> =>
    service.kit.store.collection<FeedbackRow>(FEEDBACK).find({}).sort({ _id: 1 }).toArray();
  const forwarded = async (): Promise<number> =>
    (await service.kit.store.collection<OutboxPack>(OUTBOX_COLLECTION).find({}).toArray())
      .flatMap(({ events }) => events)
      .filter(({ type }) => type === FeedbackForwarded.type).length;

  it('passes to the committee of the heir, once, with a line in its history', async () => {
    const sender = { name: 'Trần Thị Bích Ngọc', address: '12 Lý Thái Tổ, khu phố 3', phone: '0905 123 987' };
    for (const kind of ['act', 'regulation']) {
      const body = {
        content: 'Cán bộ một cửa hẹn lại hồ sơ chứng thực nhiều lần.',
        kind,
        unit: '19360',
        field: 'Chứng thực',
        sender,
      };
      const headers = { 'content-type': 'application/json' };
      const sent = await fetch(`${service.url}/api/v1/feedback`, { method: 'POST', headers, body: JSON.stringify(body) });
      expect(sent.status).toBe(201);
    }
    expect((await rows()).map(({ feedback }) => feedback.facts.handler.areaVersion)).toEqual(['462.open', '19360.open']);
    await publishInventedAct(directory);
    await waitUntil(() => Promise.resolve(service.kit.areas.tree.findById(INVENTED_HEIR) !== undefined), { timeoutMs: 30_000 });
    clock.set('2024-02-01T02:00:00Z');
    await waitUntil(async () => (await forwarded()) === 2, { timeoutMs: 30_000, what: 'both to pass' });
    const [toTown, toWard] = await rows();
    expect(toTown?.feedback.facts).toMatchObject({ handler: { areaVersion: '45.open' }, unit: { areaVersion: '19360.open' } });
    expect(toWard?.feedback.facts).toMatchObject({ handler: { areaVersion: INVENTED_HEIR, agency: null }, state: 'received' });
    expect(toWard?.within).toContain(INVENTED_HEIR);
    expect(toWard?.feedback.history.at(-1)).toEqual({
      on: '2024-02-01',
      state: 'received',
      passed: {
        from: { areaVersion: '19360.open', agency: null },
        to: { areaVersion: INVENTED_HEIR, agency: null },
        act: INVENTED_ACT.id,
      },
    });
    await publishInventedAct(directory);
    await waitUntil(async () => (await actsHeard(service)) === 2, { timeoutMs: 30_000, what: 'the act to come again' });
    await service.running.tickers.get('areas')?.tickNow();
    expect(await forwarded()).toBe(2);
  }, 90_000);
});
