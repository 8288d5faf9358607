import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { issuePlan, listTasks } from '@thongsuot/contracts';
import { TokenMaker } from '../launch/tokens';
import { Api, ApiError } from './api';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('the client of the play', () => {
  let server: Server;
  let answerWith: (request: IncomingMessage, response: ServerResponse) => void;
  const seen: { url: string | undefined; key: string | string[] | undefined; bearer: boolean }[] = [];
  const api = (): Api =>
    new Api(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      new TokenMaker('k'.repeat(43)),
      new AbortController().signal,
    );
  const problem = (response: ServerResponse, status: number, code: string): void => {
    response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ status, code, title: code }));
  };

  beforeEach(async () => {
    seen.length = 0;
    server = createServer((request, response) => {
      const { url, headers } = request;
      seen.push({ url, key: headers['idempotency-key'], bearer: headers.authorization?.startsWith('Bearer ') ?? false });
      request.resume();
      answerWith(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('comes again with the same key where it is told to wait', async () => {
    answerWith = (_, response) => {
      if (seen.length < 3) problem(response, 503, 'service-unavailable');
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
    };
    const answer = await api().call(issuePlan, { params: { id: ID }, body: {} }, { as: { role: 'administrator' }, key: 'k1' });
    expect(answer).toEqual({ ok: true });
    expect(seen).toEqual(Array.from({ length: 3 }, () => ({ url: `/api/v1/plans/${ID}/issue`, key: 'k1', bearer: true })));
  });

  it('tells a refusal with its problem, at once', async () => {
    answerWith = (_, response) => {
      problem(response, 409, 'plan-blocked-by-findings');
    };
    const refused = api().call(issuePlan, { params: { id: ID }, body: {} }, { as: { role: 'administrator' } });
    const error: unknown = await refused.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).is('plan-blocked-by-findings')).toBe(true);
    expect(seen).toHaveLength(1);
  });

  it('writes what is asked into the query and leaves out what is not', async () => {
    answerWith = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"items":[],"nextCursor":null}');
    };
    await api().call(listTasks, { query: { area: '614', limit: 5 } }, { as: { role: 'officer', area: '614' } });
    expect(seen[0]?.url).toBe('/api/v1/tasks?area=614&limit=5');
  });
});
