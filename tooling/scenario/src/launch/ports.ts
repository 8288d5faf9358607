import { createServer } from 'node:net';
import { SERVICES, type Ports } from './services';

const HIGHEST = 65_535;

/**
 * A free port for each service. The ports of the last run are taken again where they are free, so that bookmarks and open
 * pages live on.
 */
export async function freePorts(last: Partial<Ports> = {}): Promise<Ports> {
  const chosen: [string, number][] = [];
  for (const service of SERVICES) {
    const wish = last[service];
    const taken = new Set(chosen.map(([, port]) => port));
    const again = wish !== undefined && wish <= HIGHEST && !taken.has(wish) && (await listens(wish)) === wish;
    let port = again ? wish : await listens(0);
    while (port === null || (!again && taken.has(port))) port = await listens(0);
    chosen.push([service, port]);
  }
  return Object.fromEntries(chosen) as Ports;
}

/** Listens for a moment. @returns the port, null where it is in use */
function listens(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(null);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : null);
      });
    });
  });
}
