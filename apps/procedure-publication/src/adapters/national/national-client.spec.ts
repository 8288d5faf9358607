import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { reconcile } from '../../domain/national/reconcile';
import { NationalClient } from './national-client';

interface Recorded {
  confirmed: boolean;
  request: { method: string; path: string };
  response: { status: number; body: unknown };
}
const recorded = (system: string, name: string): Recorded =>
  JSON.parse(readFileSync(join(__dirname, '../../../test/contracts', system, `${name}.json`), 'utf8')) as Recorded;

describe.each(['national-database', 'national-portal'])('%s, by its recorded contract', (system) => {
  let server: Server;
  let failures = 0;
  let broken = false;
  let client: NationalClient;
  const contracts = ['procedures', 'decisions'].map((name) => recorded(system, name));

  beforeAll(async () => {
    server = createServer((request, response) => {
      const found = contracts.find((each) => each.request.method === request.method && each.request.path === request.url);
      if (failures-- > 0 || !found) response.writeHead(found ? 503 : 404).end();
      else response.writeHead(found.response.status).end(broken ? '{}' : JSON.stringify(found.response.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    client = new NationalClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 1);
  });
  beforeEach(() => {
    failures = 0;
    broken = false;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('says that it is not confirmed', () => {
    expect(contracts.map(({ confirmed }) => confirmed)).toEqual([false, false]);
  });

  it('is read, also after two failures', async () => {
    failures = 2;
    expect((await client.procedures()).map(({ code }) => code)).toEqual(['1.001193', '1.999999']);
    expect(await client.decisions()).toMatchObject([{ number: '88/QĐ-UBND' }]);
  });

  it('is given up after three, and refused where it breaks the contract', async () => {
    failures = 3;
    await expect(client.procedures()).rejects.toThrow('503');
    broken = true;
    failures = 0;
    await expect(client.decisions()).rejects.toThrow('breaks the contract');
  });

  it('shows what it and the catalogue do not agree on', async () => {
    const here = [
      { code: '1.001193', name: 'Thủ tục  đăng ký khai sinh', state: 'withdrawn' as const },
      { code: '1.000656', name: 'Đăng ký khai tử', state: 'published' as const },
    ];
    expect(reconcile(here, await client.procedures()).map(({ kind, code }) => `${code} ${kind}`)).toEqual([
      '1.000656 missing-there',
      '1.001193 state-differs',
      '1.999999 missing-here',
    ]);
  });
});
