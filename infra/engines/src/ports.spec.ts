import { createServer, type Server } from 'node:net';
import { answers, findFreePort, isPortFree, keepOrFindPort } from './ports';

describe('ports', () => {
  let server: Server;
  let busy: number;

  beforeAll(async () => {
    busy = await findFreePort();
    server = createServer();
    await new Promise<void>((resolve) => server.listen(busy, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  it('sees that a port is taken and that it answers', async () => {
    expect(await isPortFree(busy)).toBe(false);
    expect(await answers('127.0.0.1', busy)).toBe(true);
  });

  it('keeps a remembered port that is free', async () => {
    const free = await findFreePort();
    expect(await keepOrFindPort(free)).toBe(free);
  });

  it('takes another port where the remembered one is busy or meant for something else', async () => {
    const free = await findFreePort();
    expect(await keepOrFindPort(busy)).not.toBe(busy);
    expect(await keepOrFindPort(free, [free])).not.toBe(free);
  });

  it('chooses below the range of outgoing connections', async () => {
    const port = await keepOrFindPort(undefined);
    expect(port).toBeGreaterThanOrEqual(21_000);
    expect(port).toBeLessThan(32_000);
  });
});
