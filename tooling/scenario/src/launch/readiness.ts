import { setTimeout as sleep } from 'node:timers/promises';
import { endLine, LaunchError, sayHere } from './say';
import { SERVICES, urlOf, type LaptopService, type Ports } from './services';
import { lastLines } from './supervisor';

const LOOK_EVERY_MS = 250;
const TIMEOUT_MS = 120_000;

/** Waits until every service says that it is ready. @throws LaunchError naming those that did not come up, with their log's end */
export async function waitUntilReady(ports: Ports, signal: AbortSignal): Promise<void> {
  const until = performance.now() + TIMEOUT_MS;
  const waiting = new Set<LaptopService>(SERVICES);
  while (waiting.size > 0) {
    signal.throwIfAborted();
    await Promise.all(
      [...waiting].map(async (service) => {
        if (await isReady(urlOf(service, ports))) waiting.delete(service);
      }),
    );
    if (waiting.size === 0) break;
    sayHere(
      `${SERVICES.length - waiting.size}/${SERVICES.length} sẵn sàng / ready; đang chờ / waiting: ${[...waiting].join(', ')}`,
    );
    if (performance.now() > until) {
      endLine();
      const logs = [...waiting].map((service) => `--- ${service}\n${lastLines(service)}`).join('\n');
      throw new LaunchError(`chưa sẵn sàng sau 2 phút: ${[...waiting].join(', ')}\n${logs}`, 'not ready after 2 minutes');
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
  endLine();
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
