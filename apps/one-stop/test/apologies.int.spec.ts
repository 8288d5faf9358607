import { cleanAfterFile } from '@thongsuot/testing';
import { code, csv, startDesk, type Desk } from './desk';

interface Items {
  readonly items: readonly Record<string, unknown>[];
  readonly nextCursor: string | null;
}

describe('dossiers and their apologies', () => {
  let desk: Desk;
  let officer: string;
  beforeAll(async () => {
    desk = await startDesk('2024-01-22T02:00:00Z');
    officer = await desk.token('19360');
    const { body } = await desk.importCsv(
      csv(
        `${code(1)},19360,Hộ tịch,online,2024-01-15,2024-01-24,,`,
        `${code(2)},19360,Hộ tịch,online,2024-01-15,2024-01-31,,`,
        `${code(3)},19360,Hộ tịch,online,2024-01-15,2024-01-19,2024-01-18,granted`,
        `${code(4)},19333,Hộ tịch,online,2024-01-15,2024-01-31,,`,
        `${code(5)},19360,Hộ tịch,online,2023-01-15,2023-01-24,,`,
        `${code(6)},19360,Hộ tịch,online,2024-01-15,2024-01-31,,`,
      ),
    );
    expect(body.accepted).toBe(6);
  }, 60_000);
  afterAll(() => desk.service.close());
  // After the services are closed: topics that vanish under a reader keep it from closing.
  cleanAfterFile();

  const list = async (path: string, token: string | null = officer): Promise<Items> =>
    (await desk.call('GET', path, token)).body as unknown as Items;
  const codes = async (path: string, token?: string): Promise<unknown[]> =>
    (await list(path, token)).items.map((each) => each['code']);
  /** The clock looks, the handling system having been heard today. */
  const tick = async (): Promise<void> => {
    expect((await desk.importCsv(csv())).status).toBe(200);
    expect((await desk.call('POST', '/ops/tick', desk.admin)).status).toBe(200);
  };
  const apologise = (n: number, body: unknown, token = officer): ReturnType<Desk['call']> =>
    desk.call('POST', `/dossiers/${code(n)}/apology`, token, body);

  it('lists by state, unit and day received, a page at a time, to those whose area it is', async () => {
    expect(await codes('/dossiers')).toEqual([code(1), code(2), code(3), code(5), code(6)]);
    expect(await codes('/dossiers?state=overdue')).toEqual([code(5)]);
    expect(await codes('/dossiers?state=pending')).toEqual([code(5), code(1), code(2), code(6)]);
    expect(await codes('/dossiers?state=resolved&from=2024-01-01&to=2024-01-31')).toEqual([code(3)]);
    expect(await codes('/dossiers?area=45&on=2024-01-22', desk.admin)).toHaveLength(6);
    expect(await codes('/dossiers?unit=462', desk.admin)).toEqual([]);
    const page = await list('/dossiers?limit=2');
    expect(page.items).toHaveLength(2);
    expect(await codes(`/dossiers?limit=10&cursor=${page.nextCursor ?? ''}`)).toEqual([code(3), code(5), code(6)]);
    const stolen = Buffer.from('00.open/01.open/#x').toString('base64url');
    expect((await desk.call('GET', `/dossiers?cursor=${stolen}`, officer)).status).toBe(400);
    expect((await desk.call('GET', '/dossiers?area=19333', officer)).status).toBe(403);
    expect((await desk.call('GET', `/dossiers/${code(4)}`, officer)).status).toBe(404);
    expect((await desk.call('GET', `/dossiers/${code(4)}`, desk.admin)).body).toMatchObject({
      code: code(4),
      standing: 'pending',
    });
    expect((await desk.call('GET', '/dossiers', null)).status).toBe(401);
  });

  it('records a letter with its one new day, and refuses what the rule forbids', async () => {
    const sent = await apologise(2, { kind: 'letter', newDueOn: '2024-02-05', reason: 'coordination' });
    expect(sent).toMatchObject({
      status: 201,
      body: { state: 'sent', inTime: true, newDueOn: '2024-02-05', reason: 'coordination' },
    });
    const after = (await desk.call('GET', `/dossiers/${code(2)}`, officer)).body;
    expect(after).toMatchObject({
      dueOn: '2024-01-31',
      extendedDueOn: '2024-02-05',
      apologySentOn: '2024-01-22',
      latenessReason: 'coordination',
    });
    expect((await apologise(2, { kind: 'letter', newDueOn: '2024-02-09' })).status).toBe(409);
    expect((await apologise(3, { kind: 'letter' })).status).toBe(409);
    expect((await apologise(6, { kind: 'public' })).status).toBe(422);
    expect((await apologise(6, { kind: 'letter', reason: 'unheard-of' })).status).toBe(400);
    expect((await apologise(4, { kind: 'letter' })).status).toBe(404);
    // The source knows nothing of the letter: its next file does not take it back.
    const { body } = await desk.importCsv(csv(`${code(2)},19360,Hộ tịch,online,2024-01-15,2024-01-31,,`));
    expect(body).toMatchObject({ unchanged: 1, corrected: 0 });
  });

  it('drafts letters the working day before, once, leaves old dossiers alone, and sends only by an officer', async () => {
    await tick();
    expect((await list('/apologies?state=sent')).items).toHaveLength(1);
    desk.clock.set('2024-01-23T02:00:00Z');
    // What its source has not told yet may be that it is resolved: nothing is drafted on silence.
    expect((await desk.call('POST', '/ops/tick', desk.admin)).status).toBe(200);
    expect((await list('/apologies?kind=letter')).items).toHaveLength(1);
    await tick();
    await tick();
    const letters = async (): Promise<unknown[]> =>
      (await list('/apologies?kind=letter')).items.map(({ dossierCode, state, sentOn, newDueOn }) => [
        dossierCode,
        state,
        sentOn,
        newDueOn,
      ]);
    expect(await letters()).toEqual([
      [code(1), 'raised', null, '2024-01-29'],
      [code(2), 'sent', '2024-01-22', '2024-02-05'],
    ]);
    expect((await apologise(1, { kind: 'letter', newDueOn: '2024-01-29' })).status).toBe(201);
    expect((await letters())[0]).toEqual([code(1), 'sent', '2024-01-23', '2024-01-29']);
    expect((await desk.call('GET', `/dossiers/${code(1)}`, officer)).body).toMatchObject({
      apologySentOn: '2024-01-23',
      extendedDueOn: '2024-01-29',
    });
  });

  it('counts a missed letter, and shows the public apology of what is late without a login and without a name', async () => {
    await desk.importCsv(csv(`${code(7)},19360,Hộ tịch,online,2024-01-15,2024-01-22,,`));
    await tick();
    expect((await list('/apologies?state=missed')).items.map((each) => each['dossierCode'])).toEqual([code(7)]);
    // Late, but nobody has apologised yet: a draft is not public.
    expect((await list('/apologies?state=raised&kind=public')).items.map((each) => each['dossierCode'])).toEqual([code(7)]);
    expect((await list('/apologies/public', null)).items).toEqual([]);
    expect((await apologise(7, { kind: 'public' })).status).toBe(201);
    const { items } = await list('/apologies/public', null);
    expect(items).toEqual([
      { dossierCode: code(7), area: '19360', areaName: 'Phường 2', unit: '19360', dueOn: '2024-01-22', sentOn: '2024-01-23' },
    ]);
    desk.clock.set('2024-01-30T02:00:00Z');
    await tick();
    expect((await apologise(1, { kind: 'public' })).status).toBe(201);
    expect((await list('/apologies/public', null)).items.map((each) => each['dossierCode'])).toEqual([code(1), code(7)]);
    const { counts } = (await desk.call('GET', '/ops/consistency', desk.admin)).body as unknown as {
      counts: Record<string, number>;
    };
    expect(counts).toMatchObject({ 'apologies.letter.missed': 1, 'apologies.public.sent': 2, dossiers: 7, dossiersCounted: 7 });
  });

  it('owes nothing more for a dossier that was resolved in time after all', async () => {
    desk.clock.set('2024-01-30T02:00:00Z');
    const letter = async (): Promise<unknown> =>
      (await list('/apologies?kind=letter')).items.find((each) => each['dossierCode'] === code(6))?.['state'];
    expect(await letter()).toBe('raised');
    await desk.importCsv(csv(`${code(6)},19360,Hộ tịch,online,2024-01-15,2024-01-31,2024-01-30,granted`));
    expect(await letter()).toBe('lapsed');
  });

  it('drafts anew where the source has moved the day, and leaves what was sent as it was', async () => {
    const stateOf = async (n: number, kind: string): Promise<unknown> =>
      (await list(`/apologies?kind=${kind}`)).items.find((each) => each['dossierCode'] === code(n))?.['state'];
    await desk.importCsv(csv(`${code(8)},19360,Hộ tịch,online,2024-01-15,2024-01-31,,`));
    await tick();
    expect(await stateOf(8, 'letter')).toBe('raised');
    await desk.importCsv(
      csv(`${code(7)},19360,Hộ tịch,online,2024-01-15,2024-02-07,,`, `${code(8)},19360,Hộ tịch,online,2024-01-15,2024-02-06,,`),
    );
    expect([await stateOf(7, 'public'), await stateOf(8, 'letter')]).toEqual(['sent', 'lapsed']);
    desk.clock.set('2024-02-05T02:00:00Z');
    await tick();
    expect(await stateOf(8, 'letter')).toBe('raised');
    desk.clock.set('2024-02-08T02:00:00Z');
    await tick();
    expect([await stateOf(7, 'public'), await stateOf(8, 'public'), await stateOf(8, 'letter')]).toEqual([
      'sent',
      'raised',
      'missed',
    ]);
  });

  it('keeps a coded reason of lateness', async () => {
    const { items } = await list('/lateness-reasons', null);
    expect(items.map((each) => each['code'])).toContain('force-majeure');
    const put = await desk.call('PUT', `/dossiers/${code(7)}/lateness-reason`, officer, { reason: 'force-majeure' });
    expect(put).toMatchObject({ status: 200, body: { latenessReason: 'force-majeure', standing: 'overdue' } });
  });
});
