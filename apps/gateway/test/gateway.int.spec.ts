import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { ENDPOINTS, type Problem } from '@thongsuot/contracts';
import { Tokens } from '@thongsuot/service-kit';
import { UPSTREAMS } from '../src/config/gateway-config';
import { startGateway, type RunningGateway } from '../src/gateway';

const TOKEN_KEY = 'gateway-test-key-'.repeat(3);

interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  bytes: number;
}

/** Stands for a service: remembers what reached it and answers 200. */
function standIn(seen: Seen[]): Promise<Server> {
  const server = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, bytes });
      const statement = { service: 'any', outbox: null, read: [], parked: 0, asOf: '2024-03-16T01:00:00.000Z', counts: {} };
      const answer = request.url === '/ops/consistency' ? statement : { items: [], nextCursor: null };
      response.setHeader('content-type', 'application/json').setHeader('etag', '"7"').end(JSON.stringify(answer));
    });
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      resolve(server);
    }),
  );
}

describe('the gateway', () => {
  const seen: Seen[] = [];
  const tokens = new Tokens(TOKEN_KEY);
  let upstream: Server;
  let gateway: RunningGateway;

  beforeAll(async () => {
    upstream = await standIn(seen);
    const address = `http://127.0.0.1:${String((upstream.address() as AddressInfo).port)}`;
    const upstreams = Object.fromEntries(Object.values(UPSTREAMS).map((variable) => [variable, address]));
    // One service that nobody listens for.
    gateway = await startGateway({
      ...upstreams,
      UPSTREAM_NOTIFICATION: 'http://127.0.0.1:9',
      PORT: '0',
      HOST: '127.0.0.1',
      TOKEN_KEY,
      LOG_LEVEL: 'silent',
      REQUESTS_PER_MINUTE: '60',
    });
  });
  afterAll(async () => {
    await gateway.close();
    upstream.close();
  });
  beforeEach(() => {
    seen.length = 0;
  });

  const bearer = async (role: 'officer' | 'administrator', area?: string): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await tokens.sign({ subject: 'someone', role, ...(area === undefined ? {} : { area }) }, '5m')}`,
  });
  const problemIn = async (response: Response): Promise<Problem> => {
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    return (await response.json()) as Problem;
  };

  it('hands an operation to its owner with its query, and the answer back with its headers', async () => {
    const response = await fetch(`${gateway.url}/api/v1/dossiers?area=19360&limit=5`, {
      headers: await bearer('officer', '19360'),
    });
    expect([response.status, response.headers.get('etag'), await response.json()]).toEqual([
      200,
      '"7"',
      { items: [], nextCursor: null },
    ]);
    expect(seen[0]).toMatchObject({ method: 'GET', url: '/api/v1/dossiers?area=19360&limit=5' });
  });

  it('lets only headers through that services may see', async () => {
    await fetch(`${gateway.url}/api/v1/dossiers?area=19360`, {
      headers: { ...(await bearer('administrator')), 'x-real-user': 'root', cookie: 'a=b', 'if-none-match': '"7"' },
    });
    expect(seen[0]?.headers).toMatchObject({ 'if-none-match': '"7"' });
    expect(seen[0]?.headers).not.toHaveProperty('cookie');
    expect(seen[0]?.headers).not.toHaveProperty('x-real-user');
  });

  it('refuses at the door: no token, a forged one, a role without the right', async () => {
    const without = await fetch(`${gateway.url}/api/v1/dossiers?area=19360`);
    expect([without.status, (await problemIn(without)).code, without.headers.get('www-authenticate')]).toEqual([
      401,
      'unauthorised',
      'Bearer',
    ]);
    const forged = await new Tokens('another-key-'.repeat(4)).sign({ subject: 'x', role: 'administrator' }, '5m');
    expect(
      (await fetch(`${gateway.url}/api/v1/dossiers?area=1`, { headers: { authorization: `Bearer ${forged}` } })).status,
    ).toBe(401);
    const portal = await tokens.sign({ subject: 'x', role: 'portal' }, '5m');
    expect(
      (
        await fetch(`${gateway.url}/api/v1/dossiers/imports`, {
          method: 'POST',
          headers: { authorization: `Bearer ${portal}`, 'content-type': 'text/csv' },
          body: 'a',
        })
      ).status,
    ).toBe(403);
    expect(seen).toEqual([]);
  });

  it('carries a large import as a stream', async () => {
    const row = `${'x'.repeat(1023)}\n`;
    const body = Readable.toWeb(
      Readable.from(
        (function* () {
          for (let each = 0; each < 3000; each++) yield Buffer.from(row);
        })(),
      ),
    ) as ReadableStream;
    const response = await fetch(`${gateway.url}/api/v1/dossiers/imports`, {
      method: 'POST',
      headers: { ...(await bearer('administrator')), 'content-type': 'text/csv' },
      body,
      duplex: 'half',
    });
    expect([response.status, seen[0]?.bytes]).toEqual([200, 3000 * 1024]);
  });

  it('refuses an oversized body before it is read', async () => {
    const response = await fetch(`${gateway.url}/api/v1/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'x'.repeat(1_100_000) }),
    });
    expect([response.status, (await problemIn(response)).code]).toEqual([413, 'payload-too-large']);
    expect(seen).toEqual([]);
  });

  it('says which part is missing while one service is down, and the rest answers', async () => {
    const down = ENDPOINTS.find((each) => each.service === 'notification' && each.method === 'GET');
    if (down) {
      const response = await fetch(`${gateway.url}/api/v1${down.path.replace(/:\w+/, 'x')}?area=19360`, {
        headers: await bearer('administrator'),
      });
      const problem = await problemIn(response);
      expect([response.status, problem.code, response.headers.get('retry-after')]).toEqual([503, 'service-unavailable', '2']);
      expect(problem.detail).toContain('notification');
    }
    expect((await fetch(`${gateway.url}/api/v1/dossiers?area=19360`, { headers: await bearer('administrator') })).status).toBe(
      200,
    );
    const consistency = await fetch(`${gateway.url}/api/v1/consistency`, { headers: await bearer('administrator') });
    expect(((await consistency.json()) as { consistent: boolean }).consistent).toBe(false);
  });

  it('answers 404 as a problem for what the contract does not name', async () => {
    const response = await fetch(`${gateway.url}/api/v1/nothing-here`);
    expect([response.status, (await problemIn(response)).code]).toEqual([404, 'not-found']);
    expect((await fetch(`${gateway.url}/ops/outbox`)).status).toBe(404);
  });

  it('describes every operation in OpenAPI 3.1, each with its rule', async () => {
    const document = (await (await fetch(`${gateway.url}/api/v1/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; security: unknown[] }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.map((each) => each.operationId).sort()).toEqual(ENDPOINTS.map((each) => each.id).sort());
    expect(new Set(operations.map((each) => each.operationId)).size).toBe(operations.length);
    for (const endpoint of ENDPOINTS) {
      const operation = operations.find((each) => each.operationId === endpoint.id);
      expect([endpoint.id, operation?.security.length]).toEqual([endpoint.id, endpoint.access.public ? 0 : 1]);
    }
  });

  it('serves the documentation without anything from elsewhere', async () => {
    const page = await fetch(`${gateway.url}/docs`);
    expect(await page.text()).not.toMatch(/https?:\/\//);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect((await fetch(`${gateway.url}/docs/assets/swagger-ui-bundle.js`)).status).toBe(200);
  });

  it('slows down an address without a token', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 80 }, async () => (await fetch(`${gateway.url}/api/v1/openapi.json`)).status),
    );
    expect(statuses).toContain(429);
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
  });
});
