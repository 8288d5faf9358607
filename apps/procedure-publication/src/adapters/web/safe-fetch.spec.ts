import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PAGE_LIMITS, PageProblem, fetchPage, isPrivateAddress } from './safe-fetch';

const NONE: ReadonlySet<string> = new Set();
const LOCAL = new Set(['127.0.0.1']);

describe('a page fetched for a stranger', () => {
  let server: Server;
  let base = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = request.url ?? '/';
      if (path === '/page') response.setHeader('content-type', 'text/html').end('<p>xin chào</p>');
      else if (path === '/large') response.end(Buffer.alloc(2_000_000));
      else if (path === '/missing') response.writeHead(404).end();
      else if (path === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else if (path === '/away') response.writeHead(302, { location: '/page' }).end();
      else if (path === '/inside') response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
      else response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const refusal = async (url: string, hosts: ReadonlySet<string>, limits = PAGE_LIMITS): Promise<string> => {
    const error: unknown = await fetchPage(url, hosts, limits).catch((caught: unknown) => caught);
    if (!(error instanceof PageProblem)) throw new Error(`a PageProblem was expected, not ${String(error)}`);
    return error.message;
  };

  it.each([
    'http://127.0.0.1:1/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://localhost/',
    'http://10.1.2.3/',
    'http://172.31.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[64:ff9b::a00:1]/',
    'http://[2002:a00:1::]/',
  ])('refuses %s: it lies in a private network', async (url) => {
    expect(await refusal(url, NONE)).toContain('private network');
  });

  it.each(['file:///etc/passwd', 'ftp://example.com/', 'gopher://example.com/', 'javascript:alert(1)', 'http://'])(
    'refuses %s: not the web',
    async (url) => {
      expect(await refusal(url, NONE)).toContain('only http');
    },
  );

  it('refuses a password in the address', async () => {
    expect(await refusal('http://user:secret@example.com/', NONE)).toContain('password');
  });

  it('public addresses are no private ones', () => {
    expect(['8.8.8.8', '203.162.0.1', '2606:4700::1111'].map(isPrivateAddress)).toEqual([false, false, false]);
    expect(['1.2.3', '', 'localhost'].map(isPrivateAddress)).toEqual([true, true, true]);
  });

  it('fetches from a host that the operator allows, and follows it to itself', async () => {
    const page = await fetchPage(`${base}/page`, LOCAL);
    expect(page).toMatchObject({ mediaType: 'text/html' });
    expect(page.content.toString()).toBe('<p>xin chào</p>');
    expect((await fetchPage(`${base}/away`, LOCAL)).content.toString()).toBe('<p>xin chào</p>');
  });

  it('follows no redirect into a private network, off the web, or for ever', async () => {
    expect(await refusal(`${base}/inside`, LOCAL)).toContain('private network');
    expect(await refusal(`${base}/file`, LOCAL)).toContain('only http');
    expect(await refusal(`${base}/loop`, LOCAL)).toContain('redirects');
  });

  it('reads no more than it may, and tells an error of the server', async () => {
    expect(await refusal(`${base}/large`, LOCAL, { ...PAGE_LIMITS, bytesMax: 1_000_000 })).toContain('larger');
    expect(await refusal(`${base}/missing`, LOCAL)).toContain('404');
  });
});
