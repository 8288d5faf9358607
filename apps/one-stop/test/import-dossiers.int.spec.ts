import { connect } from 'node:net';
import type { DossierState } from '@thongsuot/contracts';
import { cleanAfterFile, waitUntil } from '@thongsuot/testing';
import { DOSSIERS, type DossierRow } from '../src/adapters/store/rows';
import { HEADER, code, csv, startDesk, type Desk } from './desk';

interface Stated {
  readonly subject: string;
  readonly key: string;
  readonly data: { readonly before: DossierState | null; readonly after: DossierState };
}

describe('import of dossiers', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await startDesk('2024-02-01T02:00:00Z');
  }, 60_000);
  afterAll(() => desk.service.close());
  // After the services are closed: topics that vanish under a reader keep it from closing.
  cleanAfterFile();

  /** Dossier events stated of `codes`, oldest first. */
  const eventsOf = async (...codes: string[]): Promise<Stated[]> => {
    const packs = await desk.service.kit.store
      .collection<{ _id: string; events: { subject: string; key: string; type: string; data: string }[] }>('outbox')
      .find()
      .sort({ _id: 1 })
      .toArray();
    return packs
      .flatMap((pack) => pack.events)
      .filter((event) => event.type.includes('dossier.changed') && codes.includes(event.subject))
      .map(({ subject, key, data }) => ({ subject, key, data: JSON.parse(data) as Stated['data'] }));
  };

  it('takes a file, and the same file again changes nothing', async () => {
    const file = csv(
      `${code(1)},19360,Đất đai,online,2024-01-15,2024-02-20,,`,
      `${code(2)},19360,ĐẤT  ĐAI,direct,2024-01-16,2024-01-30,2024-01-29,granted`,
    );
    const first = await desk.importCsv(`\ufeff${file.replaceAll(',', ';')}`);
    expect(first).toEqual({
      status: 200,
      body: { received: 2, accepted: 2, unchanged: 0, corrected: 0, refused: 0, findings: [], findingsTotal: 0, dryRun: false },
    });
    const again = await desk.importCsv(file);
    expect(again.body).toMatchObject({ received: 2, accepted: 0, unchanged: 2, corrected: 0, refused: 0 });
    const stated = await eventsOf(code(1), code(2));
    expect(stated).toHaveLength(2);
    // The label of the first row stands for every later spelling.
    expect(stated[1]?.data.after).toMatchObject({ fieldKey: 'dat dai', fieldLabel: 'Đất đai', resolvedOn: '2024-01-29' });
    expect(stated[0]).toMatchObject({ key: '19360.open', data: { before: null } });
  });

  it('folds repeats in order, states corrections with both states, and gives a corrected area its key', async () => {
    const file = csv(
      `${code(10)},19360,Hộ tịch,online,2024-01-15,2024-01-20,,`,
      `${code(10)},19360,Hộ tịch,online,2024-01-15,2024-01-20,2024-01-19,granted`,
      `${code(10)},19360,Hộ tịch,online,2024-01-15,2024-01-20,2024-01-19,granted`,
    );
    expect((await desk.importCsv(file)).body).toMatchObject({ accepted: 1, corrected: 1, unchanged: 1 });
    const moved = csv(`${code(10)},19333,Hộ tịch,online,2024-01-15,2024-01-20,2024-01-19,granted`);
    expect((await desk.importCsv(moved)).body).toMatchObject({ accepted: 0, corrected: 1 });
    const stated = await eventsOf(code(10));
    expect(stated.map(({ key }) => key)).toEqual(['19360.open', '19360.open', '19333.open']);
    for (const [index, { data }] of stated.entries()) expect(data.before).toEqual(stated[index - 1]?.data.after ?? null);
    expect(stated[2]?.data.after.custody).toEqual([{ areaVersion: '19333.open', from: '2024-01-15' }]);
  });

  it('leaves wrong rows out by number and column, takes the others, and names unknown columns', async () => {
    const rows = [
      `${code(20)},19360,a,online,2024-01-15,,,`,
      `${code(21)},99999,a,fax,2024-02-30,,,`,
      'not,enough',
      '',
      `"${code(22)}",19360,"a ""quoted"", one",direct,2024-01-15,,,`,
    ];
    const file = `${HEADER},colour\n${rows.map((row) => (row.includes('1936') || row.includes('99999') ? `${row},red` : row)).join('\n')}`;
    const { status, body } = await desk.importCsv(file);
    expect([status, body.received, body.accepted, body.refused]).toEqual([200, 4, 2, 2]);
    expect(body.findings.map(({ row, column, code: rule }) => [row, column, rule])).toEqual([
      [1, 'colour', 'column-unknown'],
      [3, 'received_at', 'date-invalid'],
      [3, 'channel', 'choice-unknown'],
      [4, undefined, 'column-count'],
    ]);
    const kept = await desk.service.kit.store
      .collection<{ _id: string; state: DossierState }>('dossiers')
      .findOne({ _id: code(22) });
    expect(kept?.state.fieldLabel).toBe('a "quoted", one');
  });

  it('reads NDJSON with the same rules', async () => {
    const lines = [
      JSON.stringify({
        dossier_code: code(30),
        area: '19360',
        received_at: '2024-01-15',
        fee_due: 5000,
        paid_online: true,
        mood: 1,
      }),
      '{"dossier_code":',
      '[]',
      JSON.stringify({ dossier_code: code(31), area: '19360', received_at: null }),
    ];
    const { body } = await desk.importCsv(lines.join('\r\n'), { type: 'application/x-ndjson' });
    expect([body.received, body.accepted, body.refused]).toEqual([4, 1, 3]);
    expect(body.findings.map(({ row, code: rule }) => `${String(row)} ${rule}`)).toEqual([
      '1 column-unknown',
      '2 not-json',
      '3 not-json',
      '4 required',
    ]);
  });

  it.each<[string, string | Buffer, string]>([
    ['an empty file', '', 'column-missing'],
    ['no header', `${code(40)},19360,2024-01-15\n`, 'column-missing'],
    ['a column twice', 'dossier_code,area,area,received_at\n', 'column-repeated'],
    ['a binary file', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 10]), 'not-text'],
    ['another encoding', Buffer.from(`${HEADER}\n${code(41)},19360,\xd0\xe2t \xf0ai,,2024-01-15,,,\n`, 'latin1'), 'not-text'],
    ['one endless line', 'x'.repeat(200_000), 'row-too-long'],
    ['a row too long', `${HEADER}\n${code(42)},19360,${'x'.repeat(100_000)},,2024-01-15,,,\n`, 'row-too-long'],
    ['a quote that never closes', `${HEADER}\n"${code(43)},19360,,,2024-01-15,,,\n`, 'quote-not-closed'],
  ])('refuses %s as a whole, saying why', async (_, file, rule) => {
    const { status, body } = await desk.importCsv(file);
    expect([status, body.code]).toEqual([422, 'file-unreadable']);
    const { errors } = body as unknown as { errors: { code: string }[] };
    expect(new Set(errors.map((each) => each.code))).toEqual(new Set([rule]));
  });

  it('stores nothing on a dry run', async () => {
    const file = csv(
      `${code(50)},19360,mới,online,2024-01-15,,,`,
      `${code(50)},19360,mới,online,2024-01-15,2024-01-20,,`,
      `${code(51)},0,,,2024-01-15,,,`,
    );
    const { body } = await desk.importCsv(file, { query: '?dryRun=true' });
    expect(body).toMatchObject({ received: 3, accepted: 1, corrected: 1, refused: 1, dryRun: true });
    expect(await desk.service.kit.store.collection<{ _id: string }>('dossiers').findOne({ _id: code(50) })).toBeNull();
    expect(await desk.service.kit.store.collection<{ _id: string }>('fields').findOne({ _id: 'moi' })).toBeNull();
  });

  it('lets officers bring in their own area, before and after its merger, and nobody else’s', async () => {
    const rows = csv(`${code(60)},19360,,,2024-01-15,,,`, `${code(61)},19333,,,2024-01-15,,,`, `${code(62)},462,,,2024-01-15,,,`);
    const commune = await desk.importCsv(rows, { token: await desk.token('19360') });
    expect(commune.body).toMatchObject({ accepted: 1, refused: 2 });
    expect(commune.body.findings.map((each) => `${String(each.row)} ${each.code}`)).toEqual([
      '3 area-not-yours',
      '4 area-not-yours',
    ]);
    const district = await desk.importCsv(rows, { token: await desk.token('462') });
    expect(district.body).toMatchObject({ accepted: 1, unchanged: 1, refused: 1 });
    expect((await desk.importCsv(rows, { token: await desk.token('19360', 'leader') })).status).toBe(403);
    const heir = await desk.service.kit.tokens.sign({ subject: 'o', role: 'officer', area: '19360', on: '2025-08-01' }, '1m');
    expect((await desk.importCsv(rows, { token: heir })).body.findings).not.toContainEqual(
      expect.objectContaining({ row: 2, code: 'area-not-yours' }),
    );
  });

  it('continues a file whose sender died half-way, exactly, and answers a finished one with its first answer', async () => {
    const rows = Array.from({ length: 2300 }, (_, n) =>
      n % 500 === 7
        ? `bad-${String(n)},19360,,,2024-01-15,,,`
        : `${code(1000 + (n % 1700))},19360,,,2024-01-15,2024-03-${n < 1700 ? '20' : '21'},,`,
    );
    const file = csv(...rows);
    const cut = file.slice(0, file.indexOf(code(1000 + 1600)));
    await sendHalf(desk, cut, 'half-1');
    const imports = desk.service.kit.store.collection<{ _id: string; rows: number }>('imports');
    const begun = await imports.findOne({ rows: { $gte: 1000 } });
    expect(begun?.rows).toBeLessThan(2300);
    const resumed = await desk.importCsv(file, { key: 'half-1', query: '?source=hcc' });
    expect(resumed).toMatchObject({
      status: 200,
      body: { received: 2300, accepted: 1698, corrected: 597, refused: 5, findingsTotal: 5 },
    });
    const { accepted, unchanged, corrected, refused } = resumed.body;
    expect(accepted + unchanged + corrected + refused).toBe(2300);
    const again = await desk.importCsv(file, { key: 'half-1', query: '?source=hcc' });
    expect(again.body).toEqual(resumed.body);
    const other = await desk.importCsv(file.replace('2024-03-20', '2024-03-22'), { key: 'half-1', query: '?source=hcc' });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    // Every change once: as many events as rows that went in or corrected.
    const codes = rows.map((row) => row.split(',')[0] ?? '');
    expect(await eventsOf(...codes)).toHaveLength(accepted + corrected);
  }, 60_000);

  it('takes one import per source at a time', async () => {
    const slow = new ReadableStream({
      start: (controller) => {
        controller.enqueue(Buffer.from(csv(`${code(70)},19360,,,2024-01-15,,,`)));
        setTimeout(() => {
          controller.close();
        }, 1500);
      },
    });
    const first = desk.importCsv(slow, { query: '?source=busy' });
    const sources = desk.service.kit.store.collection<{ _id: string }>('import-sources');
    await waitUntil(async () => (await sources.findOne({ _id: 'busy' })) !== null, { timeoutMs: 5000, what: 'the first import' });
    const second = await desk.importCsv(csv(), { query: '?source=busy' });
    expect([second.status, second.body.code]).toEqual([409, 'import-in-progress']);
    expect((await desk.importCsv(csv(), { query: '?source=free' })).status).toBe(200);
    expect((await first).body).toMatchObject({ accepted: 1 });
    expect((await desk.importCsv(csv(), { query: '?source=busy' })).status).toBe(200);
  });

  it('counts as many changes as events were numbered', async () => {
    await waitUntil(
      async () => {
        const { body } = await desk.call('GET', '/ops/consistency', desk.admin);
        const { outbox } = body as unknown as { outbox: { numbered: number; waitingPacks: number } };
        const rows = await desk.service.kit.store.collection<DossierRow>(DOSSIERS).find({}).toArray();
        const changes = rows.reduce((sum, row) => sum + row.changes, 0);
        return outbox.waitingPacks === 0 && outbox.numbered === changes;
      },
      { timeoutMs: 20_000, what: 'numbers and changes to agree' },
    );
  });
});

/** Sends the head of a request and part of its body, then drops the connection. */
async function sendHalf(desk: Desk, part: string, key: string): Promise<void> {
  const { hostname, port } = new URL(desk.service.url);
  const socket = connect(Number(port), hostname);
  const head = [
    'POST /api/v1/dossiers/imports?source=hcc HTTP/1.1',
    `host: ${hostname}`,
    `authorization: Bearer ${desk.admin}`,
    'content-type: text/csv',
    `idempotency-key: ${key}`,
    `content-length: ${String(Buffer.byteLength(part) * 2)}`,
  ];
  await new Promise<void>((resolve) =>
    socket.write(`${head.join('\r\n')}\r\n\r\n${part}`, () => {
      resolve();
    }),
  );
  const imports = desk.service.kit.store.collection<{ _id: string; rows: number }>('imports');
  await waitUntil(async () => (await imports.findOne({ rows: { $gte: 1000 } })) !== null, { timeoutMs: 15_000, what: 'a chunk' });
  socket.destroy();
}
