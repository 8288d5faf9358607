import type { Problem } from '@thongsuot/contracts';
import type { MainJob } from '../../src/main-job';

interface ImportAnswer {
  readonly received: number;
  readonly accepted: number;
  readonly refused: number;
  readonly findings: readonly {
    readonly row: number;
    readonly column: string | null;
    readonly code: string;
    readonly message: string;
  }[];
}

/** Bad input gets a clear answer that names the place and the rule, and leaves nothing half stored. */
export function describeBadInput(job: () => MainJob): void {
  const send = (path: string, init: RequestInit): Promise<Response> =>
    fetch(`${job().run.gateway}/api/v1${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${job().run.tokens['administrator'] ?? ''}`,
        ...(init.headers as Record<string, string>),
      },
    });
  const problemOf = async (response: Response): Promise<{ status: number; code: string; title: string }> => {
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const { code, title } = (await response.json()) as Problem;
    return { status: response.status, code, title };
  };
  const planFile = (bytes: string | Uint8Array, name: string): FormData => {
    const form = new FormData();
    form.set('issuerArea', '19360');
    form.set('year', '2024');
    form.set('file', new Blob([bytes as BlobPart]), name);
    return form;
  };
  const importCsv = async (rows: string): Promise<ImportAnswer> => {
    const response = await send('/dossiers/imports', { method: 'POST', headers: { 'content-type': 'text/csv' }, body: rows });
    expect(response.status).toBe(200);
    return (await response.json()) as ImportAnswer;
  };
  const HEADER = 'dossier_code,area,procedure_code,field,channel,received_at,due_at,resolved_at,outcome';

  it('refuses a plan of the wrong type and a broken workbook, and stores neither', async () => {
    const plans = async (): Promise<number> =>
      ((await (await send('/plans?area=19360&year=2024', {})).json()) as { items: unknown[] }).items.length;
    const before = await plans();
    const wrong = await problemOf(
      await send('/plans/imports', {
        method: 'POST',
        body: planFile(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa), 'plan.png'),
      }),
    );
    expect([wrong.status, wrong.code]).toEqual([415, 'unsupported-media-type']);
    const broken = await problemOf(
      await send('/plans/imports', { method: 'POST', body: planFile('PK\u0003\u0004 cắt cụt', 'plan.xlsx') }),
    );
    expect(broken.code).toBe('file-unreadable');
    expect(broken.status).toBeGreaterThanOrEqual(400);
    expect(broken.status).toBeLessThan(500);
    expect(await plans()).toBe(before);
  });

  it('leaves out dossiers of an unknown area, of a day that does not exist, and resolved before they came, naming row and column', async () => {
    const code = (n: number): string => `000.00.12.H50-240115-99${String(n).padStart(2, '0')}`;
    const answer = await importCsv(
      [
        HEADER,
        `${code(1)},99999,1.001193,Hộ tịch,direct,2024-01-15,2024-01-18,,`,
        `${code(2)},19360,1.001193,Hộ tịch,direct,2024-02-30,2024-03-04,,`,
        `${code(3)},19360,1.001193,Hộ tịch,direct,2024-01-15,2024-01-18,2024-01-10,granted`,
      ].join('\n'),
    );
    expect([answer.received, answer.accepted, answer.refused]).toEqual([3, 0, 3]);
    expect(answer.findings.map(({ row, column }) => [row, column])).toEqual(
      expect.arrayContaining([
        [2, 'area'],
        [3, 'received_at'],
        [4, 'resolved_at'],
      ]),
    );
    for (const { message } of answer.findings) expect(message).toContain(' / ');
    for (const n of [1, 2, 3]) expect((await send(`/dossiers/${code(n)}`, {})).status).toBe(404);
  });

  it('refuses an oversized body, a wrong date, an unknown area and a period that is not reported', async () => {
    const oversized = await send('/feedback', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'a'.repeat(1_200_000) }),
    });
    expect((await problemOf(oversized)).code).toBe('payload-too-large');
    expect((await send('/areas/19360?on=2024-02-30', {})).status).toBe(400);
    expect((await problemOf(await send('/rollups?area=99999&period=2024-Q1', {}))).code).toBe('area-unknown');
    expect((await problemOf(await send('/rollups?area=45&on=2024-03-16&period=2024-Q4', {}))).code).toBe('period-not-reported');
  });

  it('tells a citizen what is missing in feedback instead of swallowing it', async () => {
    const response = await send('/feedback', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: '' },
      body: JSON.stringify({
        nature: 'feedback',
        area: '19360',
        content: 'Bộ phận một cửa trả kết quả chậm.',
        sender: { name: '', address: '' },
      }),
    });
    expect((await problemOf(response)).status).toBeGreaterThanOrEqual(400);
  });
}
