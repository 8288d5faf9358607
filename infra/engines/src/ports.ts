import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

// Below the ranges from which Linux and macOS take the ports of outgoing connections: a port that is free while its engine
// is down stays free.
const LOWEST_PORT = 21_000;
const HIGHEST_PORT = 32_000;

/** True when a server may listen on this port of 127.0.0.1 now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** A free port of 127.0.0.1, none of `taken`. @throws Error when two hundred tries found none. */
export async function findFreePort(taken: readonly number[] = []): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
    if (!taken.includes(port) && (await isPortFree(port))) return port;
  }
  throw new Error(`No free port between ${LOWEST_PORT} and ${HIGHEST_PORT}`);
}

/** The remembered port if it is free, else another one. */
export async function keepOrFindPort(remembered: number | undefined, taken: readonly number[] = []): Promise<number> {
  if (remembered !== undefined && !taken.includes(remembered) && (await isPortFree(remembered))) return remembered;
  return findFreePort(taken);
}

/** True when something accepts connections there within `timeoutMs`. */
export function answers(host: string, port: number, timeoutMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs });
    const done = (result: boolean): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => {
      done(true);
    });
    socket.once('timeout', () => {
      done(false);
    });
    socket.once('error', () => {
      done(false);
    });
  });
}
