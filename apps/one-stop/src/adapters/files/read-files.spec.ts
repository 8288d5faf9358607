import { ProblemError } from '@thongsuot/contracts';
import type { DossierFile, FileRow } from '../../features/import-dossiers/dossier-file';
import { openCsv } from './read-csv';
import { openNdjson } from './read-ndjson';

/** The bytes of a file, `size` at a time, so that letters, rows and marks are cut anywhere. */
async function* cut(text: string | Buffer, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const all = async (file: DossierFile): Promise<FileRow[]> => {
  const rows: FileRow[] = [];
  for await (const row of file.rows) rows.push(row);
  return rows;
};

const refusal = async (work: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof ProblemError
    ? [error.code, ...(error.errors ?? []).map((each) => `${String(each.row)} ${each.code}`)]
    : error;
};

describe('openCsv', () => {
  const text = '\ufeffarea;Dossier_Code;received_at;field\r\n19360;A;2024-01-15;"Đất; đai"\r\n\r\n19333;B;;x\r\n';

  it.each([1, 2, 3, 7, 1000])('reads the same rows when it comes %i bytes at a time', async (size) => {
    const rows = await all(await openCsv(cut(text, size)));
    expect(rows.map(({ number, row }) => [number, row])).toEqual([
      [2, { area: '19360', dossier_code: 'A', received_at: '2024-01-15', field: 'Đất; đai' }],
      [4, { area: '19333', dossier_code: 'B', field: 'x' }],
    ]);
  });

  it('refuses at the row where a quote never closes, a row is too long or bytes are no text', async () => {
    const head = 'dossier_code,area,received_at\na,b,c\n';
    const read = async (rest: string | Buffer): Promise<unknown> =>
      refusal(openCsv(cut(Buffer.concat([Buffer.from(head), Buffer.from(rest as string)]), 1000)).then(all));
    expect(await read('"x,y,z\n1,2,3\n')).toEqual(['file-unreadable', '3 quote-not-closed']);
    expect(await read(`x,y,${'z'.repeat(100_000)}\n`)).toEqual(['file-unreadable', '3 row-too-long']);
    expect(await read(Buffer.from([0xff, 0xfe, 0x0a]))).toMatchObject(['file-unreadable', expect.stringContaining('not-text')]);
  });

  it('passes the failure of a body that breaks off on', async () => {
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('dossier_code,area,received_at\na,b,c\n');
      await Promise.resolve();
      throw new Error('aborted');
    };
    await expect(openCsv(broken()).then(all)).rejects.toThrow('aborted');
  });
});

describe('openNdjson', () => {
  it.each([1, 5, 1000])('reads the same rows when it comes %i bytes at a time', async (size) => {
    const rows = await all(await openNdjson(cut('\ufeff{"area":"19360","fee_due":5}\n\n{"area":["x"]}', size)));
    expect(rows.map(({ number, row }) => [number, row])).toEqual([
      [1, { area: '19360', fee_due: '5' }],
      [3, null],
    ]);
  });

  it('refuses an empty file and an endless line', async () => {
    expect(await refusal(openNdjson(cut('', 10)))).toEqual(['file-unreadable', '1 not-json']);
    expect(await refusal(openNdjson(cut('x'.repeat(100_000), 5000)))).toEqual(['file-unreadable', '1 row-too-long']);
  });
});
